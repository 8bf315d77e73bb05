package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aegisnet.processors.verdict.ScoredReason;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * A row of the history: who talked to whom, what the models said of it, and why. Numbers and short texts only, so that every database takes it:
 * truth values are 0 and 1, times are milliseconds since 1970.
 */
final class VerdictRow {
    static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            field("id", RecordFieldType.LONG),
            field("scored_at", RecordFieldType.LONG),
            field("status", RecordFieldType.STRING),
            field("label", RecordFieldType.STRING),
            field("probability", RecordFieldType.DOUBLE),
            field("anomaly_score", RecordFieldType.DOUBLE),
            field("anomaly_percentile", RecordFieldType.DOUBLE),
            field("is_suspicious", RecordFieldType.INT),
            field("threat", RecordFieldType.STRING),
            field("src_ip", RecordFieldType.STRING),
            field("dst_ip", RecordFieldType.STRING),
            field("src_port", RecordFieldType.INT),
            field("dst_port", RecordFieldType.INT),
            field("protocol", RecordFieldType.INT),
            field("bytes", RecordFieldType.LONG),
            field("packets", RecordFieldType.LONG),
            field("duration", RecordFieldType.DOUBLE),
            field("forest_model", RecordFieldType.STRING),
            field("anomaly_model", RecordFieldType.STRING),
            field("reasons", RecordFieldType.STRING),
            field("unscored_reason", RecordFieldType.STRING),
            field("origin", RecordFieldType.STRING)));

    /** The width of the columns of short and long texts. */
    static final int SHORT = 200;

    static final int LONG = 4000;

    private VerdictRow() {}

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }

    /**
     * @param id greater than that of every row before
     * @param scoredAt milliseconds since 1970
     * @param threat the name that the user's field has; if it has none, the pattern is the threat
     * @param origin where the flow came from: a client's address, or the name of a file
     */
    static Record of(
            final long id,
            final long scoredAt,
            final Verdict verdict,
            final FlowFacts facts,
            final Optional<String> threat,
            final String origin)
            throws IOException {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("scored_at", scoredAt);
        values.put("status", verdict.status().word());
        values.put("label", text(verdict.label(), SHORT));
        values.put("probability", number(verdict.probability()));
        values.put("anomaly_score", number(verdict.anomalyScore()));
        values.put("anomaly_percentile", number(verdict.anomalyPercentile()));
        values.put("is_suspicious", verdict.suspicious().map(yes -> yes ? 1 : 0).orElse(null));
        values.put("threat", text(threat.or(verdict::pattern), SHORT));
        values.put("src_ip", text(facts.sourceAddress(), SHORT));
        values.put("dst_ip", text(facts.destinationAddress(), SHORT));
        values.put("src_port", number(facts.sourcePort()));
        values.put("dst_port", number(facts.destinationPort()));
        values.put("protocol", number(facts.protocol()));
        values.put("bytes", bytes(facts));
        values.put("packets", packets(facts));
        values.put("duration", number(facts.duration()));
        values.put("forest_model", text(verdict.forestModel(), SHORT));
        values.put("anomaly_model", text(verdict.anomalyModel(), SHORT));
        values.put("reasons", reasons(verdict.reasons()));
        values.put("unscored_reason", text(verdict.unscoredReason(), LONG));
        values.put("origin", text(Optional.of(origin), SHORT));
        return new MapRecord(SCHEMA, values);
    }

    /** Flows are written by whoever sends packets: what no database takes is left out, and what is too long is cut. */
    private static String text(final Optional<String> value, final int longest) {
        if (value.isEmpty()) {
            return null;
        }
        final StringBuilder clean = new StringBuilder();
        value.get()
                .codePoints()
                .filter(point -> !Character.isISOControl(point)
                        && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE))
                .limit(longest)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** As many reasons, strongest first, as the column has room for; a list cut in its middle could not be read. */
    private static String reasons(final List<ScoredReason> reasons) throws IOException {
        final List<ScoredReason> kept = new ArrayList<>(reasons);
        String json = json(kept);
        while (json.length() > LONG && !kept.isEmpty()) {
            kept.removeLast();
            json = json(kept);
        }
        return text(Optional.of(json), LONG);
    }

    private static String json(final List<ScoredReason> reasons) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = StrictJson.generator(bytes)) {
            json.writeStartArray();
            for (final ScoredReason reason : reasons) {
                VerdictJson.write(reason, json);
            }
            json.writeEndArray();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Long bytes(final FlowFacts facts) {
        return sum(facts.bytesIn(), facts.bytesOut());
    }

    private static Long packets(final FlowFacts facts) {
        return facts.packets().isPresent()
                ? (Long) facts.packets().getAsLong()
                : sum(facts.packetsForward(), facts.packetsReverse());
    }

    private static Long sum(final OptionalLong there, final OptionalLong back) {
        return there.isEmpty() && back.isEmpty() ? null : (Long) (there.orElse(0) + back.orElse(0));
    }

    private static Integer number(final OptionalInt value) {
        return value.isPresent() ? (Integer) value.getAsInt() : null;
    }

    private static Double number(final OptionalDouble value) {
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? (Double) value.getAsDouble() : null;
    }
}
