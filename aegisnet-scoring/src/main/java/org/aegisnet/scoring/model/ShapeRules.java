package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operators that only move values. Those of a flow stay its own, and every place that they are taken from is there. */
final class ShapeRules {
    private static final long OPEN_END = Integer.MAX_VALUE;

    private ShapeRules() {}

    static TensorFacts constant(final GraphNode node) throws ModelRejectedException {
        if (node.hasAttribute("value")) {
            return ModelGuard.facts(node.attribute("value").getT());
        }
        final boolean whole = node.hasAttribute("value_int") || node.hasAttribute("value_ints");
        final boolean single = node.hasAttribute("value_int") || node.hasAttribute("value_float");
        final AttributeProto attribute =
                node.attribute(whole ? single ? "value_int" : "value_ints" : single ? "value_float" : "value_floats");
        final List<Double> values = new ArrayList<>();
        if (single) {
            values.add(whole ? (double) attribute.getI() : (double) attribute.getF());
        }
        attribute.getIntsList().forEach(value -> values.add((double) value));
        attribute.getFloatsList().forEach(value -> values.add((double) value));
        final boolean finite = !values.isEmpty() && values.stream().allMatch(Double::isFinite);
        return new TensorFacts(
                whole ? ElementType.INT64 : ElementType.FLOAT,
                single ? List.of() : List.of(Extent.of(values.size())),
                finite ? Optional.of(new Span(Collections.min(values), Collections.max(values))) : Optional.empty(),
                Optional.of(List.copyOf(values)));
    }

    static TensorFacts concatenated(final GraphNode node) throws ModelRejectedException {
        final TensorFacts first = node.input(0);
        final int axis = node.axis(node.attribute("axis").getI(), first.rank());
        final List<Extent> shape = new ArrayList<>(first.shape());
        Optional<Span> span = first.span();
        for (int i = 0; i < node.inputs(); i++) {
            final TensorFacts part = node.input(i);
            if (part.type() != first.type() || part.rank() != first.rank()) {
                throw node.unclear("joins tensors of different types or ranks");
            }
            if (part.shape().get(axis).flows()) {
                throw node.mixing("joins flows to flows");
            }
            if (i > 0) {
                for (int other = 0; other < shape.size(); other++) {
                    if (other != axis
                            && !part.shape().get(other).equals(first.shape().get(other))) {
                        throw node.unclear("joins tensors of different sizes");
                    }
                }
                shape.set(
                        axis,
                        Extent.of(
                                shape.get(axis).size() + part.shape().get(axis).size()));
                final Optional<Span> before = span;
                span = part.span().flatMap(added -> before.map(added::or));
            }
        }
        return new TensorFacts(first.type(), List.copyOf(shape), span, Optional.empty());
    }

    static TensorFacts flattened(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final long axis = node.whole("axis", 1);
        final long from = axis < 0 ? axis + x.rank() : axis;
        if (from < 0 || from > x.rank()) {
            throw node.unclear("flattens from axis %d".formatted(axis));
        }
        return x.keepingSpan(List.of(
                joined(node, x.shape().subList(0, (int) from)),
                joined(node, x.shape().subList((int) from, x.rank()))));
    }

    private static Extent joined(final GraphNode node, final List<Extent> extents) throws ModelRejectedException {
        final boolean flows = Extent.flowsAxis(extents) >= 0;
        if (flows && Extent.elements(extents) != 1) {
            throw node.mixing("joins the flows with another dimension");
        }
        return new Extent(Extent.elements(extents), flows);
    }

    static TensorFacts gathered(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final TensorFacts positions = node.input(1);
        final int axis = node.axis(node.whole("axis", 0), x.rank());
        if (axis == x.flowsAxis()) {
            throw node.mixing("takes values of chosen flows");
        }
        final long size = x.shape().get(axis).size();
        if (!positions.type().isInteger()
                || positions.span().isEmpty()
                || !positions.span().get().isWithin((double) -size, (double) (size - 1))) {
            throw new ModelRejectedException(
                    "Operator Gather may take a position outside of its %d; use constants, or positions whose bounds can be proven, as those of ArgMax"
                            .formatted(size));
        }
        final List<Extent> shape = new ArrayList<>(x.shape().subList(0, axis));
        shape.addAll(positions.shape());
        shape.addAll(x.shape().subList(axis + 1, x.rank()));
        return x.keepingSpan(shape);
    }

    static TensorFacts reshaped(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final List<Long> sizes = node.wholes("shape", 1)
                .orElseThrow(() -> node.unclear("decides on a shape by a value that is no constant"));
        if (node.whole("allowzero", 0) != 0 || sizes.size() > GraphBounds.MAXIMUM_RANK) {
            throw node.unclear("makes a tensor of more than %d dimensions, or of none of a size"
                    .formatted(GraphBounds.MAXIMUM_RANK));
        }
        final List<Extent> shape = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < sizes.size(); i++) {
            final long size = sizes.get(i);
            if (size == -1 && open < 0) {
                open = i;
                shape.add(Extent.ONE);
            } else if (size == 0 && i < x.rank()) {
                shape.add(x.shape().get(i));
            } else if (size > 0) {
                shape.add(Extent.of(size));
            } else {
                throw node.unclear("makes a dimension of %d".formatted(size));
            }
        }
        final long known = Extent.elements(shape);
        if (open >= 0) {
            if (known == 0 || x.elements() % known != 0) {
                throw node.unclear("makes %d values of %d".formatted(known, x.elements()));
            }
            final boolean flows = x.isPerFlow() && Extent.flowsAxis(shape) < 0;
            shape.set(open, new Extent(x.elements() / known, flows));
        }
        checkFlowsApart(node, x, shape);
        return x.keepingSpan(shape);
    }

    /** Values lie in the file's order, so the flows must be the outermost dimension of both, but for dimensions of 1. */
    private static void checkFlowsApart(final GraphNode node, final TensorFacts x, final List<Extent> shape)
            throws ModelRejectedException {
        final int before = x.flowsAxis();
        final int after = Extent.flowsAxis(shape);
        if (before >= 0) {
            final boolean apart = after >= 0
                    && shape.get(after).size() == 1
                    && Extent.elements(x.shape().subList(0, before)) == 1
                    && Extent.elements(shape.subList(0, after)) == 1;
            if (!apart) {
                throw node.mixing("does not keep the flows apart");
            }
        }
        if (Extent.elements(shape) != x.elements()) {
            throw node.unclear("makes %d values of %d".formatted(Extent.elements(shape), x.elements()));
        }
    }

    static TensorFacts sliced(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final List<Long> starts =
                node.wholes("starts", 1).orElseThrow(() -> node.unclear("does not say where it starts"));
        final List<Long> ends = node.wholes("ends", 2).orElseThrow(() -> node.unclear("does not say where it ends"));
        final Optional<List<Long>> axes = node.wholes("axes", 3);
        final Optional<List<Long>> steps = node.wholes("steps", 4);
        final int count = starts.size();
        if (count > x.rank()
                || ends.size() != count
                || (axes.isPresent() && axes.get().size() != count)
                || (steps.isPresent() && steps.get().size() != count)) {
            throw node.unclear("names starts, ends, axes and steps of different number");
        }
        final List<Extent> shape = new ArrayList<>(x.shape());
        final Set<Integer> cut = new HashSet<>();
        for (int i = 0; i < count; i++) {
            final int axis = node.axis(axes.isPresent() ? axes.get().get(i) : i, x.rank());
            if (!cut.add(axis)) {
                throw node.unclear("names a dimension twice");
            }
            final long step = steps.isPresent() ? steps.get().get(i) : 1;
            if (!x.shape().get(axis).flows()) {
                final long size = x.shape().get(axis).size();
                shape.set(axis, Extent.of(places(node, starts.get(i), ends.get(i), step, size)));
            } else if (starts.get(i) != 0 || ends.get(i) < OPEN_END || step != 1) {
                throw node.mixing("takes values of chosen flows");
            }
        }
        return x.keepingSpan(shape);
    }

    private static long places(final GraphNode node, final long start, final long end, final long step, final long size)
            throws ModelRejectedException {
        final long from = start < 0 ? start + size : start;
        final long to = end < 0 ? end + size : end;
        long places = 0;
        if (step > 0) {
            places = Math.ceilDiv(Math.clamp(to, 0, size) - Math.clamp(from, 0, size), step);
        } else if (step < 0) {
            places = Math.ceilDiv(Math.clamp(from, 0, size - 1) - Math.clamp(to, -1, size - 1), -step);
        }
        if (places < 1) {
            throw node.unclear("takes nothing");
        }
        return places;
    }

    static List<TensorFacts> split(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final int axis = node.axis(node.whole("axis", 0), x.rank());
        if (axis == x.flowsAxis()) {
            throw node.mixing("takes values of chosen flows");
        }
        final long size = x.shape().get(axis).size();
        final int count = node.outputs();
        final Optional<List<Long>> given = node.wholes("split", 1);
        if (given.isEmpty() && size % count != 0) {
            throw node.unclear("splits %d values into %d parts".formatted(size, count));
        }
        final List<Long> sizes = given.orElseGet(() -> Collections.nCopies(count, size / count));
        long rest = size;
        for (final long part : sizes) {
            rest -= part < 1 ? size + 1 : part;
        }
        if (rest != 0 || sizes.size() != count || node.whole("num_outputs", count) != count) {
            throw node.unclear("splits %d values into parts of other sizes".formatted(size));
        }
        final List<TensorFacts> parts = new ArrayList<>();
        for (final long part : sizes) {
            final List<Extent> shape = new ArrayList<>(x.shape());
            shape.set(axis, Extent.of(part));
            parts.add(x.keepingSpan(shape));
        }
        return parts;
    }

    static TensorFacts squeezed(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final List<Long> axes = node.wholes("axes", 1).orElse(List.of());
        if (axes.isEmpty()) {
            throw node.unclear("does not say which dimensions it drops");
        }
        final Set<Integer> dropped = new HashSet<>();
        for (final long axis : axes) {
            final int position = node.axis(axis, x.rank());
            if (x.shape().get(position).flows()) {
                throw node.mixing("takes the flows for one");
            }
            if (!x.shape().get(position).isOne() || !dropped.add(position)) {
                throw node.unclear("drops a dimension that is not 1, or drops one twice");
            }
        }
        final List<Extent> shape = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!dropped.contains(axis)) {
                shape.add(x.shape().get(axis));
            }
        }
        return x.keepingSpan(shape);
    }

    static TensorFacts unsqueezed(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final List<Long> axes =
                node.wholes("axes", 1).orElseThrow(() -> node.unclear("does not say which dimensions it makes"));
        final int rank = x.rank() + axes.size();
        if (rank > GraphBounds.MAXIMUM_RANK) {
            throw node.unclear(
                    "makes a tensor of %d dimensions; %d is the most".formatted(rank, GraphBounds.MAXIMUM_RANK));
        }
        final Set<Integer> made = new HashSet<>();
        for (final long axis : axes) {
            if (!made.add(node.axis(axis, rank))) {
                throw node.unclear("names a dimension twice");
            }
        }
        final List<Extent> shape = new ArrayList<>();
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            shape.add(made.contains(axis) ? Extent.ONE : x.shape().get(next++));
        }
        return x.keepingSpan(shape);
    }

    static TensorFacts transposed(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        if (!node.hasAttribute("perm")) {
            return x.keepingSpan(x.shape().reversed());
        }
        final List<Long> order = node.attribute("perm").getIntsList();
        if (order.size() != x.rank() || new HashSet<>(order).size() != x.rank()) {
            throw node.unclear("orders dimensions that are not there");
        }
        final List<Extent> shape = new ArrayList<>();
        for (final long axis : order) {
            shape.add(x.shape().get(node.axis(axis, x.rank())));
        }
        return x.keepingSpan(shape);
    }
}
