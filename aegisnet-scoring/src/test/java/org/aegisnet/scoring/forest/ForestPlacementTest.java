package org.aegisnet.scoring.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.junit.jupiter.api.Test;

/** The placement of a forest's nodes must not change its sums. */
class ForestPlacementTest {
    private static final int TREES = 40;
    private static final int NODES_OF_A_TREE = 7;
    private static final int FEATURES = 3;

    /** Trees of four leaves, some of their branches equalities. */
    private static FlatForest forest(final int slotsOfASegment) {
        final Random random = new Random(1);
        final ForestNodes nodes = new ForestNodes(TREES * NODES_OF_A_TREE);
        final double[] values = random.doubles(TREES * NODES_OF_A_TREE).toArray();
        for (int root = 0; root < TREES * NODES_OF_A_TREE; root += NODES_OF_A_TREE) {
            for (int branch = 2; branch >= 0; branch--) {
                final int left = root + 2 * branch + 1;
                final float threshold = random.nextInt(5);
                nodes.equality(
                        root + branch,
                        random.nextInt(FEATURES),
                        random.nextBoolean() ? Math.nextDown(threshold) : Float.NaN,
                        threshold,
                        left,
                        left + 1);
            }
        }
        final int[] starts = IntStream.rangeClosed(0, TREES)
                .map(tree -> tree * NODES_OF_A_TREE)
                .toArray();
        final ForestPlacement placement =
                new ForestPlacement(new NodeFormat(FEATURES), nodes, values, starts, slotsOfASegment);
        for (int tree = 0; tree < TREES; tree++) {
            assertTrue(placement.makeRoom(tree));
        }
        return placement.place(FEATURES, FEATURES);
    }

    private static double[] sums(final FlatForest forest, final int rows) {
        final Random random = new Random(2);
        final FeatureBatch batch = new FeatureBatch(FEATURES, rows);
        for (int row = 0; row < rows; row++) {
            batch.put(row, new float[] {random.nextInt(5), random.nextInt(5), random.nextInt(5)});
        }
        final double[] sums = new double[rows];
        new ForestSums(forest, rows).sum(batch, rows, sums);
        return sums;
    }

    @Test
    void segmentsDoNotChangeTheSums() {
        final FlatForest one = forest(1 << 20);
        final FlatForest many = forest(64);
        assertEquals(1, one.segments().length);
        assertTrue(many.segments().length > TREES / 8, "segments: " + many.segments().length);
        assertEquals(one.trees(), many.trees());
        assertEquals(one.smallestSum(), many.smallestSum());
        assertEquals(one.largestSum(), many.largestSum());
        for (final int rows : new int[] {1, 7, 100}) {
            assertArrayEquals(sums(one, rows), sums(many, rows));
        }
    }

    @Test
    void aTreeLargerThanASegmentHasOneOfItsOwn() {
        assertEquals(TREES, forest(2).segments().length);
        assertArrayEquals(sums(forest(1 << 20), 100), sums(forest(2), 100));
    }

    @Test
    void refusesATreeWhoseNodesCannotBeToldApart() {
        final int slots = new NodeFormat(NodeFormat.MAXIMUM_COLUMNS).slots();
        final int[] starts = {0, slots};
        final ForestPlacement placement = new ForestPlacement(
                new NodeFormat(NodeFormat.MAXIMUM_COLUMNS), new ForestNodes(slots), new double[slots], starts, 2);
        assertFalse(placement.makeRoom(0));
    }
}
