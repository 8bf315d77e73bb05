package org.aegisnet.scoring.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Operators that make one number of many along dimensions. None of these may be that of the flows. */
final class ReductionRules {
    private ReductionRules() {}

    static TensorFacts reduced(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        final List<Long> axes = node.wholes("axes", 1).orElse(List.of());
        if (axes.isEmpty() && node.whole("noop_with_empty_axes", 0) == 1) {
            return TensorFacts.of(x.type(), x.shape());
        }
        final Set<Integer> positions = new TreeSet<>();
        for (int axis = 0; axes.isEmpty() && axis < x.rank(); axis++) {
            positions.add(axis);
        }
        for (final long axis : axes) {
            if (!positions.add(node.axis(axis, x.rank()))) {
                throw node.unclear("names a dimension twice");
            }
        }
        return made(node, x, positions);
    }

    private static TensorFacts made(final GraphNode node, final TensorFacts x, final Set<Integer> positions)
            throws ModelRejectedException {
        final List<Extent> shape = rest(node, x, positions);
        long terms = 1;
        for (final int position : positions) {
            terms *= x.shape().get(position).size();
        }
        final long count = terms;
        return TensorFacts.of(
                x.type(),
                shape,
                switch (node.operator()) {
                    case "ReduceSum" ->
                        x.span().map(span -> span.times((double) count).rounded(count));
                    case "ReduceMean" -> x.span().map(span -> span.rounded(count));
                    case "ReduceMax", "ReduceMin" -> x.span();
                    default -> Optional.empty();
                });
    }

    static TensorFacts position(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        final int axis = node.axis(node.whole("axis", 0), x.rank());
        return TensorFacts.of(
                ElementType.INT64,
                rest(node, x, Set.of(axis)),
                Optional.of(new Span(0, x.shape().get(axis).size() - 1)));
    }

    private static List<Extent> rest(final GraphNode node, final TensorFacts x, final Set<Integer> positions)
            throws ModelRejectedException {
        if (positions.contains(x.flowsAxis())) {
            throw node.mixing("makes one value of those of all flows");
        }
        final boolean keep = node.whole("keepdims", 1) == 1;
        final List<Extent> rest = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!positions.contains(axis)) {
                rest.add(x.shape().get(axis));
            } else if (keep) {
                rest.add(Extent.ONE);
            }
        }
        return rest;
    }

    /** Older operator sets normalise over all dimensions from the axis on, newer ones over the axis; the flows must lie before either. */
    static TensorFacts softmax(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        final int last = x.rank() - 1;
        final int axis =
                node.hasAttribute("axis") ? node.axis(node.whole("axis", 0), x.rank()) : Math.min(1, Math.max(0, last));
        if (x.isPerFlow() && axis <= x.flowsAxis()) {
            throw node.mixing("makes the values of all flows add up to 1");
        }
        return TensorFacts.of(x.type(), x.shape());
    }
}
