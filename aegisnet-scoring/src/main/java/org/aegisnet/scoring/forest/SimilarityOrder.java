package org.aegisnet.scoring.forest;

import java.util.Arrays;

/**
 * Order of flows by the leaf that they reach in one tree. Neighbours then take similar paths in other trees, too. Eight flows side by side reach
 * their leaves after nearly the same number of steps. They also find each other's nodes in the processor's cache. For one thread.
 */
final class SimilarityOrder {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private final int shift;
    private final int[] rows;
    private final int[] rowsByLowDigit;
    private final int[] starts = new int[DIGITS + 1];

    /**
     * @param capacity the most flows
     * @param leaves of the tree
     */
    SimilarityOrder(final int capacity, final int leaves) {
        this.shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(leaves - 1) - 2 * DIGIT_BITS);
        this.rows = new int[capacity];
        this.rowsByLowDigit = new int[capacity];
    }

    /** Sorts by the leaves' numbers; of trees with more than 65,536 leaves by their upper digits only. */
    void sort(final int[] leaves, final int count) {
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        sortByDigit(leaves, shift, count, rows, rowsByLowDigit);
        sortByDigit(leaves, shift + DIGIT_BITS, count, rowsByLowDigit, rows);
    }

    private void sortByDigit(
            final int[] leaves, final int digitShift, final int count, final int[] from, final int[] into) {
        Arrays.fill(starts, 0);
        for (int row = 0; row < count; row++) {
            starts[(leaves[row] >>> digitShift & DIGITS - 1) + 1]++;
        }
        for (int digit = 1; digit < DIGITS; digit++) {
            starts[digit] += starts[digit - 1];
        }
        for (int i = 0; i < count; i++) {
            into[starts[leaves[from[i]] >>> digitShift & DIGITS - 1]++] = from[i];
        }
    }

    /** The flow that comes at a position. */
    int row(final int position) {
        return rows[position];
    }
}
