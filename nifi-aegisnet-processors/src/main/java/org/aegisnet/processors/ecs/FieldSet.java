package org.aegisnet.processors.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * One of ECS's sets of fields, such as {@code event}: a record within a record. If records already have a record of the same name, its other fields
 * stay. Immutable.
 */
final class FieldSet {
    private final String name;
    private final RecordSchema schema;

    /**
     * @param name the name of the field that holds the set
     * @param fields of the set
     */
    FieldSet(final String name, final List<RecordField> fields) {
        this.name = name;
        this.schema = new SimpleRecordSchema(fields);
    }

    static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }

    static RecordField list(final String name) {
        return new RecordField(name, RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType()));
    }

    RecordSchema schema() {
        return schema;
    }

    /** The field that holds the set, in records of a schema. */
    RecordField in(final RecordSchema source) {
        final RecordSchema merged = source.getDataType(name)
                .flatMap(FieldSet::recordSchema)
                .map(own -> merged(own, schema))
                .orElse(schema);
        return new RecordField(name, RecordFieldType.RECORD.getRecordDataType(merged));
    }

    private static Optional<RecordSchema> recordSchema(final DataType type) {
        if (type instanceof ChoiceDataType choice) {
            return choice.getPossibleSubTypes().stream()
                    .flatMap(possible -> recordSchema(possible).stream())
                    .findFirst();
        }
        return type instanceof RecordDataType record ? Optional.ofNullable(record.getChildSchema()) : Optional.empty();
    }

    /** The record's own fields, then the added ones; a record that both have gets the fields of both. */
    private static RecordSchema merged(final RecordSchema own, final RecordSchema added) {
        final List<RecordField> fields = new ArrayList<>();
        for (final RecordField field : own.getFields()) {
            if (added.getField(field.getFieldName()).isEmpty()) {
                fields.add(field);
            }
        }
        for (final RecordField field : added.getFields()) {
            final Optional<RecordSchema> inner = recordSchema(field.getDataType());
            final Optional<RecordSchema> ownInner =
                    own.getDataType(field.getFieldName()).flatMap(FieldSet::recordSchema);
            fields.add(
                    inner.isPresent() && ownInner.isPresent()
                            ? new RecordField(
                                    field.getFieldName(),
                                    RecordFieldType.RECORD.getRecordDataType(merged(ownInner.get(), inner.get())))
                            : field);
        }
        return new SimpleRecordSchema(fields);
    }

    /**
     * Puts the set into a record.
     *
     * @param values of the record, by field name
     * @param set the values of the set, by field name; a value that is null leaves the record's own
     */
    void put(final Map<String, Object> values, final Map<String, Object> set) {
        final Map<String, Object> known = new LinkedHashMap<>(set);
        if (values.get(name) instanceof Record) {
            known.values().removeIf(Objects::isNull);
        }
        replace(values, known);
    }

    /**
     * Puts the set into a record, in the place of what stands there.
     *
     * @param values of the record, by field name
     * @param set the values of the set, by field name; a value that is null takes the record's own away
     */
    void replace(final Map<String, Object> values, final Map<String, Object> set) {
        if (values.get(name) instanceof Record own) {
            final Map<String, Object> both = new LinkedHashMap<>(own.toMap());
            both.putAll(set);
            values.put(name, new MapRecord(merged(own.getSchema(), schema), both));
        } else {
            values.put(name, new MapRecord(schema, set));
        }
    }

    /** Removes a value that is not a record, because it does not fit the schema with the set. */
    void keepRecord(final Map<String, Object> values) {
        if (!(values.get(name) instanceof Record)) {
            values.put(name, null);
        }
    }
}
