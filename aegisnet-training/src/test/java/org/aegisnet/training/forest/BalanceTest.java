package org.aegisnet.training.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.aegisnet.training.data.FlowSet;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private final FlowSet flows = new SyntheticFlows().make(1200, 1);

    private double drawn(final Balance balance, final boolean attack, final String source) {
        final double[] chances = balance.chances(flows.flows());
        assertEquals(1, Arrays.stream(chances).sum(), 1e-9);
        double sum = 0;
        for (int i = 0; i < chances.length; i++) {
            final boolean counted = flows.flows().get(i).label().isAttack() == attack
                    && flows.flows().get(i).source().equals(source);
            sum += counted ? chances[i] : 0;
        }
        return sum;
    }

    @Test
    void drawsAsManyAttacksAsBenignFlows() {
        assertEquals(0.5, drawn(Balance.CLASSES, true, "one.csv") + drawn(Balance.CLASSES, true, "other.csv"), 1e-9);
        assertEquals(0.125, drawn(Balance.CLASSES, true, "one.csv"), 1e-9);
    }

    @Test
    void drawsAsManyFromEachFileWithinTheTwo() {
        assertEquals(0.25, drawn(Balance.SOURCES, true, "one.csv"), 1e-9);
        assertEquals(0.25, drawn(Balance.SOURCES, true, "other.csv"), 1e-9);
        assertEquals(0.25, drawn(Balance.SOURCES, false, "one.csv"), 1e-9);
    }

    @Test
    void aBootstrapDrawsAsManyFlowsAsThereAreByTheirChances() {
        final double[] chances = {0.5, 0.25, 0, 0.25};
        final int[] sum = new int[4];
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            final int[] counts = new Bootstrap(chances).draw(random);
            assertEquals(4, Arrays.stream(counts).sum());
            Arrays.setAll(sum, index -> sum[index] + counts[index]);
        }
        assertEquals(20_000, sum[0], 600);
        assertEquals(10_000, sum[1], 600);
        assertEquals(0, sum[2]);
    }
}
