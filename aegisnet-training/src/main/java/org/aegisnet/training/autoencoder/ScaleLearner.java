package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.aegisnet.training.data.Flow;

/** Measures on benign flows how large their errors are, for each set of features that can be unknown. */
final class ScaleLearner {
    /**
     * The bundled model's weights, by feature, chosen on its validation part. In normal traffic the numbers of packets and of bytes sent vary
     * most.
     */
    private static final List<Double> WEIGHTS = List.of(0.4, 1.25, 0.1, 0.75, 0.5, 1.0, 0.25);

    private static final double CEILING = 6;
    private static final double BREADTH_SHARE = 0.6;

    /** About eight thousand times the expected amount. */
    private static final double EXCESS_FROM = 9;

    /** The share of benign flows that exceed a limit, and score above 1. */
    private static final double SHARE_ABOVE_LIMIT = 0.02;

    /** With fewer flows a limit is not measured. */
    private static final int FEWEST_FLOWS = 200;

    /** The flows of a network that limits are measured on, taken evenly from all. */
    private static final int MAX_FLOWS = 2000;

    private final UnknownFeatures unknown = new UnknownFeatures(AutoencoderFeatures.all());

    /** The scale on which every network counts the same. */
    ErrorScale learn(final MaskedAutoencoder network, final List<BenignTraffic> networks) {
        final ErrorScale unlimited = new ErrorScale(
                weights(networks), CEILING, BREADTH_SHARE, EXCESS_FROM, Collections.nCopies(unknown.sets(), 1.0));
        final TrainedAutoencoder autoencoder = new TrainedAutoencoder(network, unlimited);
        final Double[] limits = new Double[unknown.sets()];
        for (int set = limits.length - 1; set >= 0; set--) {
            final List<WeightedScore> errors = errors(autoencoder, networks, set);
            limits[set] = errors.size() >= FEWEST_FLOWS || set == limits.length - 1
                    ? WeightedScores.of(errors).threshold(SHARE_ABOVE_LIMIT)
                    : largest(limits, unknown.setsWithOneMore(set));
        }
        return unlimited.withLimits(Arrays.asList(limits));
    }

    /** A feature that is never known in the traffic cannot be judged when it comes up later. */
    private static List<Double> weights(final List<BenignTraffic> networks) {
        final List<Double> weights = new ArrayList<>(WEIGHTS);
        for (int feature = 0; feature < weights.size(); feature++) {
            final int column = feature;
            final boolean known = networks.stream()
                    .flatMap(network -> network.flows().flows().stream())
                    .anyMatch(flow -> !Float.isNaN(flow.feature(column)));
            if (!known) {
                weights.set(feature, 0.0);
            }
        }
        return weights;
    }

    private List<WeightedScore> errors(
            final TrainedAutoencoder autoencoder, final List<BenignTraffic> networks, final int set) {
        final List<WeightedScore> errors = new ArrayList<>();
        for (final BenignTraffic network : networks) {
            final List<Flow> flows = network.flows().flows();
            for (int index = 0; index < flows.size(); index += Math.ceilDiv(flows.size(), MAX_FLOWS)) {
                final float[] values = flows.get(index).features();
                if ((unknown.setOf(values) | set) == set) {
                    unknown.hide(set, values);
                    errors.add(new WeightedScore(autoencoder.reconstruct(values).score(), 1.0 / flows.size()));
                }
            }
        }
        return errors;
    }

    private static double largest(final Double[] limits, final int[] sets) {
        return Arrays.stream(sets).mapToDouble(set -> limits[set]).max().orElseThrow();
    }
}
