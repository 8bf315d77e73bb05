package org.aegisnet.scoring.forest;

import java.util.stream.IntStream;

/**
 * A forest laid out for speed: eight bytes a node, as in {@link NodeFormat}, and the values of the leaves by themselves. The nodes lie in
 * segments of whole trees; most forests have one segment. Immutable; threads share it.
 */
final class FlatForest {
    private final NodeFormat format;
    private final ForestSegment[] segments;
    private final double[] leafValues;
    private final int[] firstLeaves;
    private final int nodes;
    private final int features;
    private final int columns;

    /**
     * @param segments with the trees in their order
     * @param leafValues what each leaf adds to the score, by its number
     * @param firstLeaves the number of each tree's first leaf, and behind the last tree the number of leaves
     * @param nodes of all trees, leaves included
     * @param features of a flow
     * @param columns one for each feature, or two if features may be missing, as in {@link OrderedFloatBlock}
     */
    FlatForest(
            final NodeFormat format,
            final ForestSegment[] segments,
            final double[] leafValues,
            final int[] firstLeaves,
            final int nodes,
            final int features,
            final int columns) {
        this.format = format;
        this.segments = segments;
        this.leafValues = leafValues;
        this.firstLeaves = firstLeaves;
        this.nodes = nodes;
        this.features = features;
        this.columns = columns;
    }

    NodeFormat format() {
        return format;
    }

    ForestSegment[] segments() {
        return segments;
    }

    /** The contribution of each leaf to the score, by the leaf's number. */
    double[] leafValues() {
        return leafValues;
    }

    int features() {
        return features;
    }

    int columns() {
        return columns;
    }

    int trees() {
        return firstLeaves.length - 1;
    }

    int nodes() {
        return nodes;
    }

    /** The number of leaves in the first tree; the leaves are numbered from 0. */
    int leavesOfFirstTree() {
        return firstLeaves[1];
    }

    /** No flow's sum is smaller. */
    double smallestSum() {
        double sum = 0;
        for (int tree = 0; tree < trees(); tree++) {
            sum += IntStream.range(firstLeaves[tree], firstLeaves[tree + 1])
                    .mapToDouble(leaf -> leafValues[leaf])
                    .min()
                    .orElseThrow();
        }
        return sum;
    }

    /** No flow's sum is larger. */
    double largestSum() {
        double sum = 0;
        for (int tree = 0; tree < trees(); tree++) {
            sum += IntStream.range(firstLeaves[tree], firstLeaves[tree + 1])
                    .mapToDouble(leaf -> leafValues[leaf])
                    .max()
                    .orElseThrow();
        }
        return sum;
    }
}
