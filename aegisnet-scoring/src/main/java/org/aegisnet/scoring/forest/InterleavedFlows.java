package org.aegisnet.scoring.forest;

/**
 * Walk of eight flows through one tree side by side. The eight chains of loads do not wait for each other. The processor can mispredict only one
 * branch, the one that ends the walk of all eight. Trees are two to three times as deep as an average flow walks. The walk therefore ends when
 * the last of the eight flows reaches its leaf, not at the tree's depth.
 */
final class InterleavedFlows {
    private InterleavedFlows() {}

    /**
     * Finds the leaves of eight flows.
     *
     * @param nodes of the tree's segment
     * @param root the tree's root
     * @param shift {@link NodeFormat#childShift()}
     * @param flows a block of {@link OrderedFloatBlock}
     * @param leaves receives the leaves' numbers
     * @param from the first of the eight places for them
     */
    static void walk(
            final long[] nodes,
            final long root,
            final int shift,
            final long[] flows,
            final int[] leaves,
            final int from) {
        long node0 = root;
        long node1 = root;
        long node2 = root;
        long node3 = root;
        long node4 = root;
        long node5 = root;
        long node6 = root;
        long node7 = root;
        do {
            node0 = step(nodes, node0, shift, flows, 0);
            node1 = step(nodes, node1, shift, flows, 1);
            node2 = step(nodes, node2, shift, flows, 2);
            node3 = step(nodes, node3, shift, flows, 3);
            node4 = step(nodes, node4, shift, flows, 4);
            node5 = step(nodes, node5, shift, flows, 5);
            node6 = step(nodes, node6, shift, flows, 6);
            node7 = step(nodes, node7, shift, flows, 7);
        } while (!NodeFormat.isLeaf(node0 & node1 & node2 & node3 & node4 & node5 & node6 & node7));
        leaves[from] = NodeFormat.leafNumber(node0);
        leaves[from + 1] = NodeFormat.leafNumber(node1);
        leaves[from + 2] = NodeFormat.leafNumber(node2);
        leaves[from + 3] = NodeFormat.leafNumber(node3);
        leaves[from + 4] = NodeFormat.leafNumber(node4);
        leaves[from + 5] = NodeFormat.leafNumber(node5);
        leaves[from + 6] = NodeFormat.leafNumber(node6);
        leaves[from + 7] = NodeFormat.leafNumber(node7);
    }

    /** As {@link NodeFormat#next}. Both lengths are powers of two: the JIT compiler sees that no bounds need to be checked. */
    private static long step(
            final long[] nodes, final long node, final int shift, final long[] flows, final int position) {
        final long value = flows[(int) node + position & flows.length - 1];
        return nodes[(int) (node >>> shift | (node - value) >>> 63) & nodes.length - 1];
    }
}
