package org.aegisnet.processors.verdict;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Findings of all scoring processors in one flow, in whichever field naming they wrote them. Immutable.
 *
 * @param anomaly the autoencoder's finding; its percentile is the share of benign flows that score lower
 * @param attack the forest's finding; its score is the probability of an attack, 0 to 1
 * @param pattern the gravest pattern that the flow is part of
 * @param unscoredReason the reasons of the processors that gave no verdict; empty if all of them gave one
 */
public record ScoredFlow(
        ModelFinding anomaly, ModelFinding attack, PatternFinding pattern, Optional<String> unscoredReason) {

    /**
     * Finding of a model. Immutable.
     *
     * @param suspicious true if the score reaches the threshold; empty if the model gave no verdict
     * @param score the model's own
     * @param percentile 0 to 100
     * @param reasons strongest first
     * @param model name and version
     */
    public record ModelFinding(
            Optional<Boolean> suspicious,
            OptionalDouble score,
            OptionalDouble percentile,
            List<ScoredReason> reasons,
            Optional<String> model) {
        static final ModelFinding ABSENT = new ModelFinding(
                Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty(), List.of(), Optional.empty());

        public ModelFinding {
            reasons = List.copyOf(reasons);
        }

        /** Tells whether the model found the flow suspicious. */
        public boolean isSuspicious() {
            return suspicious.orElse(false);
        }
    }

    /**
     * Finding of DetectFlowPatterns. Immutable.
     *
     * @param judged true if the processor looked at the flow
     * @param label the gravest pattern; empty if the flow is part of none
     * @param confidence 0 to 1
     * @param technique identifier of the ATT&amp;CK technique
     * @param tactic identifier of the ATT&amp;CK tactic
     * @param reasons of all patterns
     */
    public record PatternFinding(
            boolean judged,
            Optional<String> label,
            OptionalDouble confidence,
            Optional<String> technique,
            Optional<String> tactic,
            List<ScoredReason> reasons) {
        static final PatternFinding ABSENT = new PatternFinding(
                false, Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty(), List.of());

        public PatternFinding {
            reasons = List.copyOf(reasons);
        }
    }
}
