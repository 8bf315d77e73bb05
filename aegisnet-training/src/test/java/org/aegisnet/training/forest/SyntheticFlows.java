package org.aegisnet.training.forest;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Label;

/** Made-up flows of two files: attacks are larger, with some overlap, and only in the first feature of three. */
final class SyntheticFlows {
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 5, 9, 0);
    private static final int FEATURES = 3;

    FlowSet make(final int count, final long seed) {
        final Random random = new Random(seed);
        final List<Feature> features = IntStream.range(0, FEATURES)
                .mapToObj(index -> new Feature("feature " + index, FeatureUnit.NUMBER, true, 0))
                .toList();
        final List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final boolean attack = i % 3 == 0;
            final float[] values = new float[FEATURES];
            values[0] = (float) Math.exp(random.nextGaussian() + (attack ? 2.5 : 0));
            for (int feature = 1; feature < FEATURES; feature++) {
                values[feature] = random.nextInt(5) * 0.1f;
            }
            flows.add(new Flow(
                    values,
                    Label.of(attack ? "DDoS" : "BENIGN"),
                    Optional.of(START.plusMinutes(i)),
                    i % 4 == 0 ? "one.csv" : "other.csv",
                    i,
                    new Fingerprint(seed, i)));
        }
        return new FlowSet(features, flows);
    }
}
