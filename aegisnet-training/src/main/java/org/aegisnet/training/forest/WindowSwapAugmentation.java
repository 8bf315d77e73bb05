package org.aegisnet.training.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/**
 * Augmentation that gives a share of the flows the TCP windows of other flows. A first window identifies the operating system of a host, and the
 * attacks of a data set come from few hosts. A forest that relies on the windows recognizes those hosts instead of the attacks. A forest trained
 * with some exchanged windows still uses windows if they help, and finds the attacks without them.
 *
 * @param share of the flows with a window whose windows are exchanged, 0 to 1
 * @param seed of the choice of flows
 */
record WindowSwapAugmentation(double share, long seed) {
    private static final String FORWARD = "Init_Win_bytes_forward";
    private static final String BACKWARD = "Init_Win_bytes_backward";

    WindowSwapAugmentation {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share of exchanged windows lies within 0 to 1, not at " + share);
        }
    }

    /** The same flows in the same order; those without the two features stay as they are. */
    FlowSet apply(final FlowSet flows) {
        final int forward = column(flows, FORWARD);
        final int backward = column(flows, BACKWARD);
        if (share == 0 || forward < 0 || backward < 0) {
            return flows;
        }
        final float[] forwardWindows = windows(flows, forward);
        final float[] backwardWindows = windows(flows, backward);
        final Random random = new Random(seed);
        final List<Flow> exchanged = new ArrayList<>();
        for (final Flow flow : flows.flows()) {
            if (flow.feature(forward) > 0 && random.nextDouble() < share) {
                final float[] features = flow.features();
                features[forward] = forwardWindows[random.nextInt(forwardWindows.length)];
                // A flow that was never answered must not look as if it had been.
                if (flow.feature(backward) > 0) {
                    features[backward] = backwardWindows[random.nextInt(backwardWindows.length)];
                }
                exchanged.add(flow.withFeatures(features));
            } else {
                exchanged.add(flow);
            }
        }
        return new FlowSet(flows.features(), exchanged);
    }

    private static int column(final FlowSet flows, final String name) {
        return IntStream.range(0, flows.features().size())
                .filter(index -> flows.features().get(index).name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    private static float[] windows(final FlowSet flows, final int column) {
        final List<Float> windows = flows.flows().stream()
                .map(flow -> flow.feature(column))
                .filter(window -> window > 0)
                .toList();
        final float[] values = new float[windows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = windows.get(i);
        }
        return values;
    }
}
