package org.aegisnet.processors.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
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

/** Writes scored flows as rows: all columns they came with, and the verdict behind them. Immutable. */
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
    private final ComponentLog logger;

    ScoredCsv(final RecordSetWriterFactory writerFactory, final ComponentLog logger) {
        this.writerFactory = writerFactory;
        this.logger = logger;
    }

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }

    /** Writes all records that the reader has. */
    void write(final RecordReader reader, final FlowFile flowFile, final OutputStream stream)
            throws IOException, SchemaNotFoundException, MalformedRecordException {
        final RecordSchema schema = schema(reader.getSchema());
        try (RecordSetWriter writer = writerFactory.createWriter(
                logger, writerFactory.getSchema(flowFile.getAttributes(), schema), stream, flowFile)) {
            writer.beginRecordSet();
            for (Record flow = reader.nextRecord(); flow != null; flow = reader.nextRecord()) {
                writer.write(new MapRecord(schema, row(flow)));
            }
            writer.finishRecordSet();
        }
    }

    private static RecordSchema schema(final RecordSchema source) {
        final List<RecordField> fields = new ArrayList<>();
        for (final RecordField field : source.getFields()) {
            if (!VerdictFields.isOne(field.getFieldName())
                    && VERDICT.stream().noneMatch(added -> added.getFieldName().equals(field.getFieldName()))) {
                fields.add(field);
            }
        }
        fields.addAll(VERDICT);
        return new SimpleRecordSchema(fields);
    }

    private static Map<String, Object> row(final Record flow) {
        final Verdict verdict = Verdict.of(flow);
        final Map<String, Object> values = new LinkedHashMap<>(flow.toMap());
        values.put("status", verdict.status().word());
        values.put("anomaly_score", number(verdict.anomalyScore()));
        values.put("anomaly_percentile", number(verdict.anomalyPercentile()));
        values.put("is_suspicious", verdict.suspicious().orElse(null));
        values.put("label", verdict.label().orElse(null));
        values.put("probability", number(verdict.probability()));
        values.put(
                "reasons", verdict.reasons().stream().map(Verdict.Reason::text).collect(Collectors.joining("; ")));
        values.put(
                "models",
                List.of(verdict.forestModel(), verdict.anomalyModel()).stream()
                        .flatMap(model -> model.stream())
                        .collect(Collectors.joining("; ")));
        values.put("unscored_reason", verdict.unscoredReason().orElse(null));
        return values;
    }

    private static Double number(final OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
