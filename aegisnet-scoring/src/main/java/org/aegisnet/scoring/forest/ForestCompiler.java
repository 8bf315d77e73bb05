package org.aegisnet.scoring.forest;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Compiler of a tree ensemble into a {@link FlatForest}. It rejects an invalid forest with a message. Such a forest has a cycle, a missing or
 * shared child, a threshold that is NaN, or a feature out of range. Used once.
 */
final class ForestCompiler {
    static final int MAXIMUM_NODES = 2_000_000;
    static final int MAXIMUM_TREES = 65_536;

    /** Trained trees are a few dozen deep. */
    static final int MAXIMUM_DEPTH = 512;

    /** Comparisons for one flow; of every tree as many as it is deep. */
    static final int MAXIMUM_STEPS = 200_000;

    /** Eight MiB: few forests are larger, and their nodes need not lie in a single array. */
    private static final int SLOTS_OF_A_SEGMENT = 1 << 20;

    private static final int NONE = -1;

    private final TreeEnsemble ensemble;
    private final LeafWeights leafWeights;
    private final int featureCount;
    private final int columns;
    private final boolean missingValues;

    /** The first entry of each tree, which is its root, and behind the last tree the number of entries. */
    private int[] treeStarts = new int[0];

    /** Node id in the upper half, entry in the lower; sorted within each tree. */
    private final long[] byNodeId;

    private final BranchMode[] modes;
    private final ForestNodes nodes;
    private final int[] depths;
    private final double[] values;

    /** The entries of the tree that is being explored; those up to {@code visited} in the order in which they were. */
    private final int[] order;

    private final int[] open;

    /**
     * @param ensemble with checked lengths
     * @param leafWeights which of the leaves' weights count
     * @param featureCount the columns of the flows
     * @param missingValues whether flows may lack features
     */
    ForestCompiler(
            final TreeEnsemble ensemble,
            final LeafWeights leafWeights,
            final int featureCount,
            final boolean missingValues)
            throws ModelRejectedException {
        this.ensemble = ensemble;
        this.leafWeights = leafWeights;
        this.featureCount = featureCount;
        this.columns = missingValues ? 2 * featureCount : featureCount;
        this.missingValues = missingValues;
        final int count = ensemble.nodes();
        if (count > MAXIMUM_NODES || columns > NodeFormat.MAXIMUM_COLUMNS) {
            throw new ModelRejectedException(
                    "The forest has %d nodes over %d features; the maximum is %d over %d, or over half as many if features may be missing"
                            .formatted(count, featureCount, MAXIMUM_NODES, NodeFormat.MAXIMUM_COLUMNS));
        }
        this.modes = new BranchMode[count];
        // Texts that are alike are mostly one object, which is sooner found than compared.
        final IdentityHashMap<ByteString, BranchMode> known = new IdentityHashMap<>();
        for (int entry = 0; entry < count; entry++) {
            modes[entry] = known.computeIfAbsent(ensemble.mode(entry), BranchMode::of);
        }
        this.byNodeId = new long[count];
        this.nodes = new ForestNodes(count);
        this.depths = new int[count];
        this.values = new double[count];
        this.order = new int[count];
        this.open = new int[count];
    }

    FlatForest compile() throws ModelRejectedException {
        findTrees();
        collectLeafValues();
        final int trees = treeStarts.length - 1;
        final ForestPlacement placement =
                new ForestPlacement(new NodeFormat(columns), nodes, values, treeStarts, SLOTS_OF_A_SEGMENT);
        long steps = 0;
        for (int tree = 0; tree < trees; tree++) {
            steps += explore(tree);
            if (!placement.makeRoom(tree)) {
                throw new ModelRejectedException("Tree %d has %d nodes, which over %d features are too many"
                        .formatted(
                                ensemble.treeId(treeStarts[tree]),
                                treeStarts[tree + 1] - treeStarts[tree],
                                featureCount));
            }
        }
        if (steps > MAXIMUM_STEPS) {
            throw new ModelRejectedException(
                    "The forest takes %d comparisons for a flow; the maximum is %d".formatted(steps, MAXIMUM_STEPS));
        }
        return placement.place(featureCount, columns);
    }

    private void findTrees() throws ModelRejectedException {
        final Set<Long> known = new HashSet<>();
        final IntStream.Builder starts = IntStream.builder();
        boolean ascending = true;
        for (int entry = 0; entry < byNodeId.length; entry++) {
            final long tree = ensemble.treeId(entry);
            final boolean first = entry == 0 || tree != ensemble.treeId(entry - 1);
            if (first) {
                if (!known.add(tree)) {
                    throw new ModelRejectedException("The nodes of tree %d do not follow each other".formatted(tree));
                }
                starts.add(entry);
            }
            final long id = ensemble.nodeId(entry);
            if (id < 0 || id > Integer.MAX_VALUE) {
                throw new ModelRejectedException("Tree %d has a node with the id %d".formatted(tree, id));
            }
            byNodeId[entry] = id << Integer.SIZE | entry;
            ascending &= first || byNodeId[entry - 1] >>> Integer.SIZE < id;
        }
        if (known.size() > MAXIMUM_TREES) {
            throw new ModelRejectedException(
                    "The forest has %d trees; the maximum is %d".formatted(known.size(), MAXIMUM_TREES));
        }
        treeStarts = starts.add(byNodeId.length).build().toArray();
        if (!ascending) {
            sortNodeIds();
        }
    }

    private void sortNodeIds() throws ModelRejectedException {
        for (int tree = 0; tree + 1 < treeStarts.length; tree++) {
            Arrays.sort(byNodeId, treeStarts[tree], treeStarts[tree + 1]);
            for (int i = treeStarts[tree] + 1; i < treeStarts[tree + 1]; i++) {
                if (byNodeId[i] >>> Integer.SIZE == byNodeId[i - 1] >>> Integer.SIZE) {
                    throw new ModelRejectedException("Tree %d has node %d twice"
                            .formatted(ensemble.treeId(treeStarts[tree]), byNodeId[i] >>> Integer.SIZE));
                }
            }
        }
    }

    /** The entry of a node, or {@link #NONE}. */
    private int entry(final int tree, final long id) {
        if (id < 0 || id > Integer.MAX_VALUE) {
            return NONE;
        }
        // Nodes are nearly always numbered from 0 in their order.
        final long usual = treeStarts[tree] + id;
        if (usual < treeStarts[tree + 1] && byNodeId[(int) usual] >>> Integer.SIZE == id) {
            return (int) byNodeId[(int) usual];
        }
        final long first = id << Integer.SIZE;
        final int found = Arrays.binarySearch(byNodeId, treeStarts[tree], treeStarts[tree + 1], first);
        final int index = found >= 0 ? found : -found - 1;
        final boolean there = index < treeStarts[tree + 1] && byNodeId[index] >>> Integer.SIZE == id;
        return there ? (int) byNodeId[index] : NONE;
    }

    private void collectLeafValues() throws ModelRejectedException {
        final Map<Long, Integer> trees = new HashMap<>();
        for (int tree = 0; tree + 1 < treeStarts.length; tree++) {
            trees.put(ensemble.treeId(treeStarts[tree]), tree);
        }
        int tree = 0;
        for (int weight = 0; weight < ensemble.weights(); weight++) {
            final long treeId = ensemble.weightTreeId(weight);
            final long nodeId = ensemble.weightNodeId(weight);
            if (tree == NONE || treeId != ensemble.treeId(treeStarts[tree])) {
                tree = trees.getOrDefault(treeId, NONE);
            }
            final int entry = tree == NONE ? NONE : entry(tree, nodeId);
            if (entry == NONE || !isLeaf(entry)) {
                throw new ModelRejectedException(
                        "A leaf weight names node %d of tree %d, which is not a leaf".formatted(nodeId, treeId));
            }
            if (!Double.isFinite(ensemble.weight(weight))) {
                throw new ModelRejectedException(
                        "Leaf %d of tree %d weighs %s".formatted(nodeId, treeId, ensemble.weight(weight)));
            }
            values[entry] += leafWeights.factor(ensemble.weightClass(weight)) * ensemble.weight(weight);
        }
    }

    private boolean isLeaf(final int entry) {
        return modes[entry] == BranchMode.LEAF;
    }

    /** Follows a tree from its root, so that an invalid tree is found; returns its depth. */
    private int explore(final int tree) throws ModelRejectedException {
        final int root = treeStarts[tree];
        final int count = treeStarts[tree + 1] - root;
        int opened = 1;
        int visited = 0;
        int deepest = 0;
        open[0] = root;
        nodes.count(root, 1);
        while (opened > 0) {
            final int entry = open[--opened];
            order[visited++] = entry;
            final int depth = depths[entry];
            deepest = Math.max(deepest, depth);
            if (deepest > MAXIMUM_DEPTH) {
                throw new ModelRejectedException(
                        "Tree %d is deeper than %d".formatted(ensemble.treeId(entry), MAXIMUM_DEPTH));
            }
            if (!isLeaf(entry)) {
                read(tree, entry);
                final int steps = nodes.isEquality(entry) ? 2 : 1;
                reach(nodes.left(entry), depth + steps);
                open[opened++] = nodes.left(entry);
                reach(nodes.right(entry), depth + steps);
                open[opened++] = nodes.right(entry);
            }
        }
        if (visited != count) {
            throw new ModelRejectedException("%d of the %d nodes of tree %d do not hang on its root"
                    .formatted(count - visited, count, ensemble.treeId(root)));
        }
        for (int i = visited - 1; i >= 0; i--) {
            final int entry = order[i];
            if (!isLeaf(entry)) {
                nodes.count(entry, 1 + nodes.size(nodes.left(entry)) + nodes.size(nodes.right(entry)));
            }
        }
        return deepest;
    }

    private void reach(final int child, final int depth) throws ModelRejectedException {
        if (nodes.size(child) != 0) {
            throw new ModelRejectedException("Node %d of tree %d is reached twice, so the nodes do not form a tree"
                    .formatted(ensemble.nodeId(child), ensemble.treeId(child)));
        }
        nodes.count(child, 1);
        depths[child] = depth;
    }

    private int child(final int tree, final int parent, final long id) throws ModelRejectedException {
        final int entry = entry(tree, id);
        if (entry == NONE) {
            throw new ModelRejectedException("Node %d of tree %d has a child %d that is not there"
                    .formatted(ensemble.nodeId(parent), ensemble.treeId(parent), id));
        }
        return entry;
    }

    /** Every branch mode as "at most the threshold goes left", or "equal goes left". */
    private void read(final int tree, final int entry) throws ModelRejectedException {
        final long feature = ensemble.feature(entry);
        if (feature < 0 || feature >= featureCount) {
            throw new ModelRejectedException("Node %d of tree %d asks for feature %d of %d"
                    .formatted(ensemble.nodeId(entry), ensemble.treeId(entry), feature, featureCount));
        }
        final double threshold = ensemble.threshold(entry);
        if (Double.isNaN(threshold)) {
            throw new ModelRejectedException("Node %d of tree %d has a threshold that is not a number"
                    .formatted(ensemble.nodeId(entry), ensemble.treeId(entry)));
        }
        final float atMost = roundedDown(threshold);
        final float below = atMost == threshold ? Math.nextDown(atMost) : atMost;
        final int whenTrue = child(tree, entry, ensemble.trueId(entry));
        final int whenFalse = child(tree, entry, ensemble.falseId(entry));
        final boolean missingIsTrue = ensemble.missingTracksTrue(entry);
        switch (modes[entry]) {
            case AT_MOST -> nodes.branch(entry, column(feature, missingIsTrue), atMost, whenTrue, whenFalse);
            case BELOW -> nodes.branch(entry, column(feature, missingIsTrue), below, whenTrue, whenFalse);
            case ABOVE -> nodes.branch(entry, column(feature, !missingIsTrue), atMost, whenFalse, whenTrue);
            case AT_LEAST -> nodes.branch(entry, column(feature, !missingIsTrue), below, whenFalse, whenTrue);
            case EQUAL -> {
                if (missingIsTrue && missingValues) {
                    throw new ModelRejectedException(
                            "Node %d of tree %d sends missing values the way of equal ones, which is not supported; declare every feature as required"
                                    .formatted(ensemble.nodeId(entry), ensemble.treeId(entry)));
                }
                nodes.equality(entry, column(feature, false), below, atMost, whenTrue, whenFalse);
            }
            case NOT_EQUAL -> nodes.equality(entry, column(feature, false), below, atMost, whenFalse, whenTrue);
            case LEAF, UNREAD ->
                throw new ModelRejectedException(
                        "Node %d of tree %d branches by '%s'; read are BRANCH_LEQ, _LT, _GT, _GTE, _EQ and _NEQ"
                                .formatted(
                                        ensemble.nodeId(entry),
                                        ensemble.treeId(entry),
                                        ensemble.mode(entry).toStringUtf8()));
        }
    }

    /** For float values x and a double threshold t, "x at most t" and "x at most t rounded down" are the same. */
    private static float roundedDown(final double threshold) {
        final float rounded = (float) threshold;
        return rounded > threshold ? Math.nextDown(rounded) : rounded;
    }

    private int column(final long feature, final boolean missingGoesLeft) {
        return (int) feature + (missingValues && missingGoesLeft ? featureCount : 0);
    }
}
