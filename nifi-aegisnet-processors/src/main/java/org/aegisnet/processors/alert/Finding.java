package org.aegisnet.processors.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aegisnet.processors.verdict.ScoredFields;
import org.aegisnet.processors.verdict.ScoredFlow;
import org.aegisnet.processors.verdict.ScoredReason;

/** Finding of an alert: all that the scoring processors found in one flow, in the fields of an alert. For one thread. */
final class Finding {
    static final String ATTACK = ScoredFields.ATTACK;
    static final String ANOMALY = "Anomaly";

    private static final double PERCENT = 100;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private Optional<String> pattern = Optional.empty();
    private boolean attack;
    private boolean anomaly;

    /** The findings of a scored flow. */
    static Finding of(final ScoredFlow scored) {
        final Finding finding = new Finding();
        finding.pattern = scored.pattern().label();
        if (finding.pattern.isPresent()) {
            finding.put(AlertFields.CONFIDENCE, scored.pattern().confidence());
            finding.put(AlertFields.TECHNIQUE, scored.pattern().technique());
            finding.put(AlertFields.TACTIC, scored.pattern().tactic());
            finding.addReasons(scored.pattern().reasons());
        }
        finding.attack = scored.attack().isSuspicious();
        if (finding.attack) {
            finding.addReasons(scored.attack().reasons());
        }
        finding.anomaly = scored.anomaly().isSuspicious();
        if (finding.anomaly) {
            finding.addReasons(scored.anomaly().reasons());
        }
        finding.put(AlertFields.PROBABILITY, scored.attack().score());
        finding.put(AlertFields.ANOMALY_SCORE, scored.anomaly().score());
        finding.put(AlertFields.PERCENTILE, scored.anomaly().percentile());
        scored.attack().model().ifPresent(model -> finding.add(AlertFields.MODELS, model));
        scored.anomaly().model().ifPresent(model -> finding.add(AlertFields.MODELS, model));
        return finding;
    }

    private void put(final String field, final OptionalDouble value) {
        value.ifPresent(known -> values.put(field, known));
    }

    private void put(final String field, final Optional<String> value) {
        value.ifPresent(known -> values.put(field, known));
    }

    private void addReasons(final List<ScoredReason> reasons) {
        reasons.stream()
                .map(ScoredReason::text)
                .filter(text -> !text.isEmpty())
                .forEach(text -> add(AlertFields.REASONS, text));
    }

    /** Adds to a text that may come from several. */
    private void add(final String field, final String text) {
        values.merge(field, text, (before, next) -> before + "; " + next);
    }

    /** The most specific label of the threat: the pattern, or else the label of a model; empty if nothing was found. */
    Optional<String> label() {
        if (pattern.isPresent()) {
            return pattern;
        }
        if (attack) {
            return Optional.of(ATTACK);
        }
        return anomaly ? Optional.of(ANOMALY) : Optional.empty();
    }

    OptionalDouble number(final String field) {
        return values.get(field) instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** The highest of probability, confidence and percentile, in percent. */
    double risk() {
        return Math.max(
                PERCENT
                        * Math.max(
                                number(AlertFields.PROBABILITY).orElse(0),
                                number(AlertFields.CONFIDENCE).orElse(0)),
                number(AlertFields.PERCENTILE).orElse(0));
    }

    /** By the names of the alert's fields. */
    Map<String, Object> values() {
        return values;
    }
}
