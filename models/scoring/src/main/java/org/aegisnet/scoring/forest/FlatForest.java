package org.aegisnet.scoring.forest;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A forest laid out for speed: eight bytes a node, in one array. Immutable; threads share it.
 *
 * <p>A node holds its threshold in the upper 32 bits, as an integer that sorts as the float does, its column in the next 8, and its left
 * child in the lower 24; the right child follows the left. A leaf is its own left child and is never left, so that every flow takes as many
 * steps through a tree as the tree is deep, without a branch that the processor could mispredict.
 */
final class FlatForest {
    static final int MAXIMUM_COLUMNS = 1 << 8;

    private static final int CHILD_MASK = (1 << 24) - 1;
    private static final int COLUMN_MASK = MAXIMUM_COLUMNS - 1;
    private static final int CHILD_BITS = 24;
    private static final int THRESHOLD_SHIFT = 32;

    private final long[] nodes;
    private final double[] leafValues;
    private final int[] roots;
    private final int[] depths;
    private final int features;
    private final int columns;

    /**
     * @param nodes as described above
     * @param leafValues for each node that is a leaf, what it adds to the score
     * @param roots the first node of each tree; a tree's nodes lie together
     * @param depths the steps from each root to its deepest leaf
     * @param features of a flow
     * @param columns one for each feature, or two where features may be missing, as in {@link SortableFlows}
     */
    FlatForest(
            final long[] nodes,
            final double[] leafValues,
            final int[] roots,
            final int[] depths,
            final int features,
            final int columns) {
        this.nodes = nodes;
        this.leafValues = leafValues;
        this.roots = roots;
        this.depths = depths;
        this.features = features;
        this.columns = columns;
    }

    static long node(final int column, final float threshold, final int left) {
        return ((long) sortable(threshold) << THRESHOLD_SHIFT) | ((long) column << CHILD_BITS) | left;
    }

    static long leaf(final int self) {
        return ((long) Integer.MAX_VALUE << THRESHOLD_SHIFT) | self;
    }

    /** An integer that compares as the float does; both zeros are one. NaN is larger than every number. */
    static int sortable(final float value) {
        final int bits = Float.floatToIntBits(value + 0.0f);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    int features() {
        return features;
    }

    int columns() {
        return columns;
    }

    int trees() {
        return roots.length;
    }

    int nodes() {
        return nodes.length;
    }

    int root(final int tree) {
        return roots[tree];
    }

    double leafValue(final int node) {
        return leafValues[node];
    }

    boolean isLeaf(final int node) {
        return left(nodes[node]) == node;
    }

    /** The column that decides at a node; modulo {@link #features()} it is the feature. */
    int column(final int node) {
        return column(nodes[node]);
    }

    /** No flow's sum is smaller. */
    double smallestSum() {
        double sum = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            sum += leavesOf(tree).min().orElseThrow();
        }
        return sum;
    }

    /** No flow's sum is larger. */
    double largestSum() {
        double sum = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            sum += leavesOf(tree).max().orElseThrow();
        }
        return sum;
    }

    private DoubleStream leavesOf(final int tree) {
        final int end = tree + 1 < roots.length ? roots[tree + 1] : nodes.length;
        return IntStream.range(roots[tree], end).filter(this::isLeaf).mapToDouble(this::leafValue);
    }

    /** The child a flow goes to. */
    int next(final int node, final int sortableValue) {
        return step(nodes[node], sortableValue);
    }

    private static int left(final long node) {
        return (int) node & CHILD_MASK;
    }

    private static int column(final long node) {
        return (int) node >>> CHILD_BITS & COLUMN_MASK;
    }

    private static int step(final long node, final int value) {
        return left(node) + (int) (((node >> THRESHOLD_SHIFT) - value) >>> 63);
    }

    /**
     * Sums the leaves that flows fall into, tree by tree in one order, so that a sum does not depend on the other flows.
     *
     * @param flows as in {@link SortableFlows}
     * @param rows flows to sum for
     * @param sums receives one sum for each flow
     */
    void sum(final int[] flows, final int rows, final double[] sums) {
        Arrays.fill(sums, 0, rows, 0);
        final int blocked = rows - rows % 8;
        if (blocked > 0) {
            for (int tree = 0; tree < roots.length; tree++) {
                sumBlocks(tree, flows, blocked, sums);
            }
        }
        for (int row = blocked; row < rows; row++) {
            sums[row] = sumOne(flows, row * columns);
        }
    }

    /** Eight flows at a time walk one tree: eight chains of loads that do not wait for each other. */
    private void sumBlocks(final int tree, final int[] flows, final int rows, final double[] sums) {
        final long[] nodes = this.nodes;
        final double[] leafValues = this.leafValues;
        final int columns = this.columns;
        final int root = roots[tree];
        final int depth = depths[tree];
        for (int row = 0; row < rows; row += 8) {
            final int flow0 = row * columns;
            final int flow1 = flow0 + columns;
            final int flow2 = flow1 + columns;
            final int flow3 = flow2 + columns;
            final int flow4 = flow3 + columns;
            final int flow5 = flow4 + columns;
            final int flow6 = flow5 + columns;
            final int flow7 = flow6 + columns;
            int node0 = root;
            int node1 = root;
            int node2 = root;
            int node3 = root;
            int node4 = root;
            int node5 = root;
            int node6 = root;
            int node7 = root;
            for (int level = 0; level < depth; level++) {
                final long packed0 = nodes[node0];
                final long packed1 = nodes[node1];
                final long packed2 = nodes[node2];
                final long packed3 = nodes[node3];
                final long packed4 = nodes[node4];
                final long packed5 = nodes[node5];
                final long packed6 = nodes[node6];
                final long packed7 = nodes[node7];
                node0 = step(packed0, flows[flow0 + column(packed0)]);
                node1 = step(packed1, flows[flow1 + column(packed1)]);
                node2 = step(packed2, flows[flow2 + column(packed2)]);
                node3 = step(packed3, flows[flow3 + column(packed3)]);
                node4 = step(packed4, flows[flow4 + column(packed4)]);
                node5 = step(packed5, flows[flow5 + column(packed5)]);
                node6 = step(packed6, flows[flow6 + column(packed6)]);
                node7 = step(packed7, flows[flow7 + column(packed7)]);
            }
            sums[row] += leafValues[node0];
            sums[row + 1] += leafValues[node1];
            sums[row + 2] += leafValues[node2];
            sums[row + 3] += leafValues[node3];
            sums[row + 4] += leafValues[node4];
            sums[row + 5] += leafValues[node5];
            sums[row + 6] += leafValues[node6];
            sums[row + 7] += leafValues[node7];
        }
    }

    /** One flow walks four trees at a time. */
    private double sumOne(final int[] flows, final int flow) {
        final long[] nodes = this.nodes;
        double sum = 0;
        int tree = 0;
        for (; tree + 4 <= roots.length; tree += 4) {
            final int depth =
                    Math.max(Math.max(depths[tree], depths[tree + 1]), Math.max(depths[tree + 2], depths[tree + 3]));
            int node0 = roots[tree];
            int node1 = roots[tree + 1];
            int node2 = roots[tree + 2];
            int node3 = roots[tree + 3];
            for (int level = 0; level < depth; level++) {
                final long packed0 = nodes[node0];
                final long packed1 = nodes[node1];
                final long packed2 = nodes[node2];
                final long packed3 = nodes[node3];
                node0 = step(packed0, flows[flow + column(packed0)]);
                node1 = step(packed1, flows[flow + column(packed1)]);
                node2 = step(packed2, flows[flow + column(packed2)]);
                node3 = step(packed3, flows[flow + column(packed3)]);
            }
            sum += leafValues[node0];
            sum += leafValues[node1];
            sum += leafValues[node2];
            sum += leafValues[node3];
        }
        for (; tree < roots.length; tree++) {
            int node = roots[tree];
            for (int level = 0; level < depths[tree]; level++) {
                final long packed = nodes[node];
                node = step(packed, flows[flow + column(packed)]);
            }
            sum += leafValues[node];
        }
        return sum;
    }
}
