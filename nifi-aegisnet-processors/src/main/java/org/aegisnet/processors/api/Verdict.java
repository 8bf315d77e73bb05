package org.aegisnet.processors.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aegisnet.processors.verdict.ScoredFields;
import org.aegisnet.processors.verdict.ScoredFlow;
import org.aegisnet.processors.verdict.ScoredReason;

/**
 * Verdict on a flow, as answers and the history tell it. Immutable.
 *
 * @param status all findings in one word
 * @param anomalyScore the autoencoder's; empty if it gave none
 * @param anomalyPercentile where the score lies among benign flows, 0 to 100
 * @param suspicious the autoencoder's verdict
 * @param label the forest's verdict, Safe or Attack
 * @param probability of an attack, 0 to 1, the forest's
 * @param pattern the gravest pattern that the flow is part of
 * @param reasons of the forest, the autoencoder and the patterns, in this order; strongest first
 * @param anomalyModel name and version
 * @param forestModel name and version
 * @param unscoredReason why a model gave no verdict
 */
record Verdict(
        Status status,
        OptionalDouble anomalyScore,
        OptionalDouble anomalyPercentile,
        Optional<Boolean> suspicious,
        Optional<String> label,
        OptionalDouble probability,
        Optional<String> pattern,
        List<ScoredReason> reasons,
        Optional<String> anomalyModel,
        Optional<String> forestModel,
        Optional<String> unscoredReason) {

    /** Verdict in one word. */
    enum Status {
        /** The forest calls it an attack. */
        ATTACK,
        /** The autoencoder finds it suspicious, or it is part of a pattern, and the forest does not call it an attack. */
        SUSPICIOUS,
        /** All that were asked have judged it, and none found anything. */
        SAFE,
        /** One has judged it and found nothing, and another one could not judge it. */
        INCOMPLETE,
        /** None could judge it. */
        UNSCORED;

        /** As answers and the history write it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Status of(final ScoredFlow flow) {
            if (flow.attack().isSuspicious()) {
                return ATTACK;
            }
            if (flow.anomaly().isSuspicious() || flow.pattern().label().isPresent()) {
                return SUSPICIOUS;
            }
            final boolean judged = flow.attack().suspicious().isPresent()
                    || flow.anomaly().suspicious().isPresent()
                    || flow.pattern().judged();
            if (!judged) {
                return UNSCORED;
            }
            return flow.unscoredReason().isPresent() ? INCOMPLETE : SAFE;
        }
    }

    /** The verdict of a scored flow. */
    static Verdict of(final ScoredFlow flow) {
        final List<ScoredReason> reasons = new ArrayList<>(flow.attack().reasons());
        reasons.addAll(flow.anomaly().reasons());
        reasons.addAll(flow.pattern().reasons());
        return new Verdict(
                Status.of(flow),
                flow.anomaly().score(),
                flow.anomaly().percentile(),
                flow.anomaly().suspicious(),
                flow.attack().suspicious().map(attack -> attack ? ScoredFields.ATTACK : ScoredFields.SAFE),
                flow.attack().score(),
                flow.pattern().label(),
                List.copyOf(reasons),
                flow.anomaly().model(),
                flow.attack().model(),
                flow.unscoredReason());
    }
}
