package org.aegisnet.training.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Label;
import org.junit.jupiter.api.Test;

class TypicalFlowTest {
    private static final int FORWARD_WINDOW = 9;
    private static final int BACKWARD_WINDOW = 10;

    /** A flow of the forest's features, all of one size but for the windows. */
    private static Flow flow(final float size, final float window, final int line) {
        final float[] features = new float[new ForestFeatures().list().size()];
        for (int feature = 0; feature < features.length; feature++) {
            features[feature] = size;
        }
        features[FORWARD_WINDOW] = window;
        features[BACKWARD_WINDOW] = window;
        return new Flow(features, Label.BENIGN, Optional.empty(), "made up", line, new Fingerprint(0, line));
    }

    private static FlowSet flows(final int withoutWindow, final int withWindow) {
        final List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < withoutWindow; i++) {
            flows.add(flow(i, i % 2 == 0 ? -1 : 0, i));
        }
        for (int i = 0; i < withWindow; i++) {
            flows.add(flow(1000 + i, 8192, withoutWindow + i));
        }
        return new FlowSet(new ForestFeatures().list(), flows);
    }

    @Test
    void isATcpFlowEvenIfMostFlowsHaveNoWindow() {
        final List<Float> typical = new TypicalFlow().of(flows(101, 5));
        assertEquals(8192, typical.get(FORWARD_WINDOW));
        assertEquals(8192, typical.get(BACKWARD_WINDOW));
        assertEquals(1002, typical.getFirst(), "the one in the middle of those with a window");
    }

    @Test
    void isTheMedianFlowIfNoFlowHasAWindow() {
        assertEquals(50, new TypicalFlow().of(flows(101, 0)).getFirst());
    }
}
