package org.aegisnet.processors.scoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aegisnet.scoring.explain.Reason;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Reasons as a field of a record, in one of the two formats. Immutable. */
final class ReasonField {
    private static final RecordSchema REASON = new SimpleRecordSchema(List.of(
            new RecordField("feature", RecordFieldType.STRING.getDataType()),
            new RecordField("share", RecordFieldType.DOUBLE.getDataType()),
            new RecordField("seen", RecordFieldType.DOUBLE.getDataType()),
            new RecordField("expected", RecordFieldType.DOUBLE.getDataType()),
            new RecordField("text", RecordFieldType.STRING.getDataType())));

    private final RecordField field;
    private final ReasonFormat format;

    ReasonField(final String name, final ReasonFormat format) {
        final DataType type = switch (format) {
            case TEXT -> RecordFieldType.STRING.getDataType();
            case RECORDS -> RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(REASON));
        };
        this.field = new RecordField(name, type);
        this.format = format;
    }

    RecordField field() {
        return field;
    }

    void put(final Map<String, Object> values, final List<Reason> reasons) {
        values.put(field.getFieldName(), reasons.isEmpty() ? null : valueOf(reasons));
    }

    private Object valueOf(final List<Reason> reasons) {
        return switch (format) {
            case TEXT -> reasons.stream().map(Reason::text).collect(Collectors.joining("; "));
            case RECORDS -> {
                final List<Record> records = new ArrayList<>(reasons.size());
                for (final Reason reason : reasons) {
                    final Map<String, Object> parts = new LinkedHashMap<>();
                    parts.put("feature", reason.feature());
                    parts.put("share", reason.share());
                    parts.put("seen", numberOrNull(reason.seen()));
                    parts.put("expected", numberOrNull(reason.expected()));
                    parts.put("text", reason.text());
                    records.add(new MapRecord(REASON, parts));
                }
                yield records.toArray();
            }
        };
    }

    private static Object numberOrNull(final double value) {
        return Double.isNaN(value) ? null : value;
    }
}
