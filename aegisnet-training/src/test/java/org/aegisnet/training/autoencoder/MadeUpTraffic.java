package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Label;

/** Flows of a network that has only name look-ups and web pages, with the unknowns that real files have. The same seed makes the same flows. */
final class MadeUpTraffic {
    private final Random random;

    MadeUpTraffic(final long seed) {
        this.random = new Random(seed);
    }

    BenignTraffic network(final int flows) {
        return new BenignTraffic("a made-up network", flows(flows), 1);
    }

    FlowSet flows(final int count) {
        final List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            flows.add(flow(random.nextBoolean() ? lookUp() : page(), i));
        }
        return new FlowSet(AutoencoderFeatures.all(), flows);
    }

    /** The same flows with one value everywhere in a column. */
    static FlowSet withConstant(final FlowSet flows, final int feature, final float value) {
        return new FlowSet(
                flows.features(),
                flows.flows().stream()
                        .map(flow -> {
                            final float[] values = flow.features();
                            values[feature] = value;
                            return flow(values, flow.line());
                        })
                        .toList());
    }

    private float[] lookUp() {
        return new float[] {
            60 + random.nextInt(20),
            120 + random.nextInt(200),
            4,
            0.01f + 0.05f * random.nextFloat(),
            sourcePort(),
            53,
            17
        };
    }

    private float[] page() {
        final int packets = 10 + random.nextInt(40);
        return new float[] {
            packets * (20 + random.nextInt(20)),
            packets * (300 + random.nextInt(500)),
            packets,
            packets * 0.1f * random.nextFloat(),
            sourcePort(),
            random.nextInt(5) == 0 ? Float.NaN : 443,
            random.nextInt(5) == 0 ? Float.NaN : 6
        };
    }

    private float sourcePort() {
        return random.nextInt(3) == 0 ? Float.NaN : 49152 + random.nextInt(16384);
    }

    private static Flow flow(final float[] values, final long line) {
        return new Flow(values, Label.BENIGN, Optional.empty(), "made up", line, new Fingerprint(0, line));
    }
}
