package org.aegisnet.training.forest;

import java.util.List;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/** Grown trees, which vote softly: the probability of an attack is the mean of the shares in the leaves. Immutable. */
public final class Forest {
    private final List<Tree> trees;
    private final int features;
    private final double[] importances;

    Forest(final List<Tree> trees, final double[] importances) {
        this.trees = List.copyOf(trees);
        this.features = importances.length;
        this.importances = importances.clone();
    }

    List<Tree> trees() {
        return trees;
    }

    /** The number of features of a flow. */
    public int features() {
        return features;
    }

    /** The nodes of all trees, leaves included. */
    public int nodes() {
        return trees.stream().mapToInt(Tree::size).sum();
    }

    /** The part of each feature in what the splits have gained in training; sums to 1. The same for every flow, so no reason for a score. */
    public double[] importances() {
        return importances.clone();
    }

    /** The number that a leaf adds to the probability. It is a float, because a model file holds floats. */
    float vote(final Tree tree, final int leaf) {
        return (float) (tree.attackShare(leaf) / trees.size());
    }

    /** The probability that a flow is an attack, 0 to 1, to the last bit as the model file gives it. */
    public double probability(final float[] flow) {
        double sum = 0;
        for (final Tree tree : trees) {
            sum += vote(tree, tree.leafOf(flow));
        }
        return sum;
    }

    /** The probability of each flow. */
    public double[] probabilities(final FlowSet flows) {
        return flows.flows().stream()
                .map(Flow::features)
                .mapToDouble(this::probability)
                .toArray();
    }
}
