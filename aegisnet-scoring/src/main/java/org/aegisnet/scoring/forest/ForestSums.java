package org.aegisnet.scoring.forest;

import java.util.Arrays;
import org.aegisnet.scoring.engine.FeatureBatch;

/**
 * Sums the leaves that flows fall into, tree by tree in one order, so that a sum does not depend on the other flows. Everything it needs for
 * a batch is made once. For one thread.
 */
final class ForestSums {
    /** From so many flows on, eight at a time are sooner through than one by one. */
    private static final int WORTH_A_BLOCK = 6;

    /** From so many flows on, walking one tree more to find similar ones pays. */
    private static final int WORTH_AN_ORDER = 64;

    private final FlatForest forest;
    private final OrderedFloatBlock flows;
    private final SimilarityOrder order;
    private final int[] leaves;
    private final double[] ordered;

    /** @param rows the most flows at a time */
    ForestSums(final FlatForest forest, final int rows) {
        final int capacity = FeatureBatch.padded(rows);
        this.forest = forest;
        this.flows = new OrderedFloatBlock(forest, capacity);
        this.order = new SimilarityOrder(capacity, forest.leavesOfFirstTree());
        this.leaves = new int[capacity];
        this.ordered = new double[capacity];
    }

    /**
     * Sums for the first flows of a batch.
     *
     * @param sums receives one sum for each flow
     */
    void sum(final FeatureBatch batch, final int rows, final double[] sums) {
        for (int row = 0; row < rows; row++) {
            flows.put(batch, row, row);
        }
        if (rows < WORTH_AN_ORDER) {
            sumInOrder(rows, sums);
            return;
        }
        final ForestSegment segment = forest.segments()[0];
        walkBlocks(segment.nodes(), segment.roots()[0], Math.ceilDiv(rows, NodeFormat.SIDE_BY_SIDE));
        order.sort(leaves, rows);
        for (int position = 0; position < rows; position++) {
            flows.put(batch, order.row(position), position);
        }
        sumInOrder(rows, ordered);
        for (int position = 0; position < rows; position++) {
            sums[order.row(position)] = ordered[position];
        }
    }

    private void sumInOrder(final int rows, final double[] sums) {
        Arrays.fill(sums, 0, rows, 0);
        final int rest = rows % NodeFormat.SIDE_BY_SIDE;
        final int inBlocks = rest < WORTH_A_BLOCK ? rows - rest : rows;
        if (inBlocks > 0) {
            sumBlocks(inBlocks, sums);
        }
        for (int row = inBlocks; row < rows; row++) {
            sums[row] = sumOne(row);
        }
    }

    private void sumBlocks(final int rows, final double[] sums) {
        final int blocks = Math.ceilDiv(rows, NodeFormat.SIDE_BY_SIDE);
        for (final ForestSegment segment : forest.segments()) {
            for (int tree = 0; tree < segment.trees(); tree++) {
                walkBlocks(segment.nodes(), segment.roots()[tree], blocks);
                addLeaves(rows, sums);
            }
        }
    }

    private void walkBlocks(final long[] nodes, final int root, final int blocks) {
        final int shift = forest.format().childShift();
        for (int block = 0; block < blocks; block++) {
            InterleavedFlows.walk(
                    nodes, nodes[root], shift, flows.block(block), leaves, block * NodeFormat.SIDE_BY_SIDE);
        }
    }

    private void addLeaves(final int rows, final double[] sums) {
        final double[] leafValues = forest.leafValues();
        for (int row = 0; row < rows; row++) {
            sums[row] += leafValues[leaves[row]];
        }
    }

    private double sumOne(final int row) {
        final double[] leafValues = forest.leafValues();
        final int shift = forest.format().childShift();
        final long[] block = flows.block(row / NodeFormat.SIDE_BY_SIDE);
        final int position = row % NodeFormat.SIDE_BY_SIDE;
        double sum = 0;
        for (final ForestSegment segment : forest.segments()) {
            for (int tree = 0; tree < segment.trees(); tree += NodeFormat.SIDE_BY_SIDE) {
                InterleavedTrees.walk(segment.nodes(), segment.roots(), tree, shift, block, position, leaves);
                final int trees = Math.min(NodeFormat.SIDE_BY_SIDE, segment.trees() - tree);
                for (int i = 0; i < trees; i++) {
                    sum += leafValues[leaves[i]];
                }
            }
        }
        return sum;
    }
}
