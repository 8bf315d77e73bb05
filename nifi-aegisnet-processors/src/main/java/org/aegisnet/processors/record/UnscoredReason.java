package org.aegisnet.processors.record;

import java.util.Map;
import org.aegisnet.processors.verdict.ScoredFields;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;

/** The field that says why a record has no score. */
public final class UnscoredReason {
    /** The field. */
    public static final RecordField FIELD =
            new RecordField(ScoredFields.UNSCORED_REASON, RecordFieldType.STRING.getDataType());

    private UnscoredReason() {}

    /** Adds a reason to a record; one that an earlier processor gave stays before it. */
    public static void put(final Map<String, Object> values, final String reason) {
        values.merge(
                FIELD.getFieldName(),
                reason,
                (earlier, later) -> earlier.equals(later) ? later : earlier + "; " + later);
    }
}
