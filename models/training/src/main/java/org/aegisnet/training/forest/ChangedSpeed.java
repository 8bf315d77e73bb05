package org.aegisnet.training.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/**
 * Copies a share of the flows and makes the copies faster or slower, all times of a flow by one factor. How long a login attempt takes says more of a network and
 * its servers than of the attack: a forest that learns from one network as it is takes the same attempts elsewhere for something else.
 *
 * @param share of the flows that are copied, 0 to 1
 * @param seed decides which, and how much
 */
record ChangedSpeed(double share, long seed) {
    /** The most that a flow becomes faster or slower; from a far network to the same rack. */
    private static final double MOST = 30;

    ChangedSpeed {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of changed speeds lies within 0 to 1, not at " + share);
        }
    }

    /** The copies, in the order of the flows; all features but times are as they were. */
    FlowSet copies(final FlowSet flows) {
        final int[] times = IntStream.range(0, flows.features().size())
                .filter(index -> flows.features().get(index).unit() == FeatureUnit.MICROSECONDS
                        || flows.features().get(index).unit() == FeatureUnit.SECONDS)
                .toArray();
        if (share == 0 || times.length == 0) {
            return new FlowSet(flows.features(), List.of());
        }
        final Random random = new Random(seed);
        final List<Flow> copies = new ArrayList<>();
        for (final Flow flow : flows.flows()) {
            if (random.nextDouble() < share) {
                final double factor = StrictMath.exp((2 * random.nextDouble() - 1) * StrictMath.log(MOST));
                final float[] features = flow.features();
                for (final int time : times) {
                    features[time] = (float) (features[time] * factor);
                }
                copies.add(flow.withFeatures(features));
            }
        }
        return new FlowSet(flows.features(), copies);
    }
}
