package org.aegisnet.processors.api;

import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.aegisnet.processors.verdict.ScoredFlowReader;
import org.aegisnet.processors.verdict.ScoredReason;
import org.aegisnet.scoring.text.SpreadsheetCell;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.util.DataTypeUtils;

/**
 * Scored flows as rows for people: all columns they came with, and the verdict behind them. No text in them is a formula to a spreadsheet. Immutable.
 */
final class ScoredCsv {
    private static final List<RecordField> VERDICT = List.of(
            field("status", RecordFieldType.STRING),
            field("anomaly_score", RecordFieldType.DOUBLE),
            field("anomaly_percentile", RecordFieldType.DOUBLE),
            field("is_suspicious", RecordFieldType.BOOLEAN),
            field("label", RecordFieldType.STRING),
            field("probability", RecordFieldType.DOUBLE),
            field("reasons", RecordFieldType.STRING),
            field("models", RecordFieldType.STRING),
            field("unscored_reason", RecordFieldType.STRING));

    private final RecordSetWriterFactory writerFactory;
    private final ScoredFlowReader scoredFlows;
    private final ComponentLog logger;

    ScoredCsv(
            final RecordSetWriterFactory writerFactory, final ScoredFlowReader scoredFlows, final ComponentLog logger) {
        this.writerFactory = writerFactory;
        this.scoredFlows = scoredFlows;
        this.logger = logger;
    }

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }

    /** Writes all records that the reader has. */
    void write(final RecordReader reader, final FlowFile flowFile, final OutputStream stream)
            throws IOException, SchemaNotFoundException, MalformedRecordException {
        final Map<String, RecordField> columns = columns(reader.getSchema());
        final List<RecordField> fields = new ArrayList<>(columns.values());
        fields.addAll(VERDICT);
        final RecordSchema schema = new SimpleRecordSchema(fields);
        try (RecordSetWriter writer = writerFactory.createWriter(
                logger, writerFactory.getSchema(flowFile.getAttributes(), schema), stream, flowFile)) {
            writer.beginRecordSet();
            for (Record flow = reader.nextRecord(); flow != null; flow = reader.nextRecord()) {
                writer.write(new MapRecord(schema, row(flow, columns)));
            }
            writer.finishRecordSet();
        }
    }

    /** The columns that the flows came with, by their names in the records: the names are texts of the client, too. */
    private Map<String, RecordField> columns(final RecordSchema source) {
        final Set<String> taken =
                VERDICT.stream().map(RecordField::getFieldName).collect(Collectors.toCollection(HashSet::new));
        final Map<String, RecordField> columns = new LinkedHashMap<>();
        for (final RecordField field : source.getFields()) {
            final String name = field.getFieldName();
            if (!scoredFlows.reads(name)
                    && VERDICT.stream().noneMatch(added -> added.getFieldName().equals(name))) {
                String column = SpreadsheetCell.of(name);
                while (!taken.add(column)) {
                    column = "'" + column;
                }
                columns.put(name, new RecordField(column, field.getDataType()));
            }
        }
        return columns;
    }

    private Map<String, Object> row(final Record flow, final Map<String, RecordField> columns) {
        final Verdict verdict = Verdict.of(scoredFlows.read(flow));
        final Map<String, Object> values = new LinkedHashMap<>();
        columns.forEach((name, column) -> values.put(column.getFieldName(), flow.getValue(name)));
        values.put("status", verdict.status().word());
        values.put("anomaly_score", number(verdict.anomalyScore()));
        values.put("anomaly_percentile", number(verdict.anomalyPercentile()));
        values.put("is_suspicious", verdict.suspicious().orElse(null));
        values.put("label", verdict.label().orElse(null));
        values.put("probability", number(verdict.probability()));
        values.put("reasons", verdict.reasons().stream().map(ScoredReason::text).collect(Collectors.joining("; ")));
        values.put(
                "models",
                List.of(verdict.forestModel(), verdict.anomalyModel()).stream()
                        .flatMap(model -> model.stream())
                        .collect(Collectors.joining("; ")));
        values.put("unscored_reason", verdict.unscoredReason().orElse(null));
        values.replaceAll((column, value) -> cell(value));
        return values;
    }

    /** Numbers, truth values and times stay; everything else is text that somebody else may have written. */
    private static Object cell(final Object value) {
        return value == null
                        || value instanceof Number
                        || value instanceof Boolean
                        || value instanceof Date
                        || value instanceof TemporalAccessor
                ? value
                : SpreadsheetCell.of(DataTypeUtils.toString(value, (String) null));
    }

    private static Double number(final OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
