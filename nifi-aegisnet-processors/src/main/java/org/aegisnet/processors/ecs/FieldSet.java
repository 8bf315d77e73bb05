package org.aegisnet.processors.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * One of ECS's sets of fields, such as {@code event}: a record within a record. Where records have a record of the same name already, its
 * other fields stay. Immutable.
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
        RecordSchema merged = schema;
        for (final RecordField field : source.getFields()) {
            if (field.getFieldName().equals(name)) {
                merged = merged(field.getDataType());
            }
        }
        return new RecordField(name, RecordFieldType.RECORD.getRecordDataType(merged));
    }

    private RecordSchema merged(final DataType own) {
        if (own instanceof ChoiceDataType choice) {
            return choice.getPossibleSubTypes().stream()
                    .filter(RecordDataType.class::isInstance)
                    .findFirst()
                    .map(this::merged)
                    .orElse(schema);
        }
        return own instanceof RecordDataType record && record.getChildSchema() != null
                ? merged(record.getChildSchema())
                : schema;
    }

    private RecordSchema merged(final RecordSchema own) {
        final List<RecordField> fields = new ArrayList<>();
        for (final RecordField field : own.getFields()) {
            if (schema.getField(field.getFieldName()).isEmpty()) {
                fields.add(field);
            }
        }
        fields.addAll(schema.getFields());
        return new SimpleRecordSchema(fields);
    }

    /**
     * Puts the set into a record.
     *
     * @param values of the record, by field name
     * @param set the values of the set, by field name; a value that is null leaves the record's own
     */
    void put(final Map<String, Object> values, final Map<String, Object> set) {
        final Object own = values.get(name);
        if (own instanceof Record ownRecord) {
            final Map<String, Object> both = new LinkedHashMap<>(ownRecord.toMap());
            set.forEach((field, value) -> {
                if (value != null) {
                    both.put(field, value);
                }
            });
            values.put(name, new MapRecord(merged(ownRecord.getSchema()), both));
        } else {
            values.put(name, new MapRecord(schema, set));
        }
    }
}
