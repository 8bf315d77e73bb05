package org.aegisnet.training.forest;

import java.util.ArrayList;
import java.util.List;

/**
 * A decision tree with float thresholds, as scoring engines have them. Node 0 is the root; a flow goes to the true child if the
 * feature's value is at most the threshold. Immutable.
 */
final class Tree {
    /** In place of a feature: the node is a leaf. */
    static final int LEAF = -1;

    private final int[] features;
    private final float[] thresholds;
    private final int[] trueChildren;
    private final int[] falseChildren;
    private final double[] attackShares;

    private Tree(final List<Node> nodes) {
        this.features = nodes.stream().mapToInt(Node::feature).toArray();
        this.thresholds = new float[nodes.size()];
        for (int node = 0; node < thresholds.length; node++) {
            thresholds[node] = nodes.get(node).threshold();
        }
        this.trueChildren = nodes.stream().mapToInt(Node::trueChild).toArray();
        this.falseChildren = nodes.stream().mapToInt(Node::falseChild).toArray();
        this.attackShares = nodes.stream().mapToDouble(Node::attackShare).toArray();
    }

    int size() {
        return features.length;
    }

    boolean isLeaf(final int node) {
        return features[node] == LEAF;
    }

    int feature(final int node) {
        return features[node];
    }

    float threshold(final int node) {
        return thresholds[node];
    }

    int trueChild(final int node) {
        return trueChildren[node];
    }

    int falseChild(final int node) {
        return falseChildren[node];
    }

    /** The share of attacks among what fell into a leaf in training, 0 to 1. */
    double attackShare(final int leaf) {
        return attackShares[leaf];
    }

    /** The leaf a flow falls into. */
    int leafOf(final float[] flow) {
        int node = 0;
        while (features[node] != LEAF) {
            node = flow[features[node]] <= thresholds[node] ? trueChildren[node] : falseChildren[node];
        }
        return node;
    }

    private record Node(int feature, float threshold, int trueChild, int falseChild, double attackShare) {}

    /** Collects the nodes of a tree, parents before their children. For one thread, used once. */
    static final class Builder {
        private final List<Node> nodes = new ArrayList<>();

        /** Makes room for a node whose content is not known yet, and returns its number. */
        int reserve() {
            nodes.add(new Node(LEAF, 0, 0, 0, 0));
            return nodes.size() - 1;
        }

        void split(
                final int node, final int feature, final float threshold, final int trueChild, final int falseChild) {
            nodes.set(node, new Node(feature, threshold, trueChild, falseChild, 0));
        }

        void leaf(final int node, final double attackShare) {
            nodes.set(node, new Node(LEAF, 0, 0, 0, attackShare));
        }

        Tree build() {
            return new Tree(nodes);
        }
    }
}
