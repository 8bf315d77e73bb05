package org.aegisnet.benchmark.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.Label;
import org.aegisnet.training.forest.ForestFeatures;

/**
 * Flows for trees of any size: those of the demo, repeated, with every value a little larger or smaller. A fifth of the labels are random; without
 * them the trees would end after a few splits.
 */
final class RandomFlows {
    private static final double SHARE_OF_CHANCE = 0.2;
    private static final double SPREAD = 0.1;

    private final List<Flow> originals;

    /** @param sample the CSV of the demo */
    RandomFlows(final Path sample) throws IOException {
        this.originals = new FlowSetReader(new ForestFeatures().list())
                .read(List.of(sample))
                .flows()
                .flows();
    }

    /** The same count and seed make the same flows. */
    FlowSet make(final int count, final long seed) {
        final Random random = new Random(seed);
        final List<Flow> flows = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            final Flow original = originals.get(random.nextInt(originals.size()));
            final float[] values = original.features();
            for (int feature = 0; feature < values.length; feature++) {
                values[feature] = (float) Math.rint(values[feature] * Math.exp(SPREAD * random.nextGaussian()));
            }
            final boolean attack = random.nextDouble() < SHARE_OF_CHANCE
                    ? random.nextBoolean()
                    : original.label().isAttack();
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
