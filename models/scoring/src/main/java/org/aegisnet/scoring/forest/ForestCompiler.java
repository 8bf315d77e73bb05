package org.aegisnet.scoring.forest;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Turns a tree ensemble into a {@link FlatForest}. What is no forest (a cycle, a child that is missing or shared, a threshold that is no
 * number, a feature out of range) is refused with a sentence. Used once.
 */
final class ForestCompiler {
    /** A flow takes as many steps as a tree is deep; trained trees are a few dozen deep. */
    static final int MAXIMUM_DEPTH = 512;

    private final TreeEnsemble ensemble;
    private final int featureCount;
    private final List<Long> treeIds;
    private final List<Long> nodeIds;
    private final List<Long> features;
    private final List<Float> thresholds;
    private final List<ByteString> modes;
    private final List<Long> trueIds;
    private final List<Long> falseIds;

    /** Entries of one tree, by node id, in the order of the file; the first is the root. */
    private final Map<Long, Map<Long, Integer>> trees = new LinkedHashMap<>();

    private final double[] values;
    private final long[] packed;
    private final double[] leafValues;
    private int used;

    /**
     * @param ensemble with checked lengths
     * @param featureCount the columns of the flows
     */
    ForestCompiler(final TreeEnsemble ensemble, final int featureCount) throws ModelRejectedException {
        this.ensemble = ensemble;
        this.featureCount = featureCount;
        this.treeIds = ensemble.treeIds();
        this.nodeIds = ensemble.nodeIds();
        this.features = ensemble.features();
        this.thresholds = ensemble.thresholds();
        this.modes = ensemble.modes();
        this.trueIds = ensemble.trueIds();
        this.falseIds = ensemble.falseIds();
        final int nodes = treeIds.size();
        if (nodes > FlatForest.MAXIMUM_NODES || featureCount > FlatForest.MAXIMUM_FEATURES) {
            throw new ModelRejectedException("The forest has %d nodes over %d features; %d over %d is the most"
                    .formatted(nodes, featureCount, FlatForest.MAXIMUM_NODES, FlatForest.MAXIMUM_FEATURES));
        }
        this.values = new double[nodes];
        this.packed = new long[nodes];
        this.leafValues = new double[nodes];
    }

    FlatForest compile() throws ModelRejectedException {
        indexNodes();
        collectLeafValues();
        final int[] roots = new int[trees.size()];
        final int[] depths = new int[trees.size()];
        int tree = 0;
        for (final Map<Long, Integer> nodes : trees.values()) {
            roots[tree] = used;
            depths[tree] = placeTree(nodes);
            tree++;
        }
        if (used != packed.length) {
            throw new ModelRejectedException(
                    "%d of the forest's %d nodes hang on no tree".formatted(packed.length - used, packed.length));
        }
        return new FlatForest(packed, leafValues, roots, depths);
    }

    private void indexNodes() throws ModelRejectedException {
        for (int entry = 0; entry < packed.length; entry++) {
            final Map<Long, Integer> nodes = trees.computeIfAbsent(treeIds.get(entry), id -> new LinkedHashMap<>());
            if (nodes.put(nodeIds.get(entry), entry) != null) {
                throw new ModelRejectedException(
                        "Tree %d has node %d twice".formatted(treeIds.get(entry), nodeIds.get(entry)));
            }
        }
    }

    /** The weight of the attack class; where leaves weigh only one class, that weight is the attack's whichever class it names. */
    private void collectLeafValues() throws ModelRejectedException {
        final List<Float> weights = ensemble.weights();
        final List<Long> classes = ensemble.weightClasses();
        final boolean both = new HashSet<>(classes).size() == 2;
        for (int i = 0; i < weights.size(); i++) {
            final long tree = ensemble.weightTreeIds().get(i);
            final long node = ensemble.weightNodeIds().get(i);
            final Integer entry = trees.getOrDefault(tree, Map.of()).get(node);
            if (entry == null || !isLeaf(entry)) {
                throw new ModelRejectedException(
                        "A leaf weight names node %d of tree %d, which is no leaf".formatted(node, tree));
            }
            if (!Float.isFinite(weights.get(i))) {
                throw new ModelRejectedException("Leaf %d of tree %d weighs %s".formatted(node, tree, weights.get(i)));
            }
            if (!both || classes.get(i) == 1) {
                values[entry] += weights.get(i);
            }
        }
    }

    private boolean isLeaf(final int entry) {
        return "LEAF".equals(modes.get(entry).toStringUtf8());
    }

    /** Places a tree's nodes, children side by side, the larger subtree's first; returns the depth. */
    private int placeTree(final Map<Long, Integer> nodes) throws ModelRejectedException {
        final Set<Integer> seen = new HashSet<>();
        final Map<Integer, Integer> positions = new HashMap<>();
        final Deque<Visit> open = new ArrayDeque<>();
        final int root = nodes.values().iterator().next();
        positions.put(root, used++);
        seen.add(root);
        open.push(new Visit(root, 0));
        int deepest = 0;
        while (!open.isEmpty()) {
            final Visit visit = open.pop();
            final int position = positions.get(visit.entry());
            deepest = Math.max(deepest, visit.depth());
            if (visit.depth() > MAXIMUM_DEPTH) {
                throw new ModelRejectedException(
                        "Tree %d is deeper than %d".formatted(treeIds.get(visit.entry()), MAXIMUM_DEPTH));
            }
            if (isLeaf(visit.entry())) {
                packed[position] = FlatForest.leaf(position);
                leafValues[position] = values[visit.entry()];
                continue;
            }
            final Split split = split(visit.entry());
            final int left = child(nodes, visit.entry(), split.leftId(), seen);
            final int right = child(nodes, visit.entry(), split.rightId(), seen);
            packed[position] = FlatForest.node(split.feature(), split.threshold(), used);
            positions.put(left, used++);
            positions.put(right, used++);
            open.push(new Visit(right, visit.depth() + 1));
            open.push(new Visit(left, visit.depth() + 1));
        }
        return deepest;
    }

    private int child(final Map<Long, Integer> nodes, final int parent, final long id, final Set<Integer> seen)
            throws ModelRejectedException {
        final Integer entry = nodes.get(id);
        if (entry == null) {
            throw new ModelRejectedException("Node %d of tree %d has a child %d that is not there"
                    .formatted(nodeIds.get(parent), treeIds.get(parent), id));
        }
        if (!seen.add(entry)) {
            throw new ModelRejectedException(
                    "Node %d of tree %d is reached twice: that is no tree".formatted(id, treeIds.get(parent)));
        }
        return entry;
    }

    /** Every branch mode as "at most the threshold goes left". */
    private Split split(final int entry) throws ModelRejectedException {
        final long feature = features.get(entry);
        if (feature < 0 || feature >= featureCount) {
            throw new ModelRejectedException("Node %d of tree %d asks for feature %d of %d"
                    .formatted(nodeIds.get(entry), treeIds.get(entry), feature, featureCount));
        }
        final float threshold = thresholds.get(entry);
        if (!Float.isFinite(threshold)) {
            throw new ModelRejectedException("Node %d of tree %d has the threshold %s"
                    .formatted(nodeIds.get(entry), treeIds.get(entry), threshold));
        }
        final long whenTrue = trueIds.get(entry);
        final long whenFalse = falseIds.get(entry);
        final String mode = modes.get(entry).toStringUtf8();
        return switch (mode) {
            case "BRANCH_LEQ" -> new Split((int) feature, threshold, whenTrue, whenFalse);
            case "BRANCH_LT" -> new Split((int) feature, Math.nextDown(threshold), whenTrue, whenFalse);
            case "BRANCH_GT" -> new Split((int) feature, threshold, whenFalse, whenTrue);
            case "BRANCH_GTE" -> new Split((int) feature, Math.nextDown(threshold), whenFalse, whenTrue);
            default ->
                throw new ModelRejectedException(
                        "Node %d of tree %d branches by %s; read are BRANCH_LEQ, BRANCH_LT, BRANCH_GT and BRANCH_GTE"
                                .formatted(nodeIds.get(entry), treeIds.get(entry), mode));
        };
    }

    private record Visit(int entry, int depth) {}

    private record Split(int feature, float threshold, long leftId, long rightId) {}
}
