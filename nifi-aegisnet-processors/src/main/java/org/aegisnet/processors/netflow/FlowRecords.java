package org.aegisnet.processors.netflow;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.MapDataType;

/**
 * Converter of the rows of a batch to records. A record has a field for each column, in the columns' order, and {@code extras} if they are kept.
 * A value that the exporter did not send is absent from the record, and reads as null. Immutable, safe for all threads.
 */
final class FlowRecords {
    static final String EXTRAS = "extras";

    private static final FlowColumn[] COLUMNS = FlowColumn.values();
    private static final double LOAD_FACTOR = 0.75;

    private final RecordSchema schema;
    private final boolean extras;
    private final boolean scaled;

    /**
     * @param extras whether the records have the field {@code extras}
     * @param scaled whether bytes and packets are multiplied by the sampling rate
     */
    FlowRecords(final boolean extras, final boolean scaled) {
        this.extras = extras;
        this.scaled = scaled;
        final List<RecordField> fields = new ArrayList<>();
        for (final FlowColumn column : COLUMNS) {
            fields.add(new RecordField(column.fieldName(), typeOf(column).getDataType()));
        }
        if (extras) {
            fields.add(new RecordField(EXTRAS, textMap()));
        }
        final SimpleRecordSchema flowSchema = new SimpleRecordSchema(fields);
        flowSchema.setSchemaName("flow");
        flowSchema.setSchemaNamespace("org.aegisnet");
        this.schema = flowSchema;
    }

    /** The type of a field whose names and values are texts. */
    static MapDataType textMap() {
        return (MapDataType) RecordFieldType.MAP.getMapDataType(RecordFieldType.STRING.getDataType());
    }

    private static RecordFieldType typeOf(final FlowColumn column) {
        return switch (column.kind()) {
            case LONG -> RecordFieldType.LONG;
            case INT -> RecordFieldType.INT;
            case DOUBLE -> RecordFieldType.DOUBLE;
            case TIMESTAMP -> RecordFieldType.TIMESTAMP;
            case ADDRESS, STRING, PAIRING -> RecordFieldType.STRING;
        };
    }

    RecordSchema schema() {
        return schema;
    }

    /** A row as a record, which does not need the batch any more. */
    Record record(final FlowBatch batch, final int row) {
        final Map<String, Object> values = new LinkedHashMap<>((int) ((COLUMNS.length + 1) / LOAD_FACTOR) + 1);
        for (final FlowColumn column : COLUMNS) {
            if (batch.isPresent(column, row)) {
                values.put(column.fieldName(), value(batch, column, row));
            }
        }
        if (scaled && batch.isPresent(FlowColumn.SAMPLING_RATE, row)) {
            scale(values, batch.getLong(FlowColumn.SAMPLING_RATE, row));
        }
        if (extras) {
            values.put(EXTRAS, texts(batch.extras(row)));
        }
        return new MapRecord(schema, values, false, false);
    }

    private static Object value(final FlowBatch batch, final FlowColumn column, final int row) {
        return switch (column.kind()) {
            case LONG -> batch.getLong(column, row);
            case INT -> batch.getInt(column, row);
            case DOUBLE -> batch.getDouble(column, row);
            case TIMESTAMP -> new Timestamp(batch.getEpochMillis(column, row));
            case ADDRESS, STRING, PAIRING -> batch.getText(column, row);
        };
    }

    private static void scale(final Map<String, Object> values, final long rate) {
        for (final FlowColumn counter : ScaledCounters.ALL) {
            values.computeIfPresent(counter.fieldName(), (name, count) -> ScaledCounters.scaled((Long) count, rate));
        }
    }

    static Map<String, String> texts(final Map<String, Object> values) {
        final Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        return texts;
    }
}
