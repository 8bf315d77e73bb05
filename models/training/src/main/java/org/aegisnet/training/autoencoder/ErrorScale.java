package org.aegisnet.training.autoencoder;

import java.util.List;

/**
 * What makes a score of the errors of a flow's features. An error is the cross-entropy in nats between a value and its reconstruction, at
 * most {@code ceiling}, plus for a value that shares its unit with others {@code breadthShare} of the logarithm of their number; times the
 * feature's weight. The score is the sum of the known features' errors over the sum of what is typical of just these features, so that a
 * typical benign flow scores about 1, whichever of its features are known.
 *
 * @param weights one for each feature, 0 or more
 * @param ceiling in nats; a value that is more surprising than this is simply unknown to the model
 * @param breadthShare 0 to 1
 * @param typical the mean weighted error of each feature over benign flows where it is known, above 0
 */
record ErrorScale(List<Double> weights, double ceiling, double breadthShare, List<Double> typical) {
    /** No feature is so predictable that its absence should raise the others. */
    static final double LEAST_TYPICAL = 0.01;

    ErrorScale {
        weights = List.copyOf(weights);
        typical = List.copyOf(typical);
    }

    /** The scale before anything typical is known. */
    static ErrorScale unscaled(final List<Double> weights, final double ceiling, final double breadthShare) {
        return new ErrorScale(
                weights,
                ceiling,
                breadthShare,
                weights.stream().map(weight -> 1.0).toList());
    }

    ErrorScale withTypical(final List<Double> means) {
        return new ErrorScale(
                weights,
                ceiling,
                breadthShare,
                means.stream().map(mean -> Math.max(LEAST_TYPICAL, mean)).toList());
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
}
