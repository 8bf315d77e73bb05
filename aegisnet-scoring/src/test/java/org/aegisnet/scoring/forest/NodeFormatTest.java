package org.aegisnet.scoring.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes in 64 bits, at the ends of what they hold. */
class NodeFormatTest {
    private static final float[] NUMBERS = {
        Float.NEGATIVE_INFINITY,
        -Float.MAX_VALUE,
        -1,
        -Float.MIN_NORMAL,
        -Float.MIN_VALUE,
        0,
        Float.MIN_VALUE,
        1,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };

    @ParameterizedTest(name = "{0} columns")
    @ValueSource(ints = {1, 2, 11, 16, 17, 256})
    void sendsValuesOfAtMostTheThresholdLeft(final int columns) {
        final NodeFormat format = new NodeFormat(columns);
        final long[] nodes = {format.leaf(0, 0), 0, format.leaf(1, 2), format.leaf(2, 3)};
        for (final float threshold : NUMBERS) {
            nodes[1] = format.branch(columns - 1, threshold, 2);
            assertEquals(columns - 1, format.column(nodes[1]));
            for (final float value : NUMBERS) {
                final long child = format.next(nodes, nodes[1], NodeFormat.value(value));
                assertEquals(value <= threshold ? 1 : 2, NodeFormat.leafNumber(child), value + " at " + threshold);
            }
            assertEquals(2, NodeFormat.leafNumber(format.next(nodes, nodes[1], NodeFormat.value(Float.NaN))));
            assertEquals(1, NodeFormat.leafNumber(format.next(nodes, nodes[1], NodeFormat.smallerThanAll())));
        }
    }

    @Test
    void takesBothZerosForOne() {
        assertEquals(NodeFormat.value(0.0f), NodeFormat.value(-0.0f));
    }

    @Test
    void knowsLeavesFromBranchesOfAnyThreshold() {
        final NodeFormat format = new NodeFormat(256);
        for (final float threshold : NUMBERS) {
            assertFalse(NodeFormat.isLeaf(format.branch(255, threshold, format.slots() - 2)), "" + threshold);
            assertFalse(NodeFormat.isLeaf(format.branch(255, threshold, 0) & format.leaf(0, 0)), "" + threshold);
        }
        assertTrue(NodeFormat.isLeaf(format.leaf(0, 0)));
        assertTrue(
                NodeFormat.isLeaf(format.leaf(ForestCompiler.MAXIMUM_NODES, format.slots() - 1) & format.leaf(0, 0)));
    }

    @Test
    void leavesKeepEveryValue() {
        final NodeFormat format = new NodeFormat(1);
        final long[] nodes = {0, 0, 0, format.leaf(ForestCompiler.MAXIMUM_NODES, 3)};
        for (final float value : new float[] {Float.NEGATIVE_INFINITY, 0, Float.POSITIVE_INFINITY, Float.NaN}) {
            final long next = format.next(nodes, nodes[3], NodeFormat.value(value));
            assertEquals(ForestCompiler.MAXIMUM_NODES, NodeFormat.leafNumber(next));
        }
    }

    @Test
    void hasRoomForATreeOfAMillionNodesOverTheMostColumns() {
        assertTrue(new NodeFormat(NodeFormat.MAXIMUM_COLUMNS).slots() >= 1 << 20);
        assertTrue(new NodeFormat(64).slots() > ForestCompiler.MAXIMUM_NODES + 3);
    }
}
