package org.aegisnet.training.autoencoder;

import java.util.List;

/**
 * What makes a score of the errors of a flow's features. An error is the cross-entropy in nats between a value and its reconstruction, at
 * most {@code ceiling}, plus for a value that shares its unit with others {@code breadthShare} of the logarithm of their number; times the
 * feature's weight. The score is the sum of the known features' errors in units of a limit that few benign flows with the same features
 * unknown exceed, so that scores mean the same whichever features are known.
 *
 * @param weights one for each feature, 0 or more
 * @param ceiling in nats; a value that is more surprising than this is simply unknown to the model
 * @param breadthShare 0 to 1
 * @param limits one for each set of {@link UnknownFeatures}, above 0
 */
record ErrorScale(List<Double> weights, double ceiling, double breadthShare, List<Double> limits) {
    ErrorScale {
        weights = List.copyOf(weights);
        limits = List.copyOf(limits);
    }

    /**
     * The weighted error of a feature.
     *
     * @param crossEntropy in nats, 0 or more
     * @param breadth the logarithm of the number of values that share the unit
     */
    double error(final int feature, final double crossEntropy, final double breadth) {
        return weights.get(feature) * (Math.min(ceiling, crossEntropy) + breadthShare * breadth);
    }

    /** The same scale with other limits. */
    ErrorScale withLimits(final List<Double> otherLimits) {
        return new ErrorScale(weights, ceiling, breadthShare, otherLimits);
    }
}
