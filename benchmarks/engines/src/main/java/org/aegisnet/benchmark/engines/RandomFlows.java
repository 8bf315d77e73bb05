package org.aegisnet.benchmark.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Label;
import org.aegisnet.training.forest.ForestFeatures;

/** Flows with the bundled forest's features, made up so that trees of any size can be grown: a fifth of the labels is mere chance. */
final class RandomFlows {
    private static final double SHARE_OF_CHANCE = 0.2;

    /** The same count and seed make the same flows. */
    FlowSet make(final int count, final long seed) {
        final Random random = new Random(seed);
        final int features = new ForestFeatures().list().size();
        final List<Flow> flows = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            final float[] values = new float[features];
            double sum = 0;
            for (int feature = 0; feature < features; feature++) {
                final double deviation = random.nextGaussian();
                values[feature] = (float) Math.exp(5 + 2 * deviation);
                sum += feature % 2 == 0 ? deviation : -deviation;
            }
            final boolean attack = random.nextDouble() < SHARE_OF_CHANCE ? random.nextBoolean() : sum > 0;
            flows.add(new Flow(
                    values,
                    attack ? Label.of("Attack") : Label.BENIGN,
                    Optional.empty(),
                    "made up",
                    number,
                    new Fingerprint(seed, number)));
        }
        return new FlowSet(new ForestFeatures().list(), flows);
    }
}
