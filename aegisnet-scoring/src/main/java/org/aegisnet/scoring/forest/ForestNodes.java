package org.aegisnet.scoring.forest;

import java.util.Arrays;

/**
 * The nodes of an ensemble in the compiler's form. Each node is identified by its entry, its position in the file. A branch sends values of at
 * most its threshold left. An equality sends left only those of them that are not below the threshold. A leaf does not have children. Filled by
 * the {@link ForestCompiler}.
 */
final class ForestNodes {
    /** Where the entry of a node's left child would be. */
    private static final int LEAF = -1;

    private final int[] lefts;
    private final int[] rights;
    private final int[] sizes;
    private final short[] columns;
    private final float[] thresholds;

    /** The largest value that is too small; NaN for plain branches. Empty until the first equality is added. */
    private float[] belows = {};

    ForestNodes(final int count) {
        this.lefts = new int[count];
        this.rights = new int[count];
        this.sizes = new int[count];
        this.columns = new short[count];
        this.thresholds = new float[count];
        Arrays.fill(lefts, LEAF);
    }

    void branch(final int entry, final int column, final float threshold, final int left, final int right) {
        columns[entry] = (short) column;
        thresholds[entry] = threshold;
        lefts[entry] = left;
        rights[entry] = right;
    }

    void equality(
            final int entry,
            final int column,
            final float below,
            final float threshold,
            final int left,
            final int right) {
        if (belows.length == 0) {
            belows = new float[lefts.length];
            Arrays.fill(belows, Float.NaN);
        }
        belows[entry] = below;
        branch(entry, column, threshold, left, right);
    }

    /** Sets how many nodes a subtree has. */
    void count(final int entry, final int size) {
        sizes[entry] = size;
    }

    /** The number of nodes in a subtree; 0 until a path from the root to it is known. */
    int size(final int entry) {
        return sizes[entry];
    }

    boolean isLeaf(final int entry) {
        return lefts[entry] == LEAF;
    }

    boolean hasEqualities() {
        return belows.length > 0;
    }

    boolean isEquality(final int entry) {
        return hasEqualities() && !Float.isNaN(belows[entry]);
    }

    int left(final int entry) {
        return lefts[entry];
    }

    int right(final int entry) {
        return rights[entry];
    }

    int column(final int entry) {
        return columns[entry];
    }

    float threshold(final int entry) {
        return thresholds[entry];
    }

    float below(final int entry) {
        return belows[entry];
    }
}
