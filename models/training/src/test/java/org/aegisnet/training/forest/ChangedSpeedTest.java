package org.aegisnet.training.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

class ChangedSpeedTest {
    /** A duration and a number of packets. */
    private static FlowSet flows() {
        final List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            flows.add(new Flow(
                    new float[] {1 + i, 5000 + i},
                    Label.BENIGN,
                    Optional.empty(),
                    "flows.csv",
                    i,
                    new Fingerprint(i, 0)));
        }
        return new FlowSet(
                List.of(
                        new Feature("Flow Duration", FeatureUnit.MICROSECONDS, true, 0),
                        new Feature("Total Backward Packets", FeatureUnit.PACKETS, true, 0)),
                flows);
    }

    @Test
    void copiesItsShareOfTheFlowsAndChangesTheirTimesAndNothingElse() {
        final FlowSet flows = flows();
        final FlowSet copies = new ChangedSpeed(0.4, 3).copies(flows);
        for (final Flow copy : copies.flows()) {
            final Flow original = flows.flows().get((int) copy.line());
            final float factor = copy.feature(0) / original.feature(0);
            assertTrue(factor > 0.033 && factor < 30.1 && factor != 1, "factor " + factor);
            assertEquals(original.feature(1), copy.feature(1));
            assertEquals(original.label(), copy.label());
        }
        assertEquals(400, copies.size(), 60);
        assertArrayEquals(
                copies.matrix(), new ChangedSpeed(0.4, 3).copies(flows).matrix());
    }

    @Test
    void copiesNothingWhereThereIsNoTimeOrNoShare() {
        assertEquals(
                0,
                new ChangedSpeed(0.5, 1)
                        .copies(new SyntheticFlows().make(30, 1))
                        .size());
        assertEquals(0, new ChangedSpeed(0, 1).copies(flows()).size());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ChangedSpeed(1.5, 1))
                .getMessage()
                .contains("1.5"));
    }
}
