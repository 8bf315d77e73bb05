package org.aegisnet.scoring.forest;

import java.util.Arrays;

/**
 * Shapley values of a flow against one reference flow. They tell how much of the difference between the two sums each feature makes, exact and
 * additive. The method is interventional TreeSHAP with a single background row (Lundberg et al., Nature Machine Intelligence 2, 2020). It takes
 * one pass over the nodes that either flow, or any mixture of the two, can reach. For one thread.
 */
final class BaselineShapley {
    private static final int UNDECIDED = 0;
    private static final int AS_FLOW = 1;
    private static final int AS_REFERENCE = 2;

    private final FlatForest forest;
    private final NodeFormat format;
    private final OrderedFloatBlock reference;
    private final int[] decisions;
    private final double[] values;

    /** orderings[a][b] = a! b! / (a + b + 1)!: the share of orderings in which a feature comes after a given a and before b others. */
    private final double[][] orderings;

    private OrderedFloatBlock flow;
    private long[] nodes;
    private double positive;
    private double negative;

    /** @param reference the reference flow, at position 0 */
    BaselineShapley(final FlatForest forest, final OrderedFloatBlock reference) {
        this.forest = forest;
        this.format = forest.format();
        this.reference = reference;
        final int features = forest.features();
        this.decisions = new int[features];
        this.values = new double[features];
        this.flow = reference;
        this.nodes = new long[0];
        this.orderings = new double[features + 1][features + 1];
        for (int before = 0; before <= features; before++) {
            orderings[before][0] = 1.0 / (before + 1);
            for (int after = 1; after <= features; after++) {
                orderings[before][after] = orderings[before][after - 1] * after / (before + after + 1);
            }
        }
    }

    /**
     * Tells each feature's part.
     *
     * @param explained the flow to explain, at position 0
     * @return for each feature its part of sum(flow) - sum(reference); the array is used again by the next call
     */
    double[] explain(final OrderedFloatBlock explained) {
        Arrays.fill(values, 0);
        flow = explained;
        for (final ForestSegment segment : forest.segments()) {
            nodes = segment.nodes();
            for (int tree = 0; tree < segment.trees(); tree++) {
                walk(nodes[segment.roots()[tree]], 0, 0);
            }
        }
        return values;
    }

    /** Leaves in {@code positive} and {@code negative} what the leaves below give to a feature decided as the flow's, or as the reference's. */
    private void walk(final long from, final int asFlow, final int asReference) {
        long node = from;
        while (!NodeFormat.isLeaf(node)) {
            final int column = format.column(node);
            // A remainder would be the slowest step of all.
            final int feature = column < decisions.length ? column : column - decisions.length;
            final long flowChild = format.next(nodes, node, flow.get(0, column));
            final long referenceChild = format.next(nodes, node, reference.get(0, column));
            if (flowChild == referenceChild || decisions[feature] == AS_FLOW) {
                node = flowChild;
            } else if (decisions[feature] == AS_REFERENCE) {
                node = referenceChild;
            } else {
                walkBoth(feature, flowChild, referenceChild, asFlow, asReference);
                return;
            }
        }
        final double leaf = forest.leafValues()[NodeFormat.leafNumber(node)];
        positive = asFlow == 0 ? 0 : leaf * orderings[asFlow - 1][asReference];
        negative = asReference == 0 ? 0 : leaf * orderings[asFlow][asReference - 1];
    }

    private void walkBoth(
            final int feature,
            final long flowChild,
            final long referenceChild,
            final int asFlow,
            final int asReference) {
        decisions[feature] = AS_FLOW;
        walk(flowChild, asFlow + 1, asReference);
        final double flowPositive = positive;
        final double flowNegative = negative;
        decisions[feature] = AS_REFERENCE;
        walk(referenceChild, asFlow, asReference + 1);
        decisions[feature] = UNDECIDED;
        values[feature] += flowPositive - negative;
        positive += flowPositive;
        negative += flowNegative;
    }
}
