package org.aegisnet.processors.alert;

import java.util.Optional;
import org.apache.nifi.serialization.record.Record;

/** Reads the flat fields of our own that scoring processors add. Immutable. */
final class PlainFindings {
    private static final String ATTACK = "Attack";
    private static final String NO_PATTERN = "None";

    private final String prefix;

    PlainFindings(final String prefix) {
        this.prefix = prefix;
    }

    void addTo(final Finding finding, final Record scored) {
        final Optional<String> pattern =
                text(scored, "pattern_label").filter(label -> !label.isEmpty() && !NO_PATTERN.equals(label));
        if (pattern.isPresent()) {
            finding.foundPattern(pattern.get());
            finding.put(AlertFields.CONFIDENCE, value(scored, "pattern_confidence"));
            finding.put(AlertFields.TECHNIQUE, value(scored, "pattern_technique"));
            finding.put(AlertFields.TACTIC, value(scored, "pattern_tactic"));
            finding.add(AlertFields.REASONS, AlertReading.reasons(value(scored, "pattern_reasons")));
        }
        if (text(scored, "flow_label").filter(ATTACK::equals).isPresent()) {
            finding.foundAttack();
            finding.add(AlertFields.REASONS, AlertReading.reasons(value(scored, "attack_reasons")));
        }
        if (text(scored, "is_suspicious").filter(Boolean::parseBoolean).isPresent()) {
            finding.foundAnomaly();
            finding.add(AlertFields.REASONS, AlertReading.reasons(value(scored, "anomaly_reasons")));
        }
        finding.put(AlertFields.PROBABILITY, value(scored, "attack_probability"));
        finding.put(AlertFields.ANOMALY_SCORE, value(scored, "anomaly_score"));
        finding.put(AlertFields.PERCENTILE, value(scored, "anomaly_percentile"));
        finding.add(AlertFields.MODELS, text(scored, "forest_model"));
        finding.add(AlertFields.MODELS, text(scored, "anomaly_model"));
    }

    private Object value(final Record scored, final String field) {
        return scored.getValue(prefix + field);
    }

    private Optional<String> text(final Record scored, final String field) {
        return Optional.ofNullable(value(scored, field)).map(Object::toString);
    }
}
