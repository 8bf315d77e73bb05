package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;
import java.util.Optional;

/** Operators over the last dimension: sums, softmax, the largest, and tables. For one thread. */
final class ReductionNodes {
    private final UnitGraph graph;

    ReductionNodes(final UnitGraph graph) {
        this.graph = graph;
    }

    /** What a node makes; empty where its operator is none of these. */
    Optional<Operand> translate(final NodeArguments node) throws NotPlainException {
        return switch (node.operator()) {
            case "ReduceSum" -> Optional.of(reduced(node, Reduction.SUM));
            case "ReduceMean" -> Optional.of(reduced(node, Reduction.MEAN));
            case "ReduceMax" -> Optional.of(reduced(node, Reduction.LARGEST));
            case "ReduceMin" -> Optional.of(reduced(node, Reduction.SMALLEST));
            case "ArgMax" -> Optional.of(largestPosition(node));
            case "Softmax" -> Optional.of(softmax(node, false));
            case "LogSoftmax" -> Optional.of(softmax(node, true));
            case "Gather" ->
                node.optional(0).orElse(null) instanceof Constant table
                                && node.optional(1).orElse(null) instanceof Signal
                        ? Optional.of(chosen(node, table))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Signal reduced(final NodeArguments node, final Reduction reduction) throws NotPlainException {
        node.checkInputs(1, 2);
        final Signal x = node.floatSignal(0);
        final long[] axes = node.axes(1).orElseThrow(() -> node.unknown("reduces the flows"));
        if (axes.length != 1) {
            throw node.unknown("reduces %d dimensions".formatted(axes.length));
        }
        node.whole("noop_with_empty_axes", 0);
        final int[][] groups = groups(node, x, axes[0]);
        return graph.add(
                Kind.FLOAT,
                rest(x, node.whole("keepdims", 1)),
                x.units(),
                (slots, into, working) -> new ReductionKernel(reduction, slots(slots, groups), into));
    }

    private Signal largestPosition(final NodeArguments node) throws NotPlainException {
        node.checkInputs(1, 1);
        final Signal x = node.floatSignal(0);
        final int[][] groups = groups(node, x, node.whole("axis", 0));
        if (node.whole("select_last_index", 0) != 0) {
            throw node.unknown("takes the last of the largest");
        }
        return graph.add(
                Kind.WHOLE,
                rest(x, node.whole("keepdims", 1)),
                x.units(),
                (slots, into, working) -> new LargestPositionKernel(slots(slots, groups), into));
    }

    private Signal softmax(final NodeArguments node, final boolean logarithm) throws NotPlainException {
        node.checkInputs(1, 1);
        final Signal x = node.floatSignal(0);
        if (x.shape().rank() != 1) {
            throw node.unknown("is not over the features");
        }
        groups(node, x, node.whole("axis", -1));
        return graph.addSoftmax(x, logarithm);
    }

    private Signal chosen(final NodeArguments node, final Constant table) throws NotPlainException {
        node.checkInputs(2, 2);
        final Signal positions = node.signal(1);
        if (positions.kind() != Kind.WHOLE
                || table.kind() != Kind.FLOAT
                || table.shape().rank() != 1
                || node.whole("axis", 0) != 0) {
            throw node.unknown("takes from something else than a list of floats");
        }
        return graph.add(
                Kind.FLOAT,
                positions.shape(),
                positions.units(),
                (slots, into, working) -> new ChoiceKernel(table.numbers(), slots.of(positions.units()), into));
    }

    private static int[][] groups(final NodeArguments node, final Signal x, final long axis) throws NotPlainException {
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

    private static Shape rest(final Signal x, final long keep) {
        final int last = x.shape().rank() - 1;
        return keep == 1 ? x.shape().with(last, 1) : x.shape().without(last);
    }

    private static int[][] slots(final Slots slots, final int[]... groups) {
        return Arrays.stream(groups).map(slots::of).toArray(int[][]::new);
    }
}
