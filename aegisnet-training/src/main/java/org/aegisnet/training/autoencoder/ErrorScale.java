package org.aegisnet.training.autoencoder;

import java.util.List;
import java.util.Set;

/**
 * Scale that computes a score from the errors of a flow's features. An error is the cross-entropy in nats between a value and its
 * reconstruction, at most {@code ceiling}. If the value shares its unit with others, {@code breadthShare} of the logarithm of their number is
 * added. The sum is multiplied by the feature's weight. The ceiling keeps the many small surprises of normal traffic small, but it also makes a
 * gigabyte as normal as a megabyte. An amount may exceed the expected amount by more than a factor of e to the power of {@code excessFrom}.
 * Every further factor of e then adds two nats, without a limit. The score is the sum of the known features' errors, divided by a limit. Few
 * benign flows with the same unknown features exceed that limit. Scores therefore mean the same for every set of known features.
 *
 * @param weights one for each feature, 0 or more; 0 if the feature is not judged
 * @param ceiling in nats; a value that is more surprising than this is simply unknown to the model
 * @param breadthShare 0 to 1
 * @param excessFrom in natural logarithms, above 0
 * @param limits one for each set of {@link UnknownFeatures}, above 0
 */
record ErrorScale(List<Double> weights, double ceiling, double breadthShare, double excessFrom, List<Double> limits) {
    /** Ports that systems give to services only; 0 stands for none. */
    static final int FIRST_WELL_KNOWN_PORT = 1;

    static final int LAST_WELL_KNOWN_PORT = 1023;

    /** So much that the amount comes before what else is strange because of it. */
    private static final double EXCESS_WEIGHT = 2;

    /**
     * Amounts whose excess counts. Durations do not count: if the expected duration is nearly 0, any duration is many times as long, but normal.
     */
    private static final Set<Integer> WITH_EXCESS =
            Set.of(AutoencoderFeatures.BYTES_IN, AutoencoderFeatures.BYTES_OUT, AutoencoderFeatures.PACKETS);

    ErrorScale {
        weights = List.copyOf(weights);
        limits = List.copyOf(limits);
    }

    /**
     * Tells whether a source port marks the flow as an answer, recorded from the server to the client. The destination port is then a random one
     * that a client's system chose, and not the port of a possibly unusual service.
     *
     * @param sourcePort NaN if unknown
     */
    static boolean isAnswer(final double sourcePort) {
        return sourcePort >= FIRST_WELL_KNOWN_PORT && sourcePort <= LAST_WELL_KNOWN_PORT;
    }

    /**
     * The share of a feature's {@link ValueEncoding#breadthOf breadth} that counts. It is 0 for the source port, which systems choose at random.
     */
    double breadthShare(final int feature) {
        return feature == AutoencoderFeatures.SRC_PORT ? 0 : breadthShare;
    }

    /** The weight of a feature's excess. It does not depend on the weight of the feature's small surprises, unless that is 0. */
    double excessWeight(final int feature) {
        return WITH_EXCESS.contains(feature) && weights.get(feature) > 0 ? EXCESS_WEIGHT : 0;
    }

    /**
     * The weighted error of a feature.
     *
     * @param crossEntropy in nats, 0 or more
     * @param breadth the logarithm of the number of values that share the unit; 0 for the destination port of an answer
     * @param surplus the logarithm of how many times as large as expected an amount is; 0 for a feature that is not an amount
     */
    double error(final int feature, final double crossEntropy, final double breadth, final double surplus) {
        return weights.get(feature) * (Math.min(ceiling, crossEntropy) + breadthShare(feature) * breadth)
                + excessWeight(feature) * Math.max(0, surplus - excessFrom);
    }

    /** The same scale with other limits. */
    ErrorScale withLimits(final List<Double> otherLimits) {
        return new ErrorScale(weights, ceiling, breadthShare, excessFrom, otherLimits);
    }
}
