package org.aegisnet.scoring.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Turns a tree ensemble into a {@link FlatForest}. What is no forest (a cycle, a child that is missing or shared, a threshold that is no
 * number, a feature out of range) is refused with a sentence. Used once.
 */
final class ForestCompiler {
    static final int MAXIMUM_NODES = 2_000_000;
    static final int MAXIMUM_TREES = 65_536;

    /** Trained trees are a few dozen deep. */
    static final int MAXIMUM_DEPTH = 512;

    /** Comparisons for one flow; of every tree as many as it is deep. */
    static final int MAXIMUM_STEPS = 200_000;

    private static final int NONE = -1;

    private final TreeEnsemble ensemble;
    private final LeafWeights leafWeights;
    private final int featureCount;
    private final boolean missingValues;

    /** The first entry of each tree, which is its root, and behind the last tree the number of entries. */
    private final List<Integer> treeStarts = new ArrayList<>();

    /** Node id in the upper half, entry in the lower; sorted within each tree. */
    private final long[] byNodeId;

    private final BranchMode[] modes;
    private final Branch[] branches;
    private final int[] sizes;
    private final int[] depths;
    private final int[] positions;
    private final double[] values;

    private final long[] packed;
    private final double[] leafValues;
    private final List<Copy> copies = new ArrayList<>();
    private int used;

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
        this.missingValues = missingValues;
        final int nodes = ensemble.nodes();
        final int columns = missingValues ? 2 * featureCount : featureCount;
        if (nodes > MAXIMUM_NODES || columns > FlatForest.MAXIMUM_COLUMNS) {
            throw new ModelRejectedException(
                    "The forest has %d nodes over %d features; %d over %d is the most, or over half as many where features may be missing"
                            .formatted(nodes, featureCount, MAXIMUM_NODES, FlatForest.MAXIMUM_COLUMNS));
        }
        this.modes = new BranchMode[nodes];
        int equalities = 0;
        for (int entry = 0; entry < nodes; entry++) {
            modes[entry] = BranchMode.of(ensemble.mode(entry));
            equalities += modes[entry].isEquality() ? 1 : 0;
        }
        this.byNodeId = new long[nodes];
        this.branches = new Branch[nodes];
        this.sizes = new int[nodes];
        this.depths = new int[nodes];
        this.positions = new int[nodes];
        this.values = new double[nodes];
        this.packed = new long[nodes + 2 * equalities];
        this.leafValues = new double[packed.length];
    }

    FlatForest compile() throws ModelRejectedException {
        findTrees();
        collectLeafValues();
        final int trees = treeStarts.size() - 1;
        final int[] roots = new int[trees];
        final int[] treeDepths = new int[trees];
        long steps = 0;
        for (int tree = 0; tree < trees; tree++) {
            roots[tree] = used;
            treeDepths[tree] = explore(tree);
            place(tree);
            steps += treeDepths[tree];
        }
        if (steps > MAXIMUM_STEPS) {
            throw new ModelRejectedException(
                    "The forest takes %d comparisons for a flow; %d is the most".formatted(steps, MAXIMUM_STEPS));
        }
        for (final Copy copy : copies) {
            copyRoot(copy.from(), copy.to());
        }
        return new FlatForest(
                packed, leafValues, roots, treeDepths, featureCount, missingValues ? 2 * featureCount : featureCount);
    }

    private void findTrees() throws ModelRejectedException {
        final Map<Long, Integer> known = new HashMap<>();
        for (int entry = 0; entry < byNodeId.length; entry++) {
            final long tree = ensemble.treeId(entry);
            if (entry == 0 || tree != ensemble.treeId(entry - 1)) {
                if (known.put(tree, treeStarts.size()) != null) {
                    throw new ModelRejectedException("The nodes of tree %d do not follow each other".formatted(tree));
                }
                treeStarts.add(entry);
            }
            final long id = ensemble.nodeId(entry);
            if (id < 0 || id > Integer.MAX_VALUE) {
                throw new ModelRejectedException("Tree %d has a node with the id %d".formatted(tree, id));
            }
            byNodeId[entry] = id << Integer.SIZE | entry;
        }
        if (treeStarts.size() > MAXIMUM_TREES) {
            throw new ModelRejectedException(
                    "The forest has %d trees; %d is the most".formatted(treeStarts.size(), MAXIMUM_TREES));
        }
        treeStarts.add(byNodeId.length);
        for (int tree = 0; tree + 1 < treeStarts.size(); tree++) {
            Arrays.sort(byNodeId, treeStarts.get(tree), treeStarts.get(tree + 1));
            for (int i = treeStarts.get(tree) + 1; i < treeStarts.get(tree + 1); i++) {
                if (byNodeId[i] >>> Integer.SIZE == byNodeId[i - 1] >>> Integer.SIZE) {
                    throw new ModelRejectedException("Tree %d has node %d twice"
                            .formatted(ensemble.treeId(treeStarts.get(tree)), byNodeId[i] >>> Integer.SIZE));
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
        final long usual = treeStarts.get(tree) + id;
        if (usual < treeStarts.get(tree + 1) && byNodeId[(int) usual] >>> Integer.SIZE == id) {
            return (int) byNodeId[(int) usual];
        }
        final long first = id << Integer.SIZE;
        final int found = Arrays.binarySearch(byNodeId, treeStarts.get(tree), treeStarts.get(tree + 1), first);
        final int index = found >= 0 ? found : -found - 1;
        final boolean there = index < treeStarts.get(tree + 1) && byNodeId[index] >>> Integer.SIZE == id;
        return there ? (int) byNodeId[index] : NONE;
    }

    private void collectLeafValues() throws ModelRejectedException {
        final Map<Long, Integer> trees = new HashMap<>();
        for (int tree = 0; tree + 1 < treeStarts.size(); tree++) {
            trees.put(ensemble.treeId(treeStarts.get(tree)), tree);
        }
        for (int weight = 0; weight < ensemble.weights(); weight++) {
            final long treeId = ensemble.weightTreeId(weight);
            final long nodeId = ensemble.weightNodeId(weight);
            final Integer tree = trees.get(treeId);
            final int entry = tree == null ? NONE : entry(tree, nodeId);
            if (entry == NONE || !isLeaf(entry)) {
                throw new ModelRejectedException(
                        "A leaf weight names node %d of tree %d, which is no leaf".formatted(nodeId, treeId));
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

    /** Follows a tree from its root, so that what is no tree is found; returns its depth. */
    private int explore(final int tree) throws ModelRejectedException {
        final int root = treeStarts.get(tree);
        final int nodes = treeStarts.get(tree + 1) - root;
        final int[] order = new int[nodes];
        final int[] open = new int[nodes];
        int opened = 1;
        int visited = 0;
        int deepest = 0;
        open[0] = root;
        sizes[root] = 1;
        while (opened > 0) {
            final int entry = open[--opened];
            order[visited++] = entry;
            deepest = Math.max(deepest, depths[entry]);
            if (deepest > MAXIMUM_DEPTH) {
                throw new ModelRejectedException(
                        "Tree %d is deeper than %d".formatted(ensemble.treeId(entry), MAXIMUM_DEPTH));
            }
            if (!isLeaf(entry)) {
                final Branch branch = branch(tree, entry);
                branches[entry] = branch;
                for (final int child : new int[] {branch.left(), branch.right()}) {
                    if (sizes[child] != 0) {
                        throw new ModelRejectedException("Node %d of tree %d is reached twice: that is no tree"
                                .formatted(ensemble.nodeId(child), ensemble.treeId(child)));
                    }
                    sizes[child] = 1;
                    depths[child] = depths[entry] + (branch.equality() ? 2 : 1);
                    open[opened++] = child;
                }
            }
        }
        if (visited != nodes) {
            throw new ModelRejectedException("%d of the %d nodes of tree %d do not hang on its root"
                    .formatted(nodes - visited, nodes, ensemble.treeId(root)));
        }
        for (int i = visited - 1; i >= 0; i--) {
            final Branch branch = branches[order[i]];
            if (branch != null) {
                sizes[order[i]] += sizes[branch.left()] + sizes[branch.right()];
            }
        }
        return deepest;
    }

    /** Places a tree's nodes: children side by side, and behind a node the larger of its subtrees, for that is where most flows go. */
    private void place(final int tree) {
        final int root = treeStarts.get(tree);
        final int[] open = new int[treeStarts.get(tree + 1) - root];
        int opened = 1;
        open[0] = root;
        positions[root] = used++;
        while (opened > 0) {
            final int entry = open[--opened];
            final int position = positions[entry];
            final Branch branch = branches[entry];
            if (branch == null) {
                packed[position] = FlatForest.leaf(position);
                leafValues[position] = values[entry];
                continue;
            }
            if (branch.equality()) {
                placeEquality(branch, position);
            } else {
                packed[position] = FlatForest.node(branch.column(), branch.upper(), used);
                positions[branch.left()] = used;
                positions[branch.right()] = used + 1;
                used += 2;
            }
            final boolean leftIsLarger = sizes[branch.left()] >= sizes[branch.right()];
            open[opened++] = leftIsLarger ? branch.right() : branch.left();
            open[opened++] = leftIsLarger ? branch.left() : branch.right();
        }
    }

    /** Below the value, at most the value, above it: two steps, of which the first and the last lead to the same subtree. */
    private void placeEquality(final Branch branch, final int position) {
        final int below = used;
        final int notBelow = used + 1;
        final int equal = used + 2;
        final int above = used + 3;
        used += 4;
        packed[position] = FlatForest.node(branch.column(), branch.lower(), below);
        packed[notBelow] = FlatForest.node(branch.column(), branch.upper(), equal);
        positions[branch.left()] = equal;
        positions[branch.right()] = above;
        copies.add(new Copy(above, below));
    }

    private void copyRoot(final int from, final int to) {
        final boolean leaf = packed[from] == FlatForest.leaf(from);
        packed[to] = leaf ? FlatForest.leaf(to) : packed[from];
        leafValues[to] = leafValues[from];
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
    private Branch branch(final int tree, final int entry) throws ModelRejectedException {
        final long feature = ensemble.feature(entry);
        if (feature < 0 || feature >= featureCount) {
            throw new ModelRejectedException("Node %d of tree %d asks for feature %d of %d"
                    .formatted(ensemble.nodeId(entry), ensemble.treeId(entry), feature, featureCount));
        }
        final double threshold = ensemble.threshold(entry);
        if (Double.isNaN(threshold)) {
            throw new ModelRejectedException("Node %d of tree %d has a threshold that is no number"
                    .formatted(ensemble.nodeId(entry), ensemble.treeId(entry)));
        }
        final float atMost = roundedDown(threshold);
        final float below = atMost == threshold ? Math.nextDown(atMost) : atMost;
        final int whenTrue = child(tree, entry, ensemble.trueId(entry));
        final int whenFalse = child(tree, entry, ensemble.falseId(entry));
        final boolean missingIsTrue = ensemble.missingTracksTrue(entry);
        return switch (modes[entry]) {
            case AT_MOST -> new Branch(column(feature, missingIsTrue), atMost, atMost, whenTrue, whenFalse, false);
            case BELOW -> new Branch(column(feature, missingIsTrue), below, below, whenTrue, whenFalse, false);
            case ABOVE -> new Branch(column(feature, !missingIsTrue), atMost, atMost, whenFalse, whenTrue, false);
            case AT_LEAST -> new Branch(column(feature, !missingIsTrue), below, below, whenFalse, whenTrue, false);
            case EQUAL -> {
                if (missingIsTrue && missingValues) {
                    throw new ModelRejectedException(
                            "Node %d of tree %d sends missing values where equal ones go, which is not read; declare every feature as required"
                                    .formatted(ensemble.nodeId(entry), ensemble.treeId(entry)));
                }
                yield new Branch(column(feature, false), below, atMost, whenTrue, whenFalse, true);
            }
            case NOT_EQUAL -> new Branch(column(feature, false), below, atMost, whenFalse, whenTrue, true);
            case LEAF, UNREAD ->
                throw new ModelRejectedException(
                        "Node %d of tree %d branches by '%s'; read are BRANCH_LEQ, _LT, _GT, _GTE, _EQ and _NEQ"
                                .formatted(
                                        ensemble.nodeId(entry),
                                        ensemble.treeId(entry),
                                        ensemble.mode(entry).toStringUtf8()));
        };
    }

    /** For float values x and a double threshold t, "x at most t" and "x at most t rounded down" are the same. */
    private static float roundedDown(final double threshold) {
        final float rounded = (float) threshold;
        return rounded > threshold ? Math.nextDown(rounded) : rounded;
    }

    private int column(final long feature, final boolean missingGoesLeft) {
        return (int) feature + (missingValues && missingGoesLeft ? featureCount : 0);
    }

    /**
     * @param lower of an equality the largest value below; otherwise as {@code upper}
     * @param upper the largest value that goes left
     * @param left the entry of the left child
     * @param equality whether only values above {@code lower} go left
     */
    private record Branch(int column, float lower, float upper, int left, int right, boolean equality) {}

    private record Copy(int from, int to) {}
}
