package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aegisnet.processors.verdict.ScoredReason;

/** Writer of a verdict as the members of a JSON object. Immutable. */
final class VerdictJson {
    private final boolean withAnomaly;

    /** @param withAnomaly whether the autoencoder was asked */
    VerdictJson(final boolean withAnomaly) {
        this.withAnomaly = withAnomaly;
    }

    void write(final Verdict verdict, final JsonGenerator json) throws IOException {
        json.writeStringField("status", verdict.status().word());
        if (withAnomaly) {
            write("anomaly_score", verdict.anomalyScore(), json);
            write("anomaly_percentile", verdict.anomalyPercentile(), json);
            json.writeFieldName("is_suspicious");
            if (verdict.suspicious().isPresent()) {
                json.writeBoolean(verdict.suspicious().get());
            } else {
                json.writeNull();
            }
        }
        write("label", verdict.label(), json);
        write("probability", verdict.probability(), json);
        json.writeArrayFieldStart("reasons");
        for (final ScoredReason reason : verdict.reasons()) {
            write(reason, json);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("models");
        if (withAnomaly) {
            write("autoencoder", verdict.anomalyModel(), json);
        }
        write("forest", verdict.forestModel(), json);
        json.writeEndObject();
        write("unscored_reason", verdict.unscoredReason(), json);
    }

    /** Writes one reason as an object. */
    static void write(final ScoredReason reason, final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("model", reason.model());
        write("feature", reason.feature(), json);
        write("share", reason.share(), json);
        write("seen", reason.seen(), json);
        write("expected", reason.expected(), json);
        json.writeStringField("text", reason.text());
        json.writeEndObject();
    }

    private static void write(final String name, final Optional<String> value, final JsonGenerator json)
            throws IOException {
        json.writeStringField(name, value.orElse(null));
    }

    private static void write(final String name, final OptionalDouble value, final JsonGenerator json)
            throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        } else {
            json.writeNullField(name);
        }
    }
}
