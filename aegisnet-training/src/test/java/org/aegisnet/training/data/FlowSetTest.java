package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.junit.jupiter.api.Test;

class FlowSetTest {
    private static final List<Feature> FEATURES = List.of(
            new Feature("packets", FeatureUnit.PACKETS, true, 0), new Feature("bytes", FeatureUnit.BYTES, true, 0));

    private static Flow flow(final int line, final String label, final float... features) {
        return new Flow(
                features,
                Label.of(label),
                Optional.of(LocalDateTime.of(2026, 1, 5, 9, 0).plusMinutes(line)),
                "flows.csv",
                line,
                new Fingerprint(line, 0));
    }

    private static List<Long> lines(final FlowSet flows) {
        return flows.flows().stream().map(Flow::line).toList();
    }

    private final FlowSet flows = new FlowSet(
            FEATURES,
            List.of(
                    flow(1, "BENIGN", 1, 12.34567f),
                    flow(2, "BENIGN", 1, 12.34567f),
                    flow(3, "DDoS", 1, 12.34567f),
                    flow(4, "BENIGN", 2, 0)));

    @Test
    void keepsTheFirstOfFlowsThatAModelCannotTellApart() {
        assertEquals(List.of(1L, 3L, 4L), lines(flows.distinct()));
    }

    @Test
    void leavesOutWhatAnotherFileHoldsEvenIfThatRoundsDifferently() {
        final FlowSet other = new FlowSet(FEATURES, List.of(flow(9, "BENIGN", 1, 12.345671f)));
        assertEquals(List.of(4L), lines(flows.without(other)));
        final FlowSet unlike = new FlowSet(FEATURES, List.of(flow(9, "BENIGN", 1, 12.35f)));
        assertEquals(4, flows.without(unlike).size());
    }

    @Test
    void dropsColumnsByName() {
        final FlowSet narrow = flows.withoutFeatures(Set.of("packets", "unheard of"));
        assertEquals(
                List.of("bytes"), narrow.features().stream().map(Feature::name).toList());
        assertArrayEquals(new float[] {12.34567f}, narrow.flows().getFirst().features());
        assertThrows(IllegalArgumentException.class, () -> flows.and(narrow));
    }

    @Test
    void timeBlocksHoldEveryFlowOutOnceTogetherWithItsNeighbours() {
        final List<Flow> hours = new ArrayList<>();
        for (int line = 0; line < 20; line++) {
            hours.add(flow(19 - line, "BENIGN", line, 0));
        }
        final List<Split> splits = new TimeBlocks(4).splits(new FlowSet(FEATURES, hours));
        assertEquals(4, splits.size());
        assertEquals(List.of(4L, 3L, 2L, 1L, 0L), lines(splits.getFirst().test()));
        final List<Long> heldOut = new ArrayList<>();
        for (final Split split : splits) {
            assertEquals(15, split.training().size());
            heldOut.addAll(lines(split.test()));
        }
        assertEquals(20, heldOut.stream().distinct().count());
    }
}
