package org.aegisnet.processors.record;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.MapDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * The identity of two schemas: the same names of schema and fields, in the same order, with the same types, down to every nested record. NiFi's
 * own {@code equals} takes schemas that refer to themselves for equal if their names are equal, whatever their fields are. It ignores the names of
 * other schemas. Compares one pair of schemas; for one thread.
 */
final class SchemaIdentity {
    /** Pairs that are being compared further up: a schema may contain itself. */
    private final IdentityHashMap<RecordSchema, Set<RecordSchema>> underway = new IdentityHashMap<>();

    private SchemaIdentity() {}

    /** Tells whether records of one schema may be taken for records of the other. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isSame(final RecordSchema one, final RecordSchema other) {
        return one == other || new SchemaIdentity().same(one, other);
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean same(final RecordSchema one, final RecordSchema other) {
        if (one == other) {
            return true;
        }
        if (one == null
                || other == null
                || one.getFieldCount() != other.getFieldCount()
                || !one.getSchemaName().equals(other.getSchemaName())
                || !one.getSchemaNamespace().equals(other.getSchemaNamespace())) {
            return false;
        }
        final Set<RecordSchema> partners =
                underway.computeIfAbsent(one, any -> Collections.newSetFromMap(new IdentityHashMap<>()));
        if (!partners.add(other)) {
            return true;
        }
        final List<RecordField> fields = one.getFields();
        final List<RecordField> otherFields = other.getFields();
        for (int position = 0; position < fields.size(); position++) {
            if (!same(fields.get(position), otherFields.get(position))) {
                return false;
            }
        }
        return true;
    }

    private boolean same(final RecordField one, final RecordField other) {
        return one.getFieldName().equals(other.getFieldName())
                && one.isNullable() == other.isNullable()
                && one.getAliases().equals(other.getAliases())
                && Objects.equals(one.getDefaultValue(), other.getDefaultValue())
                && same(one.getDataType(), other.getDataType());
    }

    private boolean same(final DataType one, final DataType other) {
        if (one instanceof RecordDataType record && other instanceof RecordDataType otherRecord) {
            return same(record.getChildSchema(), otherRecord.getChildSchema());
        }
        if (one instanceof ArrayDataType array && other instanceof ArrayDataType otherArray) {
            return same(array.getElementType(), otherArray.getElementType());
        }
        if (one instanceof MapDataType map && other instanceof MapDataType otherMap) {
            return same(map.getValueType(), otherMap.getValueType());
        }
        if (one instanceof ChoiceDataType choice && other instanceof ChoiceDataType otherChoice) {
            final List<DataType> types = choice.getPossibleSubTypes();
            final List<DataType> otherTypes = otherChoice.getPossibleSubTypes();
            boolean same = types.size() == otherTypes.size();
            for (int index = 0; same && index < types.size(); index++) {
                same = same(types.get(index), otherTypes.get(index));
            }
            return same;
        }
        return Objects.equals(one, other);
    }
}
