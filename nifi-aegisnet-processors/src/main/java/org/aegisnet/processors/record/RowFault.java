package org.aegisnet.processors.record;

import java.util.Optional;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Field that a reader adds to a record whose values may stand under wrong names, such as a CSV row with a cell too many. Only such records have it.
 * Processors do not score these records; its text is the reason.
 */
public final class RowFault {
    /** The field. */
    public static final RecordField FIELD = new RecordField("csv_fault", RecordFieldType.STRING.getDataType());

    private RowFault() {}

    /** Tells whether records of a schema may have a fault. */
    public static boolean isIn(final RecordSchema schema) {
        return schema.getField(FIELD.getFieldName()).isPresent();
    }

    /** The fault of a record, a sentence; empty for a sound record. */
    public static Optional<String> of(final Record values) {
        final Object fault = values.getValue(FIELD.getFieldName());
        return fault == null ? Optional.empty() : Optional.of(fault.toString()).filter(text -> !text.isBlank());
    }
}
