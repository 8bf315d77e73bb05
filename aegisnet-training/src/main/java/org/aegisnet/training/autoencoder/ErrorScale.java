package org.aegisnet.training.autoencoder;

import java.util.List;
import java.util.Set;

/**
 * What makes a score of the errors of a flow's features. An error is the cross-entropy in nats between a value and its reconstruction, at
 * most {@code ceiling}, plus for a value that shares its unit with others {@code breadthShare} of the logarithm of their number; times the
 * feature's weight. The ceiling keeps the many small surprises of normal traffic small, but it also makes a gigabyte no stranger than a
 * megabyte: an amount that exceeds what was expected by more than a factor of e to the power of {@code excessFrom} therefore adds two nats
 * for every further factor of e, without end. The score is the sum of the known features' errors in units of a limit that few benign flows with
 * the same features unknown exceed, so that scores mean the same whichever features are known.
 *
 * @param weights one for each feature, 0 or more; 0 where the feature is not judged
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

    /** Amounts whose excess counts. Where next to no time is expected any duration is many times as long, and nothing is wrong. */
    private static final Set<Integer> WITH_EXCESS =
            Set.of(AutoencoderFeatures.BYTES_IN, AutoencoderFeatures.BYTES_OUT, AutoencoderFeatures.PACKETS);

    ErrorScale {
        weights = List.copyOf(weights);
        limits = List.copyOf(limits);
    }

    /**
     * Whether a source port says that the flow is an answer, recorded from the server to the client: then the destination port is one that a
     * client's system took at random, and no service that could be a strange one.
     *
     * @param sourcePort NaN where unknown
     */
    static boolean isAnswer(final double sourcePort) {
        return sourcePort >= FIRST_WELL_KNOWN_PORT && sourcePort <= LAST_WELL_KNOWN_PORT;
    }

    /** What of a feature's {@link ValueEncoding#breadthOf breadth} counts; nothing of the source port's, which systems take at random. */
    double breadthShare(final int feature) {
        return feature == AutoencoderFeatures.SRC_PORT ? 0 : breadthShare;
    }

    /** How much a feature's excess counts, whatever the weight of its small surprises. */
    double excessWeight(final int feature) {
        return WITH_EXCESS.contains(feature) && weights.get(feature) > 0 ? EXCESS_WEIGHT : 0;
    }

    /**
     * The weighted error of a feature.
     *
     * @param crossEntropy in nats, 0 or more
     * @param breadth the logarithm of the number of values that share the unit; 0 for the destination port of an answer
     * @param surplus the logarithm of how many times as large as expected an amount is; 0 for what is no amount
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
