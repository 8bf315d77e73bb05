package org.aegisnet.training.forest;

import java.util.Set;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.evaluation.BenignScores;
import org.aegisnet.training.evaluation.Detector;
import org.aegisnet.training.evaluation.Learner;
import org.aegisnet.training.evaluation.Scorer;

/**
 * Learner that makes forests in the same way as the bundled one.
 *
 * @param name for tables
 * @param settings of every forest; the seed is the judge's
 * @param defaultFalsePositiveRate the share of held-out benign flows that reach the forest's own threshold
 * @param omitted features that the forests do not get
 */
public record ForestLearner(String name, ForestSettings settings, double defaultFalsePositiveRate, Set<String> omitted)
        implements Learner {
    public ForestLearner {
        omitted = Set.copyOf(omitted);
    }

    @Override
    public Scorer fit(final FlowSet training, final long seed) {
        final Forest forest = new ForestGrower(settings.withSeed(seed)).grow(training.withoutFeatures(omitted));
        return flows -> forest.probabilities(flows.withoutFeatures(omitted));
    }

    @Override
    public Detector learn(final FlowSet training, final long seed) {
        final FlowSet seen = training.withoutFeatures(omitted);
        final ForestTrainer trainer = new ForestTrainer(settings.withSeed(seed), defaultFalsePositiveRate);
        return new ForestDetector(trainer, trainer.grow(seen), trainer.holdOut(seen), omitted);
    }

    private record ForestDetector(ForestTrainer trainer, Forest forest, BenignScores heldOut, Set<String> omitted)
            implements Detector {
        @Override
        public double[] scores(final FlowSet flows) {
            return forest.probabilities(flows.withoutFeatures(omitted));
        }

        @Override
        public double defaultThreshold() {
            return trainer.defaultThreshold(heldOut);
        }

        @Override
        public double threshold(final double falsePositiveRate) {
            return heldOut.threshold(falsePositiveRate).score();
        }
    }
}
