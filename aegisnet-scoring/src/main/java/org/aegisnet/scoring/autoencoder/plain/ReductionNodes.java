package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;
import java.util.Optional;

/** Operators over the last dimension: sums, softmax, the largest, and tables. For one thread. */
final class ReductionNodes {
    private final ProgramBuilder graph;

    ReductionNodes(final ProgramBuilder graph) {
        this.graph = graph;
    }

    /** The output of a node; empty if its operator is not one of these. */
    Optional<Operand> translate(final NodeArguments node) throws UnsupportedGraphException {
        return switch (node.operator()) {
            case "ReduceSum" -> Optional.of(reduced(node, Reduction.SUM));
            case "ReduceMean" -> Optional.of(reduced(node, Reduction.MEAN));
            case "ReduceMax" -> Optional.of(reduced(node, Reduction.MAX_SIZE));
            case "ReduceMin" -> Optional.of(reduced(node, Reduction.MIN));
            case "ArgMax" -> Optional.of(largestPosition(node));
            case "Softmax" -> Optional.of(softmax(node, false));
            case "LogSoftmax" -> Optional.of(softmax(node, true));
            case "Gather" ->
                node.optional(0).orElse(null) instanceof Constant table
                                && node.optional(1).orElse(null) instanceof BatchedTensor
                        ? Optional.of(chosen(node, table))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private BatchedTensor reduced(final NodeArguments node, final Reduction reduction)
            throws UnsupportedGraphException {
        node.checkInputs(1, 2);
        final BatchedTensor x = node.floatSignal(0);
        final long[] axes = node.axes(1).orElseThrow(() -> node.unknown("reduces the flows"));
        if (axes.length != 1) {
            throw node.unknown("reduces %d dimensions".formatted(axes.length));
        }
        node.whole("noop_with_empty_axes", 0);
        final int[][] groups = groups(node, x, axes[0]);
        return graph.add(
                TensorType.FLOAT,
                rest(x, node.whole("keepdims", 1)),
                x.units(),
                (slots, into, working) -> new ReductionKernel(reduction, slots(slots, groups), into));
    }

    private BatchedTensor largestPosition(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        final BatchedTensor x = node.floatSignal(0);
        final int[][] groups = groups(node, x, node.whole("axis", 0));
        if (node.whole("select_last_index", 0) != 0) {
            throw node.unknown("takes the last of the largest");
        }
        return graph.add(
                TensorType.WHOLE,
                rest(x, node.whole("keepdims", 1)),
                x.units(),
                (slots, into, working) -> new ArgMaxKernel(slots(slots, groups), into));
    }

    private BatchedTensor softmax(final NodeArguments node, final boolean logarithm) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        final BatchedTensor x = node.floatSignal(0);
        if (x.shape().rank() != 1) {
            throw node.unknown("is not over the features");
        }
        groups(node, x, node.whole("axis", -1));
        return graph.addSoftmax(x, logarithm);
    }

    private BatchedTensor chosen(final NodeArguments node, final Constant table) throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        final BatchedTensor positions = node.signal(1);
        if (positions.kind() != TensorType.WHOLE
                || table.kind() != TensorType.FLOAT
                || table.shape().rank() != 1
                || node.whole("axis", 0) != 0) {
            throw node.unknown("takes from something else than a list of floats");
        }
        return graph.add(
                TensorType.FLOAT,
                positions.shape(),
                positions.units(),
                (slots, into, working) -> new GatherKernel(table.numbers(), slots.of(positions.units()), into));
    }

    private static int[][] groups(final NodeArguments node, final BatchedTensor x, final long axis)
            throws UnsupportedGraphException {
        final int rank = x.shape().rank();
        if (node.unitAxis(axis, rank + 1) != rank - 1) {
            throw node.unknown("works along another axis than the last");
        }
        final int size = x.shape().size(rank - 1);
        final int[][] groups = new int[x.units().length / size][];
        for (int group = 0; group < groups.length; group++) {
            groups[group] = Arrays.copyOfRange(x.units(), group * size, (group + 1) * size);
        }
        return groups;
    }

    private static Shape rest(final BatchedTensor x, final long keep) {
        final int last = x.shape().rank() - 1;
        return keep == 1 ? x.shape().with(last, 1) : x.shape().without(last);
    }

    private static int[][] slots(final Slots slots, final int[]... groups) {
        return Arrays.stream(groups).map(slots::of).toArray(int[][]::new);
    }
}
