package org.aegisnet.scoring.forest;

/**
 * The 64-bit format of a forest's nodes and of the values that they are compared with. A step from a node to its child takes a subtraction,
 * three shifts, two ANDs and an OR. Immutable.
 *
 * <p>From the top, bit 63 is 0. Then come 32 bits of threshold, as an unsigned integer that sorts as the float does. The slot of the left child
 * follows. The lowest bits hold the column, times eight. A value has its sortable integer in the bits of the threshold, and zeros below. A node
 * minus a value is negative exactly if the value is larger than the threshold. The other bits of the node do not matter, and nothing overflows.
 * The left child lies in an even slot and the right one behind it, so the difference's sign is ORed to the slot.
 *
 * <p>Columns are times eight because eight flows lie side by side, see {@link OrderedFloatBlock}. The lowest bits of the node plus the position
 * of the flow give the index of the flow's value.
 *
 * <p>A leaf is its own left child, and its threshold is larger than every value, so that a flow stays in it. Its threshold is one of those above
 * NaN, which branches never use, and encodes the leaf's number.
 */
final class NodeFormat {
    /** Flows that lie side by side. */
    static final int SIDE_BY_SIDE = 8;

    static final int MAXIMUM_COLUMNS = 1 << 8;

    private static final int POSITION_BITS = 3;
    private static final int THRESHOLD_SHIFT = 31;

    /** The sortable NaN, which is the largest value of all, has these ten highest bits; what is larger than it is a leaf. */
    private static final int LEAF_MARK_SHIFT = 53;

    private static final int LEAF_MARK = (1 << 10) - 1;

    /** The threshold of leaf 0. */
    private static final int FIRST_LEAF = 0xffc00001;

    private final int columnBits;

    /** @param columns that nodes may ask for, 1 to {@link #MAXIMUM_COLUMNS} */
    NodeFormat(final int columns) {
        this.columnBits = Integer.SIZE - Integer.numberOfLeadingZeros(columns - 1);
    }

    /** The number of bits below the slot of a node's left child. */
    int childShift() {
        return columnBits + POSITION_BITS;
    }

    /** The numbers that eight flows take: a power of two, so that no node can point behind them. */
    int sideBySideLength() {
        return 1 << childShift();
    }

    /** As many slots can be told apart. */
    int slots() {
        return 1 << (THRESHOLD_SHIFT - childShift());
    }

    /**
     * A node that sends values of at most the threshold left.
     *
     * @param left an even slot; the right child is in the slot behind it
     */
    long branch(final int column, final float threshold, final int left) {
        return value(threshold) | (long) left << childShift() | (long) column << POSITION_BITS;
    }

    /**
     * A node without children.
     *
     * @param number 0 to 4,000,000 and some more
     * @param self its own slot
     */
    long leaf(final int number, final int self) {
        return Integer.toUnsignedLong(FIRST_LEAF + number) << THRESHOLD_SHIFT | (long) self << childShift();
    }

    /** A value to compare with thresholds; both zeros are one. NaN is larger than every number. */
    static long value(final float value) {
        final int bits = Float.floatToIntBits(value + 0.0f);
        final int sortable = bits ^ (bits >> 31 | Integer.MIN_VALUE);
        return Integer.toUnsignedLong(sortable) << THRESHOLD_SHIFT;
    }

    /** A value smaller than every threshold. */
    static long smallerThanAll() {
        return 0;
    }

    /** Tells whether a node is a leaf. For nodes that have been ANDed, it tells whether all of them are leaves. */
    static boolean isLeaf(final long node) {
        return (int) (node >>> LEAF_MARK_SHIFT) == LEAF_MARK;
    }

    static int leafNumber(final long leaf) {
        return (int) (leaf >>> THRESHOLD_SHIFT) - FIRST_LEAF;
    }

    int column(final long node) {
        return (int) node >>> POSITION_BITS & (1 << columnBits) - 1;
    }

    /**
     * The node to which a value leads; a leaf leads to itself.
     *
     * @param nodes among which the node lies; their number is a power of two, which spares the check of the bounds
     */
    long next(final long[] nodes, final long node, final long value) {
        return nodes[(int) (node >>> childShift() | (node - value) >>> 63) & nodes.length - 1];
    }
}
