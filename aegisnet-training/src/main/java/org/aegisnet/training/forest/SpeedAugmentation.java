package org.aegisnet.training.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/**
 * Augmentation that makes a share of the flows faster or slower, with one factor for all times of a flow. The duration of a login attempt depends
 * more on a network and its servers than on the attack. A forest that learns from one unchanged network does not recognize the same attempts in
 * another network.
 *
 * @param share of the flows that are changed, 0 to 1
 * @param seed of the choice of flows and factors
 */
record SpeedAugmentation(double share, long seed) {
    /** The most that a flow becomes faster or slower; from a far network to the same rack. */
    private static final double MAX_COUNT = 30;

    SpeedAugmentation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of changed speeds lies within 0 to 1, not at " + share);
        }
    }

    /** The same flows in the same order; all features but times stay as they are. */
    FlowSet apply(final FlowSet flows) {
        final int[] times = IntStream.range(0, flows.features().size())
                .filter(index -> flows.features().get(index).unit() == FeatureUnit.MICROSECONDS
                        || flows.features().get(index).unit() == FeatureUnit.SECONDS)
                .toArray();
        if (share == 0 || times.length == 0) {
            return flows;
        }
        final Random random = new Random(seed);
        final List<Flow> changed = new ArrayList<>();
        for (final Flow flow : flows.flows()) {
            if (random.nextDouble() < share) {
                final double factor = StrictMath.exp((2 * random.nextDouble() - 1) * StrictMath.log(MAX_COUNT));
                final float[] features = flow.features();
                for (final int time : times) {
                    features[time] = (float) (features[time] * factor);
                }
                changed.add(flow.withFeatures(features));
            } else {
                changed.add(flow);
            }
        }
        return new FlowSet(flows.features(), changed);
    }
}
