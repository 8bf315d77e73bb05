package org.aegisnet.processors.alert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was found in one flow by all that looked at it, gathered step by step. For one thread. */
final class Finding {
    static final String ATTACK = "Attack";
    static final String ANOMALY = "Anomaly";

    private static final double PERCENT = 100;

    private final Map<String, Object> values = new LinkedHashMap<>();
    private Optional<String> pattern = Optional.empty();
    private boolean attack;
    private boolean anomaly;

    void foundPattern(final String label) {
        pattern = Optional.of(label);
    }

    void foundAttack() {
        attack = true;
    }

    void foundAnomaly() {
        anomaly = true;
    }

    /** Keeps a value; the first that comes stays. */
    void put(final String field, final Object value) {
        if (value != null) {
            values.putIfAbsent(field, value);
        }
    }

    /** Adds to a text that may come from several. */
    void add(final String field, final Optional<String> text) {
        text.ifPresent(more -> values.merge(field, more, (before, next) -> before + "; " + next));
    }

    /** What says most of the threat: the pattern, else what a model says; empty where nothing was found. */
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
        final Object value = values.get(field);
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(value.toString()));
        } catch (final NumberFormatException e) {
            return OptionalDouble.empty();
        }
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
