package org.aegisnet.training.forest;

import java.util.List;
import java.util.Set;
import org.aegisnet.training.evaluation.FixedThresholdLearner;
import org.aegisnet.training.evaluation.Learner;

/** The recipes that a forest's card sets side by side. */
public final class ComparedForests {
    private static final int NO_LIMIT_OF_LEAVES = 1 << 12;

    private final ForestSettings settings;
    private final double defaultFalsePositiveRate;

    /**
     * @param settings of the recipe that the others are compared with
     * @param defaultFalsePositiveRate the share of held-out benign flows that reach a forest's own threshold
     */
    public ComparedForests(final ForestSettings settings, final double defaultFalsePositiveRate) {
        this.settings = settings;
        this.defaultFalsePositiveRate = defaultFalsePositiveRate;
    }

    /** The recipe itself, then the others. */
    public List<Learner> all() {
        final ForestSettings first =
                new ForestSettings(100, NO_LIMIT_OF_LEAVES, 10, 1, 3, Balance.CLASSES, 0, 0, settings.seed());
        return List.of(
                new ForestLearner("this forest", settings, defaultFalsePositiveRate, Set.of()),
                new ForestLearner(
                        "without the two windows", settings, defaultFalsePositiveRate, ForestFeatures.WINDOWS),
                new ForestLearner(
                        "with all flows as they are",
                        settings.withFlowsAsTheyAre(),
                        defaultFalsePositiveRate,
                        Set.of()),
                new FixedThresholdLearner(
                        "100 trees, depth 10, balanced, from 0.5",
                        new ForestLearner("", first, defaultFalsePositiveRate, Set.of()),
                        0.5));
    }
}
