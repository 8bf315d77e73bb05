package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bounds the memory and the work that a graph asks of a native runtime, from its operators and the shapes of its tensors alone: small
 * tensors that are broadcast against each other, gathered or multiplied can grow without end. A shape is an upper bound; arguments that
 * decide on shapes must be constants. Used once.
 */
final class GraphBounds {
    static final int MAXIMUM_RANK = 3;

    /** Numbers that all tensors of the graph together hold for one flow. */
    static final long MAXIMUM_PER_FLOW = 65_536;

    /** Numbers that all tensors computed from constants together hold. */
    static final long MAXIMUM_CONSTANT = 8L * 1024 * 1024;

    /** Multiplications for one flow, and those of constants with each other. */
    static final long MAXIMUM_WORK = 64L * 1024 * 1024;

    private static final Set<String> SAME_AS_FIRST = Set.of(
            "Abs",
            "BatchNormalization",
            "Cast",
            "Ceil",
            "Clip",
            "Elu",
            "Erf",
            "Exp",
            "Floor",
            "HardSigmoid",
            "Identity",
            "IsInf",
            "IsNaN",
            "LeakyRelu",
            "Log",
            "LogSoftmax",
            "Neg",
            "Not",
            "Relu",
            "Round",
            "Selu",
            "Sigmoid",
            "Sign",
            "Slice",
            "Softmax",
            "Softplus",
            "Sqrt",
            "Tanh");

    private static final Set<String> BROADCAST = Set.of(
            "Add",
            "And",
            "Div",
            "Equal",
            "Greater",
            "GreaterOrEqual",
            "Less",
            "LessOrEqual",
            "Max",
            "Min",
            "Mod",
            "Mul",
            "Or",
            "PRelu",
            "Pow",
            "Sub",
            "Where");

    private static final Set<String> REDUCE =
            Set.of("ArgMax", "ArgMin", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum", "ReduceSumSquare");

    private static final Set<String> SHAPED = Set.of(
            "Concat",
            "Constant",
            "Flatten",
            "Gather",
            "Gemm",
            "MatMul",
            "Reshape",
            "Split",
            "Squeeze",
            "Transpose",
            "Unsqueeze");

    private static final Dimension ONE = new Dimension(1, false);

    private final Map<String, List<Dimension>> shapes = new HashMap<>();
    private final Map<String, List<Long>> constants = new HashMap<>();
    private long perFlow;
    private long constant;
    private long workPerFlow;
    private long constantWork;

    /** Whether the shape of an operator's output follows from its inputs. */
    static boolean knows(final String operator) {
        return SAME_AS_FIRST.contains(operator)
                || BROADCAST.contains(operator)
                || REDUCE.contains(operator)
                || SHAPED.contains(operator);
    }

    /**
     * @param graph of known operators, in order
     * @param features the columns of the graph's only input
     */
    void check(final GraphProto graph, final int features) throws ModelRejectedException {
        graph.getInputList()
                .forEach(input ->
                        shapes.put(input.getName(), List.of(new Dimension(1, true), new Dimension(features, false))));
        graph.getInitializerList().forEach(tensor -> define(tensor.getName(), tensor));
        for (final NodeProto node : graph.getNodeList()) {
            final List<Dimension> shape = shapeOf(node);
            for (final String output : node.getOutputList()) {
                if (!output.isEmpty()) {
                    add(node, shape);
                    shapes.put(output, shape);
                }
            }
        }
    }

    private void define(final String name, final TensorProto tensor) {
        shapes.put(
                name,
                tensor.getDimsList().stream()
                        .map(size -> new Dimension(size, false))
                        .toList());
        if (tensor.getDataType() == TensorProto.DataType.INT64.getNumber()) {
            constants.put(name, integers(tensor));
        }
    }

    private static List<Long> integers(final TensorProto tensor) {
        if (!tensor.hasRawData()) {
            return tensor.getInt64DataList();
        }
        final ByteBuffer data = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        final List<Long> values = new ArrayList<>();
        while (data.remaining() >= Long.BYTES && values.size() <= MAXIMUM_RANK) {
            values.add(data.getLong());
        }
        return values;
    }

    private void add(final NodeProto node, final List<Dimension> shape) throws ModelRejectedException {
        if (shape.size() > MAXIMUM_RANK) {
            throw new ModelRejectedException("Operator %s makes a tensor of %d dimensions; %d is the most"
                    .formatted(node.getOpType(), shape.size(), MAXIMUM_RANK));
        }
        if (shape.stream().filter(Dimension::flows).count() > 1) {
            throw new ModelRejectedException(
                    "Operator %s makes a tensor that grows with the square of the number of flows"
                            .formatted(node.getOpType()));
        }
        final long elements = elements(shape);
        if (isPerFlow(shape)) {
            perFlow = saturatedSum(perFlow, elements);
        } else {
            constant = saturatedSum(constant, elements);
        }
        if (perFlow > MAXIMUM_PER_FLOW || constant > MAXIMUM_CONSTANT) {
            throw new ModelRejectedException(
                    "With operator %s the graph's tensors grow beyond %d numbers for each flow, or beyond %d without any flow"
                            .formatted(node.getOpType(), MAXIMUM_PER_FLOW, MAXIMUM_CONSTANT));
        }
    }

    private void work(final NodeProto node, final List<Dimension> shape, final Dimension inner)
            throws ModelRejectedException {
        final long multiplications = saturatedProduct(elements(shape), inner.size());
        if (isPerFlow(shape) || inner.flows()) {
            workPerFlow = saturatedSum(workPerFlow, multiplications);
        } else {
            constantWork = saturatedSum(constantWork, multiplications);
        }
        if (workPerFlow > MAXIMUM_WORK || constantWork > MAXIMUM_WORK) {
            throw new ModelRejectedException(
                    "With operator %s the graph asks for more than %d multiplications for a flow"
                            .formatted(node.getOpType(), MAXIMUM_WORK));
        }
    }

    private List<Dimension> shapeOf(final NodeProto node) throws ModelRejectedException {
        final String operator = node.getOpType();
        if (SAME_AS_FIRST.contains(operator)) {
            return input(node, 0);
        }
        if (BROADCAST.contains(operator)) {
            List<Dimension> shape = input(node, 0);
            for (int i = 1; i < node.getInputCount(); i++) {
                shape = broadcast(node, shape, input(node, i));
            }
            return shape;
        }
        if (REDUCE.contains(operator)) {
            return reduced(node);
        }
        return switch (operator) {
            case "Concat" -> concatenated(node);
            case "Constant" -> constant(node);
            case "Flatten" -> flattened(node);
            case "Gather" -> gathered(node);
            case "Gemm" -> gemm(node);
            case "MatMul" -> multiplied(node);
            case "Reshape" -> reshaped(node);
            case "Split" -> input(node, 0);
            case "Squeeze" -> squeezed(node);
            case "Transpose" -> transposed(node);
            case "Unsqueeze" -> unsqueezed(node);
            default -> throw unclear(node, "is not known");
        };
    }

    private static List<Dimension> broadcast(
            final NodeProto node, final List<Dimension> first, final List<Dimension> second)
            throws ModelRejectedException {
        final int rank = Math.max(first.size(), second.size());
        final List<Dimension> shape = new ArrayList<>(rank);
        for (int i = rank; i > 0; i--) {
            final Dimension one = i > first.size() ? ONE : first.get(first.size() - i);
            final Dimension other = i > second.size() ? ONE : second.get(second.size() - i);
            if (one.flows() != other.flows() && !one.equals(ONE) && !other.equals(ONE)) {
                throw unclear(node, "mixes flows with features");
            }
            final boolean flows = one.flows() || other.flows();
            shape.add(new Dimension(Math.max(one.size(), other.size()), flows));
        }
        return shape;
    }

    private List<Dimension> reduced(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> shape = new ArrayList<>(input(node, 0));
        final boolean keep = integer(node, "keepdims", 1) == 1;
        List<Long> axes;
        if (node.getOpType().startsWith("Arg")) {
            axes = List.of(integer(node, "axis", 0));
        } else {
            axes = axes(node);
            if (axes.isEmpty()) {
                if (integer(node, "noop_with_empty_axes", 0) == 1) {
                    return shape;
                }
                return keep ? Collections.nCopies(shape.size(), ONE) : List.of();
            }
        }
        return withoutAxes(node, shape, axes, keep);
    }

    private static List<Dimension> withoutAxes(
            final NodeProto node, final List<Dimension> shape, final List<Long> axes, final boolean keep)
            throws ModelRejectedException {
        final List<Integer> positions = new ArrayList<>();
        for (final long axis : axes) {
            positions.add(axis(node, axis, shape.size()));
        }
        final List<Dimension> rest = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            if (!positions.contains(i)) {
                rest.add(shape.get(i));
            } else if (keep) {
                rest.add(ONE);
            }
        }
        return rest;
    }

    private List<Dimension> concatenated(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> shape = new ArrayList<>(input(node, 0));
        final int axis = axis(node, integer(node, "axis", 0), shape.size());
        for (int i = 1; i < node.getInputCount(); i++) {
            final List<Dimension> other = input(node, i);
            if (other.size() != shape.size()) {
                throw unclear(node, "joins tensors of different ranks");
            }
            for (int j = 0; j < shape.size(); j++) {
                final Dimension one = shape.get(j);
                final Dimension two = other.get(j);
                final boolean flows = one.flows() || two.flows();
                final long size = j == axis ? one.size() + two.size() : Math.max(one.size(), two.size());
                shape.set(j, new Dimension(size, flows));
            }
        }
        return shape;
    }

    private List<Dimension> constant(final NodeProto node) throws ModelRejectedException {
        for (final AttributeProto attribute : node.getAttributeList()) {
            switch (attribute.getName()) {
                case "value" -> {
                    define(node.getOutput(0), attribute.getT());
                    return shapes.get(node.getOutput(0));
                }
                case "value_float", "value_int" -> {
                    if ("value_int".equals(attribute.getName())) {
                        constants.put(node.getOutput(0), List.of(attribute.getI()));
                    }
                    return List.of();
                }
                case "value_floats" -> {
                    return List.of(new Dimension(attribute.getFloatsCount(), false));
                }
                case "value_ints" -> {
                    constants.put(node.getOutput(0), attribute.getIntsList());
                    return List.of(new Dimension(attribute.getIntsCount(), false));
                }
                default -> throw unclear(node, "holds '%s'".formatted(attribute.getName()));
            }
        }
        throw unclear(node, "holds nothing");
    }

    private List<Dimension> flattened(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> shape = input(node, 0);
        final long axis = integer(node, "axis", 1);
        final int from = (int) (axis < 0 ? axis + shape.size() : axis);
        if (from < 0 || from > shape.size()) {
            throw unclear(node, "flattens from axis %d".formatted(axis));
        }
        return List.of(product(shape.subList(0, from)), product(shape.subList(from, shape.size())));
    }

    private List<Dimension> gathered(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> data = input(node, 0);
        final int axis = axis(node, integer(node, "axis", 0), data.size());
        final List<Dimension> shape = new ArrayList<>(data.subList(0, axis));
        shape.addAll(input(node, 1));
        shape.addAll(data.subList(axis + 1, data.size()));
        return shape;
    }

    private List<Dimension> gemm(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> left = input(node, 0);
        final List<Dimension> right = input(node, 1);
        if (left.size() != 2 || right.size() != 2) {
            throw unclear(node, "multiplies what are no matrices");
        }
        final boolean transposeLeft = integer(node, "transA", 0) != 0;
        final boolean transposeRight = integer(node, "transB", 0) != 0;
        final List<Dimension> shape = List.of(left.get(transposeLeft ? 1 : 0), right.get(transposeRight ? 0 : 1));
        work(node, shape, left.get(transposeLeft ? 0 : 1));
        return shape;
    }

    private List<Dimension> multiplied(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> left = input(node, 0);
        final List<Dimension> right = input(node, 1);
        if (left.isEmpty() || right.isEmpty()) {
            throw unclear(node, "multiplies what are no matrices");
        }
        final List<Dimension> outerLeft = left.subList(0, Math.max(0, left.size() - 2));
        final List<Dimension> outerRight = right.subList(0, Math.max(0, right.size() - 2));
        final List<Dimension> shape = new ArrayList<>(broadcast(node, outerLeft, outerRight));
        if (left.size() > 1) {
            shape.add(left.get(left.size() - 2));
        }
        if (right.size() > 1) {
            shape.add(right.getLast());
        }
        work(node, shape, left.getLast());
        return shape;
    }

    private List<Dimension> reshaped(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> before = input(node, 0);
        final Dimension total = product(before);
        final List<Long> sizes = constants(node, 1);
        final List<Dimension> shape = new ArrayList<>();
        long known = 1;
        int open = -1;
        for (int i = 0; i < sizes.size(); i++) {
            final long size = sizes.get(i);
            if (size == -1 && open < 0) {
                open = i;
                shape.add(ONE);
            } else if (size == 0 && i < before.size()) {
                shape.add(before.get(i));
                known = saturatedProduct(known, before.get(i).size());
            } else if (size > 0) {
                shape.add(new Dimension(size, false));
                known = saturatedProduct(known, size);
            } else {
                throw unclear(node, "makes a dimension of %d".formatted(size));
            }
        }
        if (open >= 0) {
            final boolean flows = total.flows() && shape.stream().noneMatch(Dimension::flows);
            shape.set(open, new Dimension(Math.ceilDiv(total.size(), Math.max(1, known)), flows));
        }
        return shape;
    }

    private List<Dimension> squeezed(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> shape = input(node, 0);
        final List<Long> axes = axes(node);
        if (axes.isEmpty()) {
            throw unclear(node, "does not say which dimensions it drops");
        }
        return withoutAxes(node, shape, axes, false);
    }

    private List<Dimension> unsqueezed(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> shape = new ArrayList<>(input(node, 0));
        final List<Long> axes = axes(node);
        final int rank = shape.size() + axes.size();
        if (rank > MAXIMUM_RANK) {
            throw unclear(node, "makes a tensor of %d dimensions; %d is the most".formatted(rank, MAXIMUM_RANK));
        }
        final List<Integer> positions = new ArrayList<>();
        for (final long axis : axes) {
            positions.add(axis(node, axis, rank));
        }
        Collections.sort(positions);
        for (final int position : positions) {
            if (position > shape.size()) {
                throw unclear(node, "names a dimension twice");
            }
            shape.add(position, ONE);
        }
        return shape;
    }

    private List<Dimension> transposed(final NodeProto node) throws ModelRejectedException {
        final List<Dimension> shape = input(node, 0);
        final Optional<AttributeProto> order = attribute(node, "perm");
        if (order.isEmpty()) {
            return shape.reversed();
        }
        if (order.get().getIntsCount() != shape.size()) {
            throw unclear(node, "orders dimensions that are not there");
        }
        final List<Dimension> transposed = new ArrayList<>();
        for (final long axis : order.get().getIntsList()) {
            transposed.add(shape.get(axis(node, axis, shape.size())));
        }
        return transposed;
    }

    private List<Dimension> input(final NodeProto node, final int position) throws ModelRejectedException {
        final List<Dimension> shape = position < node.getInputCount() ? shapes.get(node.getInput(position)) : null;
        if (shape == null) {
            throw unclear(node, "lacks its input %d".formatted(position + 1));
        }
        return shape;
    }

    /** Axes are an attribute in older operator sets and an input in newer ones. */
    private List<Long> axes(final NodeProto node) throws ModelRejectedException {
        final Optional<AttributeProto> attribute = attribute(node, "axes");
        if (attribute.isPresent()) {
            return attribute.get().getIntsList();
        }
        return node.getInputCount() > 1 && !node.getInput(1).isEmpty() ? constants(node, 1) : List.of();
    }

    private List<Long> constants(final NodeProto node, final int position) throws ModelRejectedException {
        final List<Long> values = position < node.getInputCount() ? constants.get(node.getInput(position)) : null;
        if (values == null) {
            throw unclear(node, "decides on a shape by a value that is no constant");
        }
        if (values.size() > MAXIMUM_RANK) {
            throw unclear(node, "makes a tensor of more than %d dimensions".formatted(MAXIMUM_RANK));
        }
        return values;
    }

    private static Optional<AttributeProto> attribute(final NodeProto node, final String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> name.equals(attribute.getName()))
                .findFirst();
    }

    private static long integer(final NodeProto node, final String name, final long otherwise) {
        return attribute(node, name).map(AttributeProto::getI).orElse(otherwise);
    }

    private static int axis(final NodeProto node, final long axis, final int rank) throws ModelRejectedException {
        final long position = axis < 0 ? axis + rank : axis;
        if (position < 0 || position >= rank) {
            throw unclear(node, "names axis %d of %d".formatted(axis, rank));
        }
        return (int) position;
    }

    private static ModelRejectedException unclear(final NodeProto node, final String fault) {
        return new ModelRejectedException(
                "What operator %s makes cannot be told before it runs: it %s".formatted(node.getOpType(), fault));
    }

    private static Dimension product(final List<Dimension> shape) {
        return new Dimension(elements(shape), isPerFlow(shape));
    }

    private static boolean isPerFlow(final List<Dimension> shape) {
        return shape.stream().anyMatch(Dimension::flows);
    }

    private static long elements(final List<Dimension> shape) {
        long elements = 1;
        for (final Dimension dimension : shape) {
            elements = saturatedProduct(elements, dimension.size());
        }
        return elements;
    }

    private static long saturatedProduct(final long one, final long other) {
        return Math.multiplyHigh(one, other) == 0 && one * other >= 0 ? one * other : Long.MAX_VALUE;
    }

    private static long saturatedSum(final long one, final long other) {
        return one + other < 0 ? Long.MAX_VALUE : one + other;
    }

    /**
     * @param size at most, 0 or more; of a dimension that grows with the flows, for each flow
     * @param flows whether it grows with the number of flows
     */
    private record Dimension(long size, boolean flows) {}
}
