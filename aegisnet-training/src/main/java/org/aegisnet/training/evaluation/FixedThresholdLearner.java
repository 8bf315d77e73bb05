package org.aegisnet.training.evaluation;

import org.aegisnet.training.data.FlowSet;

/**
 * A learner whose detectors are used at a threshold that nobody has set on held-out flows.
 *
 * @param name for tables
 * @param learner makes the detectors
 * @param threshold their own threshold
 */
public record FixedThresholdLearner(String name, Learner learner, double threshold) implements Learner {
    @Override
    public Scorer fit(final FlowSet training, final long seed) {
        return learner.fit(training, seed);
    }

    @Override
    public Detector learn(final FlowSet training, final long seed) {
        return new FixedThresholdDetector(learner.learn(training, seed), threshold);
    }

    private record FixedThresholdDetector(Detector detector, double defaultThreshold) implements Detector {
        @Override
        public double[] scores(final FlowSet flows) {
            return detector.scores(flows);
        }

        @Override
        public double threshold(final double falsePositiveRate) {
            return detector.threshold(falsePositiveRate);
        }
    }
}
