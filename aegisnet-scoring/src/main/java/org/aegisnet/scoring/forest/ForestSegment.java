package org.aegisnet.scoring.forest;

/** Whole trees whose nodes lie in one array. Never changed once it is made; threads share it. */
final class ForestSegment {
    /** The slot of a leaf that belongs to no tree. */
    static final int NO_TREE = 0;

    private final long[] nodes;
    private final int trees;
    private final int[] roots;

    /**
     * @param nodes as in {@link NodeFormat}; their number is a power of two
     * @param trees how many
     * @param roots the slot of each tree's root, and then {@link #NO_TREE} until they are a multiple of eight
     */
    ForestSegment(final long[] nodes, final int trees, final int[] roots) {
        this.nodes = nodes;
        this.trees = trees;
        this.roots = roots;
    }

    long[] nodes() {
        return nodes;
    }

    int trees() {
        return trees;
    }

    int[] roots() {
        return roots;
    }
}
