package org.aegisnet.processors.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.nifi.serialization.record.Record;

/**
 * What the models say of a flow. Immutable.
 *
 * @param anomalyScore the autoencoder's; empty where it gave none
 * @param anomalyPercentile where the score lies among benign flows, 0 to 100
 * @param suspicious the autoencoder's verdict
 * @param label the forest's verdict, Safe or Attack
 * @param probability of an attack, 0 to 1, the forest's
 * @param reasons of both models, the forest's first; strongest first
 * @param anomalyModel name and version
 * @param forestModel name and version
 * @param unscoredReason why a model gave no verdict
 */
record Verdict(
        OptionalDouble anomalyScore,
        OptionalDouble anomalyPercentile,
        Optional<Boolean> suspicious,
        Optional<String> label,
        OptionalDouble probability,
        List<Reason> reasons,
        Optional<String> anomalyModel,
        Optional<String> forestModel,
        Optional<String> unscoredReason) {
    private static final String ATTACK = "Attack";

    /**
     * One feature's part in a verdict; what a model does not tell is empty.
     *
     * @param model name and version
     */
    record Reason(
            String model,
            Optional<String> feature,
            OptionalDouble share,
            OptionalDouble seen,
            OptionalDouble expected,
            String text) {}

    /** Both verdicts in one word. */
    enum Status {
        /** The forest calls it an attack. */
        ATTACK,
        /** The autoencoder finds it suspicious, and the forest does not call it an attack. */
        SUSPICIOUS,
        /** A model has judged it, and none found anything. */
        SAFE,
        /** No model could judge it. */
        UNSCORED;

        /** As answers and the history write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the fields that the scoring processors have added to a record. */
    static Verdict of(final Record flow) {
        final Optional<String> anomalyModel = text(flow, VerdictFields.ANOMALY_MODEL);
        final Optional<String> forestModel = text(flow, VerdictFields.FOREST_MODEL);
        final List<Reason> reasons = new ArrayList<>();
        addReasons(flow.getValue(VerdictFields.ATTACK_REASONS), forestModel.orElse(""), reasons);
        addReasons(flow.getValue(VerdictFields.ANOMALY_REASONS), anomalyModel.orElse(""), reasons);
        return new Verdict(
                number(flow.getValue(VerdictFields.ANOMALY_SCORE)),
                number(flow.getValue(VerdictFields.ANOMALY_PERCENTILE)),
                text(flow, VerdictFields.IS_SUSPICIOUS).map(Boolean::parseBoolean),
                text(flow, VerdictFields.FLOW_LABEL),
                number(flow.getValue(VerdictFields.ATTACK_PROBABILITY)),
                List.copyOf(reasons),
                anomalyModel,
                forestModel,
                text(flow, VerdictFields.UNSCORED_REASON));
    }

    Status status() {
        if (label.isPresent() && label.get().equals(ATTACK)) {
            return Status.ATTACK;
        }
        if (suspicious.orElse(false)) {
            return Status.SUSPICIOUS;
        }
        return label.isPresent() || suspicious.isPresent() ? Status.SAFE : Status.UNSCORED;
    }

    private static void addReasons(final Object value, final String model, final List<Reason> reasons) {
        if (value instanceof Object[] entries) {
            Stream.of(entries).forEach(entry -> addReasons(entry, model, reasons));
        } else if (value instanceof Record entry) {
            reasons.add(new Reason(
                    model,
                    text(entry, "feature"),
                    number(entry.getValue("share")),
                    number(entry.getValue("seen")),
                    number(entry.getValue("expected")),
                    text(entry, "text").orElse("")));
        } else if (value != null) {
            reasons.add(new Reason(
                    model,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    value.toString()));
        }
    }

    private static Optional<String> text(final Record values, final String field) {
        return Optional.ofNullable(values.getValue(field)).map(Object::toString);
    }

    private static OptionalDouble number(final Object value) {
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        return OptionalDouble.empty();
    }
}
