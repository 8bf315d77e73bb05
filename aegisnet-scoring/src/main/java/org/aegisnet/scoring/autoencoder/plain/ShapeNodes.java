package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that only rearrange: what they make are the same units in another order or shape, at no cost. Immutable. */
final class ShapeNodes {
    /** The output of a node; empty if its operator is not one of these. */
    Optional<Operand> translate(final NodeArguments node) throws UnsupportedGraphException {
        return switch (node.operator()) {
            case "Constant" -> Optional.of(constant(node));
            case "Identity" -> {
                node.checkInputs(1, 1);
                yield Optional.of(node.input(0));
            }
            case "Concat" -> Optional.of(concatenated(node));
            case "Flatten" -> Optional.of(flattened(node));
            case "Gather" -> Optional.of(gathered(node));
            case "Reshape" -> Optional.of(reshaped(node));
            case "Slice" -> Optional.of(sliced(node));
            case "Squeeze" -> Optional.of(squeezed(node));
            case "Transpose" -> Optional.of(transposed(node));
            case "Unsqueeze" -> Optional.of(unsqueezed(node));
            default -> Optional.empty();
        };
    }

    private static Constant constant(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(0, 0);
        final AttributeProto value =
                node.attribute("value").orElseThrow(() -> node.unknown("holds something else than a tensor"));
        node.expect(value, AttributeProto.AttributeType.TENSOR);
        return Constant.of(value.getT());
    }

    private static BatchedTensor concatenated(final NodeArguments node) throws UnsupportedGraphException {
        final BatchedTensor first = node.signal(0);
        final int axis = node.unitAxis(node.whole("axis", 0), first.shape().rank() + 1);
        final List<BatchedTensor> parts = new ArrayList<>();
        int size = 0;
        for (int i = 0; i < node.inputs(); i++) {
            final BatchedTensor part = node.signal(i);
            if (part.kind() != first.kind()
                    || part.shape().rank() != first.shape().rank()
                    || !part.shape().with(axis, 1).sameAs(first.shape().with(axis, 1))) {
                throw node.unknown("joins tensors of different kinds or shapes");
            }
            parts.add(part);
            size += part.shape().size(axis);
        }
        final int[] units = IntStream.range(0, first.shape().before(axis))
                .flatMap(outer -> parts.stream().flatMapToInt(part -> {
                    final int length = part.shape().size(axis) * part.shape().after(axis);
                    return Arrays.stream(part.units(), outer * length, (outer + 1) * length);
                }))
                .toArray();
        return new BatchedTensor(first.kind(), first.shape().with(axis, size), units);
    }

    private static BatchedTensor flattened(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        final BatchedTensor x = node.signal(0);
        final long axis = node.whole("axis", 1);
        if (axis != 1 && axis != -x.shape().rank()) {
            throw node.unknown("flattens from axis %d".formatted(axis));
        }
        return x.as(new Shape(x.units().length));
    }

    private static BatchedTensor gathered(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        final BatchedTensor x = node.signal(0);
        final int axis = node.unitAxis(node.whole("axis", 0), x.shape().rank() + 1);
        final long[] places = node.wholes(1);
        final int size = x.shape().size(axis);
        final int[] positions = new int[places.length];
        for (int i = 0; i < positions.length; i++) {
            final long place = places[i] < 0 ? places[i] + size : places[i];
            if (place < 0 || place >= size) {
                throw node.unknown("takes place %d of %d".formatted(places[i], size));
            }
            positions[i] = (int) place;
        }
        final BatchedTensor picked = along(x, axis, positions);
        return node.constant(1).shape().rank() == 0 ? picked.as(picked.shape().without(axis)) : picked;
    }

    /** Some positions along an axis. */
    private static BatchedTensor along(final BatchedTensor x, final int axis, final int... positions) {
        final Shape shape = x.shape();
        final int after = shape.after(axis);
        final int[] picked = IntStream.range(0, shape.before(axis))
                .flatMap(outer -> Arrays.stream(positions)
                        .flatMap(position -> IntStream.range(0, after)
                                .map(inner -> (outer * shape.size(axis) + position) * after + inner)))
                .toArray();
        return x.pick(shape.with(axis, positions.length), picked);
    }

    private static BatchedTensor reshaped(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        final BatchedTensor x = node.signal(0);
        final long[] wanted = node.wholes(1);
        if (node.whole("allowzero", 0) != 0 || wanted.length == 0 || (wanted[0] != 0 && wanted[0] != -1)) {
            throw node.unknown("does not keep the flows apart");
        }
        final int[] sizes = new int[wanted.length - 1];
        int open = wanted[0] == -1 ? 0 : -1;
        long known = 1;
        for (int i = 1; i < wanted.length; i++) {
            if (wanted[i] == -1 && open < 0) {
                open = i;
                sizes[i - 1] = 1;
            } else {
                final long size =
                        wanted[i] == 0 && i <= x.shape().rank() ? x.shape().size(i - 1) : wanted[i];
                if (size < 1 || size > x.units().length) {
                    throw node.unknown("makes a dimension of %d".formatted(size));
                }
                sizes[i - 1] = (int) size;
            }
            known *= sizes[i - 1];
        }
        if (open > 0 && x.units().length % known == 0) {
            sizes[open - 1] = (int) (x.units().length / known);
            known = x.units().length;
        }
        if (known != x.units().length) {
            throw node.unknown("does not keep the flows apart");
        }
        return x.as(new Shape(sizes));
    }

    private static BatchedTensor sliced(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(4, 5);
        final BatchedTensor x = node.signal(0);
        final long[] starts = node.wholes(1);
        final long[] ends = node.wholes(2);
        final long[] axes = node.wholes(3);
        final long[] steps = new long[axes.length];
        Arrays.fill(steps, 1);
        final long[] strides = node.optional(4).isPresent() ? node.wholes(4) : steps;
        if (starts.length != axes.length || ends.length != axes.length || strides.length != axes.length) {
            throw node.unknown("names starts, ends, axes and steps of different number");
        }
        BatchedTensor slice = x;
        for (int i = 0; i < axes.length; i++) {
            final int axis = node.unitAxis(axes[i], x.shape().rank() + 1);
            final int size = slice.shape().size(axis);
            if (strides[i] != 1) {
                throw node.unknown("takes steps of %d".formatted(strides[i]));
            }
            final int start = within(starts[i], size);
            final int end = within(ends[i], size);
            if (start >= end) {
                throw node.unknown("takes nothing");
            }
            slice = along(slice, axis, IntStream.range(start, end).toArray());
        }
        return slice;
    }

    private static int within(final long place, final int size) {
        return Math.clamp(place < 0 ? place + size : place, 0, size);
    }

    private static BatchedTensor squeezed(final NodeArguments node) throws UnsupportedGraphException {
        final BatchedTensor x = node.signal(0);
        final long[] axes = node.axes(1).orElseThrow(() -> node.unknown("does not say which dimensions it drops"));
        node.checkInputs(1, 2);
        if (axes.length != 1) {
            throw node.unknown("drops %d dimensions".formatted(axes.length));
        }
        final int axis = node.unitAxis(axes[0], x.shape().rank() + 1);
        if (x.shape().size(axis) != 1) {
            throw node.unknown("drops a dimension of %d".formatted(x.shape().size(axis)));
        }
        return x.as(x.shape().without(axis));
    }

    private static BatchedTensor unsqueezed(final NodeArguments node) throws UnsupportedGraphException {
        final BatchedTensor x = node.signal(0);
        final long[] axes = node.axes(1).orElseThrow(() -> node.unknown("does not say which dimensions it makes"));
        node.checkInputs(1, 2);
        if (axes.length != 1) {
            throw node.unknown("makes %d dimensions".formatted(axes.length));
        }
        final int axis = node.unitAxis(axes[0], x.shape().rank() + 2);
        final int[] sizes = new int[x.shape().rank() + 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i == axis ? 1 : x.shape().size(i < axis ? i : i - 1);
        }
        return x.as(new Shape(sizes));
    }

    private static BatchedTensor transposed(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        final BatchedTensor x = node.signal(0);
        final AttributeProto order =
                node.attribute("perm").orElseThrow(() -> node.unknown("turns the flows into features"));
        node.expect(order, AttributeProto.AttributeType.INTS);
        if (x.shape().rank() != 2 || !order.getIntsList().equals(List.of(0L, 2L, 1L))) {
            throw node.unknown("turns the dimensions into the order %s".formatted(order.getIntsList()));
        }
        final int rows = x.shape().size(0);
        final int columns = x.shape().size(1);
        final int[] positions = new int[rows * columns];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i % rows * columns + i / rows;
        }
        return x.pick(new Shape(columns, rows), positions);
    }
}
