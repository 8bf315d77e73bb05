package org.aegisnet.training.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Label;
import org.junit.jupiter.api.Test;

class OtherNetworksTest {
    /** Duration, forward and backward window: every other flow was answered, every fifth is not TCP. */
    private static FlowSet flows() {
        final List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            final float forward = i % 5 == 0 ? -1 : 1000 + i;
            final float backward = i % 5 == 0 || i % 2 == 0 ? -1 : 5000 + i;
            flows.add(new Flow(
                    new float[] {i, forward, backward},
                    Label.BENIGN,
                    Optional.empty(),
                    "flows.csv",
                    i,
                    new Fingerprint(i, 0)));
        }
        return new FlowSet(
                List.of(
                        new Feature("Flow Duration", FeatureUnit.MICROSECONDS, true, 0),
                        new Feature("Init_Win_bytes_forward", FeatureUnit.BYTES, true, -1),
                        new Feature("Init_Win_bytes_backward", FeatureUnit.BYTES, true, -1)),
                flows);
    }

    @Test
    void exchangesItsShareOfTheWindowsAndNothingElse() {
        final FlowSet before = flows();
        final FlowSet after = new WindowSwapAugmentation(0.25, 3).apply(before);
        int changed = 0;
        for (int i = 0; i < before.size(); i++) {
            final Flow old = before.flows().get(i);
            final Flow flow = after.flows().get(i);
            assertEquals(old.feature(0), flow.feature(0));
            assertEquals(old.feature(1) > 0, flow.feature(1) > 0, "no flow gains or loses a forward window");
            assertEquals(old.feature(2) > 0, flow.feature(2) > 0, "no flow gains or loses an answer");
            changed += old.feature(1) == flow.feature(1) ? 0 : 1;
        }
        assertEquals(200, changed, 40);
        assertArrayEquals(
                after.matrix(),
                new WindowSwapAugmentation(0.25, 3).apply(before).matrix());
    }

    @Test
    void changesTheSpeedOfItsShareOfTheFlowsAndNothingElse() {
        final FlowSet before = flows();
        final FlowSet after = new SpeedAugmentation(0.4, 3).apply(before);
        int changed = 0;
        for (int i = 1; i < before.size(); i++) {
            final Flow old = before.flows().get(i);
            final Flow flow = after.flows().get(i);
            final float factor = flow.feature(0) / old.feature(0);
            assertTrue(factor > 0.033 && factor < 30.1, "factor " + factor);
            assertEquals(old.feature(1), flow.feature(1));
            changed += factor == 1 ? 0 : 1;
        }
        assertEquals(400, changed, 60);
        assertArrayEquals(
                after.matrix(), new SpeedAugmentation(0.4, 3).apply(before).matrix());
    }

    @Test
    void leavesFlowsWithoutWindowsAlone() {
        final FlowSet other = new SyntheticFlows().make(30, 1);
        assertSame(other, new WindowSwapAugmentation(0.5, 1).apply(other));
        final FlowSet flows = flows();
        assertSame(flows, new WindowSwapAugmentation(0, 1).apply(flows));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new WindowSwapAugmentation(1.5, 1))
                .getMessage()
                .contains("1.5"));
    }
}
