package org.aegisnet.scoring.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Placement of an ensemble's nodes in the layout of a {@link FlatForest}. Children lie side by side. The larger subtree of a node lies directly
 * behind it, because most flows go there. Used once.
 */
final class ForestPlacement {
    /** The leaf of no tree, and a slot to make the next one even. */
    private static final int SLOTS_BEFORE_THE_TREES = 2;

    private final NodeFormat format;
    private final ForestNodes nodes;
    private final double[] values;
    private final int[] treeStarts;
    private final int slotsOfASegment;
    private final List<Room> rooms = new ArrayList<>();
    private final int[] positions;
    private final int[] open;
    private final double[] leafValues;
    private final int[] firstLeaves;
    private int leaves;
    private int copies;

    /**
     * @param values of the leaves, by their entries
     * @param treeStarts the entry of each tree's root, and behind the last tree the number of entries
     * @param slotsOfASegment how large segments get, as long as no tree is larger
     */
    ForestPlacement(
            final NodeFormat format,
            final ForestNodes nodes,
            final double[] values,
            final int[] treeStarts,
            final int slotsOfASegment) {
        this.format = format;
        this.nodes = nodes;
        this.values = values;
        this.treeStarts = treeStarts;
        this.slotsOfASegment = slotsOfASegment;
        this.positions = new int[values.length];
        this.open = new int[values.length];
        this.leafValues = new double[values.length];
        this.firstLeaves = new int[treeStarts.length];
    }

    /** Makes room for the next tree; false if it is too large for all of its nodes to be told apart. */
    boolean makeRoom(final int tree) {
        int slots = treeStarts[tree + 1] - treeStarts[tree] + 1;
        for (int entry = treeStarts[tree]; nodes.hasEqualities() && entry < treeStarts[tree + 1]; entry++) {
            if (!nodes.isLeaf(entry) && nodes.isEquality(entry)) {
                slots += 2;
                copies += 2;
            }
        }
        if (rooms.isEmpty() || rooms.getLast().slots + slots > slotsOfASegment) {
            rooms.add(new Room());
        }
        final Room room = rooms.getLast();
        room.trees++;
        room.slots += slots;
        return room.slots <= format.slots();
    }

    FlatForest place(final int features, final int columns) {
        final ForestSegment[] segments = new ForestSegment[rooms.size()];
        int firstTree = 0;
        for (int segment = 0; segment < segments.length; segment++) {
            segments[segment] = place(rooms.get(segment), firstTree);
            firstTree += rooms.get(segment).trees;
        }
        firstLeaves[firstTree] = leaves;
        return new FlatForest(
                format,
                segments,
                Arrays.copyOf(leafValues, leaves),
                firstLeaves,
                values.length + copies,
                features,
                columns);
    }

    private ForestSegment place(final Room room, final int firstTree) {
        final long[] packed = new long[Math.max(2, Integer.highestOneBit(2 * room.slots - 1))];
        packed[ForestSegment.NO_TREE] = format.leaf(0, ForestSegment.NO_TREE);
        final int[] roots = new int[Math.ceilDiv(room.trees, NodeFormat.SIDE_BY_SIDE) * NodeFormat.SIDE_BY_SIDE];
        int used = SLOTS_BEFORE_THE_TREES;
        for (int tree = 0; tree < room.trees; tree++) {
            roots[tree] = used;
            firstLeaves[firstTree + tree] = leaves;
            used = place(treeStarts[firstTree + tree], packed, used);
        }
        return new ForestSegment(packed, room.trees, roots);
    }

    /** Places a tree from an even slot on; returns the slot behind it. */
    private int place(final int root, final long[] packed, final int first) {
        int used = first + 2;
        int opened = 1;
        open[0] = root;
        positions[root] = first;
        final List<Copy> subtreesTwice = new ArrayList<>();
        while (opened > 0) {
            final int entry = open[--opened];
            final int position = positions[entry];
            if (nodes.isLeaf(entry)) {
                packed[position] = format.leaf(leaves, position);
                leafValues[leaves++] = values[entry];
                continue;
            }
            final int left = nodes.left(entry);
            final int right = nodes.right(entry);
            int children = used;
            used += 2;
            if (nodes.isEquality(entry)) {
                // Below the value, at most the value, above it: two steps, of which the first and the last lead to the
                // same subtree.
                packed[position] = format.branch(nodes.column(entry), nodes.below(entry), children);
                subtreesTwice.add(new Copy(used + 1, children));
                packed[children + 1] = format.branch(nodes.column(entry), nodes.threshold(entry), used);
                children = used;
                used += 2;
            } else {
                packed[position] = format.branch(nodes.column(entry), nodes.threshold(entry), children);
            }
            positions[left] = children;
            positions[right] = children + 1;
            final boolean leftIsLarger = nodes.size(left) >= nodes.size(right);
            open[opened++] = leftIsLarger ? right : left;
            open[opened++] = leftIsLarger ? left : right;
        }
        for (final Copy copy : subtreesTwice) {
            final long node = packed[copy.from()];
            packed[copy.to()] = NodeFormat.isLeaf(node) ? format.leaf(NodeFormat.leafNumber(node), copy.to()) : node;
        }
        return used;
    }

    private record Copy(int from, int to) {}

    /** The contents planned for a segment. */
    private static final class Room {
        private int trees;
        private int slots = SLOTS_BEFORE_THE_TREES;
    }
}
