package org.aegisnet.scoring.forest;

/** One flow walks eight trees side by side, as in {@link InterleavedFlows}. */
final class InterleavedTrees {
    private InterleavedTrees() {}

    /**
     * Finds the leaves of one flow.
     *
     * @param nodes of the trees' segment
     * @param roots the slots of the trees' roots
     * @param from the first of eight roots
     * @param shift {@link NodeFormat#childShift()}
     * @param flows a block of {@link OrderedFloatBlock}
     * @param position of the flow in the block
     * @param leaves receives the numbers of the eight leaves
     */
    static void walk(
            final long[] nodes,
            final int[] roots,
            final int from,
            final int shift,
            final long[] flows,
            final int position,
            final int[] leaves) {
        long node0 = nodes[roots[from]];
        long node1 = nodes[roots[from + 1]];
        long node2 = nodes[roots[from + 2]];
        long node3 = nodes[roots[from + 3]];
        long node4 = nodes[roots[from + 4]];
        long node5 = nodes[roots[from + 5]];
        long node6 = nodes[roots[from + 6]];
        long node7 = nodes[roots[from + 7]];
        do {
            node0 = step(nodes, node0, shift, flows, position);
            node1 = step(nodes, node1, shift, flows, position);
            node2 = step(nodes, node2, shift, flows, position);
            node3 = step(nodes, node3, shift, flows, position);
            node4 = step(nodes, node4, shift, flows, position);
            node5 = step(nodes, node5, shift, flows, position);
            node6 = step(nodes, node6, shift, flows, position);
            node7 = step(nodes, node7, shift, flows, position);
        } while (!NodeFormat.isLeaf(node0 & node1 & node2 & node3 & node4 & node5 & node6 & node7));
        leaves[0] = NodeFormat.leafNumber(node0);
        leaves[1] = NodeFormat.leafNumber(node1);
        leaves[2] = NodeFormat.leafNumber(node2);
        leaves[3] = NodeFormat.leafNumber(node3);
        leaves[4] = NodeFormat.leafNumber(node4);
        leaves[5] = NodeFormat.leafNumber(node5);
        leaves[6] = NodeFormat.leafNumber(node6);
        leaves[7] = NodeFormat.leafNumber(node7);
    }

    private static long step(
            final long[] nodes, final long node, final int shift, final long[] flows, final int position) {
        final long value = flows[(int) node + position & flows.length - 1];
        return nodes[(int) (node >>> shift | (node - value) >>> 63) & nodes.length - 1];
    }
}
