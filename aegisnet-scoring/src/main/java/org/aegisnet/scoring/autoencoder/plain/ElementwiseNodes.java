package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Operators that work element by element. For one thread. */
final class ElementwiseNodes {
    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_GAMMA = 1.050701f;

    private final ProgramBuilder graph;
    private final Map<Operand, Scaled> scaled = new HashMap<>();

    ElementwiseNodes(final ProgramBuilder graph) {
        this.graph = graph;
    }

    /** Units times constants. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Scaled(int[] units, float[] factors) {}

    /** Returns the operand that a node makes; empty if this class does not support its operator. */
    Optional<Operand> translate(final NodeArguments node) throws UnsupportedGraphException {
        return switch (node.operator()) {
            case "Add" -> Optional.of(binary(node, BinaryOperator.ADD));
            case "Sub" -> Optional.of(binary(node, BinaryOperator.SUBTRACT));
            case "Mul" -> Optional.of(binary(node, BinaryOperator.MULTIPLY));
            case "Div" -> Optional.of(binary(node, BinaryOperator.DIVIDE));
            case "PRelu" -> Optional.of(binary(node, BinaryOperator.LEAK));
            case "Min" -> Optional.of(several(node, BinaryOperator.MINIMUM));
            case "Max" -> Optional.of(several(node, BinaryOperator.MAXIMUM));
            case "Pow" -> Optional.of(square(node));
            case "Less" -> Optional.of(less(node, 0, 1));
            case "Greater" -> Optional.of(less(node, 1, 0));
            case "LessOrEqual" -> Optional.of(atMost(node, 0, 1));
            case "GreaterOrEqual" -> Optional.of(atMost(node, 1, 0));
            case "Equal" -> Optional.of(equal(node));
            case "And" -> Optional.of(truths(node, BinaryOperator.MULTIPLY));
            case "Or" -> Optional.of(truths(node, BinaryOperator.MAXIMUM));
            case "Not" -> Optional.of(not(node));
            case "IsNaN" -> Optional.of(isNaN(node));
            case "Where" -> Optional.of(where(node));
            case "Cast" -> Optional.of(cast(node));
            case "Clip" -> Optional.of(clip(node));
            case "Relu" -> Optional.of(with(BinaryOperator.MAXIMUM, one(node), 0));
            case "LeakyRelu" -> Optional.of(with(BinaryOperator.LEAK, one(node), node.number("alpha", 0.01f)));
            case "Neg" -> Optional.of(with(BinaryOperator.MULTIPLY, one(node), -1));
            case "Exp" -> Optional.of(exponential(one(node)));
            default -> unary(node);
        };
    }

    private Optional<Operand> unary(final NodeArguments node) throws UnsupportedGraphException {
        final Optional<UnaryOperator> operator = switch (node.operator()) {
            case "Abs" -> Optional.of(Math::abs);
            case "Ceil" -> Optional.of(x -> (float) Math.ceil(x));
            case "Floor" -> Optional.of(x -> (float) Math.floor(x));
            case "Round" -> Optional.of(x -> (float) Math.rint(x));
            case "Log" -> Optional.of(CommonFunction.LOGARITHM);
            case "Sign" -> Optional.of(Math::signum);
            case "Sqrt" -> Optional.of(x -> (float) Math.sqrt(x));
            case "Sigmoid" -> Optional.of(x -> (float) (1 / (1 + StrictMath.exp(-x))));
            case "Tanh" -> Optional.of(x -> (float) StrictMath.tanh(x));
            case "Softplus" ->
                Optional.of(x -> (float) (Math.max(0.0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs((double) x)))));
            case "Elu" -> Optional.of(elu(node.number("alpha", 1), 1));
            case "Selu" -> Optional.of(elu(node.number("alpha", SELU_ALPHA), node.number("gamma", SELU_GAMMA)));
            case "HardSigmoid" -> Optional.of(hardSigmoid(node.number("alpha", 0.2f), node.number("beta", 0.5f)));
            default -> Optional.empty();
        };
        if (operator.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(unary(TensorType.FLOAT, one(node), operator.get()));
    }

    private static UnaryOperator elu(final float alpha, final float gamma) {
        return x -> x > 0 ? gamma * x : (float) (gamma * (alpha * StrictMath.expm1(x)));
    }

    private static UnaryOperator hardSigmoid(final float alpha, final float beta) {
        return x -> Math.max(0, Math.min(1, alpha * x + beta));
    }

    private static BatchedTensor one(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        return node.floatSignal(0);
    }

    private BatchedTensor unary(final TensorType kind, final BatchedTensor x, final UnaryOperator operator) {
        return graph.add(
                kind,
                x.shape(),
                x.units(),
                (slots, into, working) -> new UnaryKernel(operator, slots.of(x.units()), into));
    }

    /** Of the logarithm of a softmax it is the softmax, which has been worked out on the way. */
    private BatchedTensor exponential(final BatchedTensor x) {
        return graph.softmaxOf(x).orElseGet(() -> unary(TensorType.FLOAT, x, CommonFunction.EXPONENTIAL));
    }

    private BatchedTensor binary(final NodeArguments node, final BinaryOperator operator)
            throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        return floats(node, operator, node.input(0), node.input(1));
    }

    private BatchedTensor floats(
            final NodeArguments node, final BinaryOperator operator, final Operand left, final Operand right)
            throws UnsupportedGraphException {
        check(node, left, TensorType.FLOAT);
        check(node, right, TensorType.FLOAT);
        return apply(node, TensorType.FLOAT, operator, left, right);
    }

    private static void check(final NodeArguments node, final Operand operand, final TensorType kind)
            throws UnsupportedGraphException {
        if (operand.kind() != kind) {
            throw node.unknown("takes %s".formatted(operand.kind()));
        }
    }

    private BatchedTensor several(final NodeArguments node, final BinaryOperator operator)
            throws UnsupportedGraphException {
        Operand result = node.input(0);
        for (int i = 1; i < node.inputs(); i++) {
            graph.checkSize();
            result = floats(node, operator, result, node.input(i));
        }
        if (result instanceof BatchedTensor signal && signal.kind() == TensorType.FLOAT) {
            return signal;
        }
        throw node.unknown("takes no floats of flows");
    }

    private BatchedTensor square(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        final Constant exponent = node.floatConstant(1);
        if (exponent.shape().elements() != 1 || exponent.shape().rank() > 0 || exponent.numbers()[0] != 2) {
            throw node.unknown("has another exponent than 2");
        }
        return floats(node, BinaryOperator.MULTIPLY, node.signal(0), node.signal(0));
    }

    private BatchedTensor less(final NodeArguments node, final int smaller, final int larger)
            throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        return apply(node, TensorType.TRUTH, BinaryOperator.LESS, comparable(node, smaller), comparable(node, larger));
    }

    /** At most a constant is less than the next float after it, which is the quicker comparison. */
    private BatchedTensor atMost(final NodeArguments node, final int smaller, final int larger)
            throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        final Operand left = comparable(node, smaller);
        final Operand right = comparable(node, larger);
        if (right instanceof Constant constant && allFinite(constant)) {
            final float[] next = constant.numbers().clone();
            for (int i = 0; i < next.length; i++) {
                next[i] = Math.nextUp(next[i]);
            }
            return apply(node, TensorType.TRUTH, BinaryOperator.LESS, left, Constant.floats(constant.shape(), next));
        }
        if (left instanceof Constant constant && allFinite(constant)) {
            final float[] before = constant.numbers().clone();
            for (int i = 0; i < before.length; i++) {
                before[i] = Math.nextDown(before[i]);
            }
            return apply(node, TensorType.TRUTH, BinaryOperator.LESS, Constant.floats(constant.shape(), before), right);
        }
        return apply(node, TensorType.TRUTH, BinaryOperator.AT_MOST, left, right);
    }

    private static boolean allFinite(final Constant constant) {
        for (final float number : constant.numbers()) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    private BatchedTensor equal(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        return apply(node, TensorType.TRUTH, BinaryOperator.EQUAL, comparable(node, 0), comparable(node, 1));
    }

    private static Operand comparable(final NodeArguments node, final int position) throws UnsupportedGraphException {
        final Operand operand = node.input(position);
        check(node, operand, TensorType.FLOAT);
        return operand;
    }

    private BatchedTensor truths(final NodeArguments node, final BinaryOperator operator)
            throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        check(node, node.signal(0), TensorType.TRUTH);
        check(node, node.signal(1), TensorType.TRUTH);
        return apply(node, TensorType.TRUTH, operator, node.signal(0), node.signal(1));
    }

    private BatchedTensor not(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        check(node, node.signal(0), TensorType.TRUTH);
        return apply(node, TensorType.TRUTH, BinaryOperator.SUBTRACT, Constant.floats(new Shape(), 1), node.signal(0));
    }

    private BatchedTensor isNaN(final NodeArguments node) throws UnsupportedGraphException {
        return unary(TensorType.TRUTH, one(node), CommonFunction.NOT_A_NUMBER);
    }

    private BatchedTensor clip(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 3);
        BatchedTensor result = node.floatSignal(0);
        if (node.optional(1).isPresent()) {
            result = floats(node, BinaryOperator.MAXIMUM, result, scalar(node, 1));
        }
        if (node.optional(2).isPresent()) {
            result = floats(node, BinaryOperator.MINIMUM, result, scalar(node, 2));
        }
        return result;
    }

    private static Constant scalar(final NodeArguments node, final int position) throws UnsupportedGraphException {
        final Constant constant = node.floatConstant(position);
        if (constant.shape().rank() != 0) {
            throw node.unknown("takes no single number for its input %d".formatted(position + 1));
        }
        return constant;
    }

    private BatchedTensor cast(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(1, 1);
        final BatchedTensor x = node.signal(0);
        final long type = node.whole("to", -1);
        if (type == TensorProto.DataType.FLOAT.getNumber()) {
            return new BatchedTensor(TensorType.FLOAT, x.shape(), x.units());
        }
        if (type == TensorProto.DataType.INT64.getNumber()) {
            return x.kind() == TensorType.FLOAT
                    ? unary(TensorType.WHOLE, x, CommonFunction.WHOLE)
                    : new BatchedTensor(TensorType.WHOLE, x.shape(), x.units());
        }
        throw node.unknown("makes type %d".formatted(type));
    }

    private BatchedTensor where(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(3, 3);
        final BatchedTensor truth = node.signal(0);
        check(node, truth, TensorType.TRUTH);
        check(node, node.input(1), TensorType.FLOAT);
        check(node, node.input(2), TensorType.FLOAT);
        final int rank = truth.shape().rank();
        final Operand chosen = aligned(node, node.input(1), rank);
        final Operand other = aligned(node, node.input(2), rank);
        final Shape wide = truth.shape().broadcast(shape(chosen)).broadcast(shape(other));
        final int[] truths = units(truth, wide);
        final int[] whereTrue = units(chosen, wide);
        final int[] whereFalse = units(other, wide);
        return graph.add(
                TensorType.FLOAT,
                wide,
                joined(truths, whereTrue, whereFalse),
                (slots, into, working) ->
                        new WhereKernel(slots.of(truths), slots.of(whereTrue), slots.of(whereFalse), into));
    }

    /** An operator with a number for all units. */
    private BatchedTensor with(final BinaryOperator operator, final BatchedTensor x, final float number) {
        final float[] numbers = new float[x.units().length];
        Arrays.fill(numbers, number);
        return graph.addConstants(operator, x, numbers);
    }

    private BatchedTensor apply(
            final NodeArguments node,
            final TensorType kind,
            final BinaryOperator operator,
            final Operand left,
            final Operand right)
            throws UnsupportedGraphException {
        final int rank = switch (left) {
            case BatchedTensor signal -> signal.shape().rank();
            case Constant constant -> otherSignal(node, right).shape().rank();
        };
        final Operand one = aligned(node, left, rank);
        final Operand two = aligned(node, right, rank);
        final Shape wide = shape(one).broadcast(shape(two));
        final int[] leftUnits = units(one, wide);
        final int[] rightUnits = units(two, wide);
        final Optional<float[]> leftNumbers = numbers(one, wide);
        final Optional<float[]> rightNumbers = numbers(two, wide);
        if (operator == BinaryOperator.ADD
                && rightNumbers.isPresent()
                && scaled.containsKey(one)
                && shape(one).sameAs(wide)) {
            return line(scaled.get(one), wide, rightNumbers.get());
        }
        final int[] reads = leftNumbers.isPresent()
                ? rightUnits
                : rightNumbers.isPresent() ? leftUnits : joined(leftUnits, rightUnits);
        final BatchedTensor made = graph.add(
                kind,
                wide,
                reads,
                (slots, into, working) -> new BinaryKernel(
                        operator, slots.of(leftUnits), leftNumbers, slots.of(rightUnits), rightNumbers, into));
        if (operator == BinaryOperator.MULTIPLY && rightNumbers.isPresent()) {
            scaled.put(made, new Scaled(leftUnits, rightNumbers.get()));
        }
        return made;
    }

    /** Returns one affine kernel instead of the product and the sum; the product is left out if no other node needs it. */
    private BatchedTensor line(final Scaled product, final Shape shape, final float... summands) {
        return graph.add(
                TensorType.FLOAT,
                shape,
                product.units(),
                (slots, into, working) ->
                        new AffineKernel(slots.of(product.units()), product.factors(), summands, into));
    }

    private static BatchedTensor otherSignal(final NodeArguments node, final Operand operand)
            throws UnsupportedGraphException {
        if (operand instanceof BatchedTensor signal) {
            return signal;
        }
        throw node.unknown("takes constants only");
    }

    private int[] units(final Operand operand, final Shape wide) {
        return switch (operand) {
            case Constant constant -> graph.constants(constant.numbersFor(wide));
            case BatchedTensor signal ->
                signal.pick(wide, signal.shape().elementsFor(wide)).units();
        };
    }

    private static Optional<float[]> numbers(final Operand operand, final Shape wide) {
        return operand instanceof Constant constant ? Optional.of(constant.numbersFor(wide)) : Optional.empty();
    }

    private static int[] joined(final int[]... units) {
        return Arrays.stream(units).flatMapToInt(Arrays::stream).toArray();
    }

    /** An operand without the dimension of the flows, so that shapes can be compared from their ends. */
    private static Operand aligned(final NodeArguments node, final Operand operand, final int rank)
            throws UnsupportedGraphException {
        final boolean fits = switch (operand) {
            case BatchedTensor signal -> signal.shape().rank() == rank;
            case Constant constant ->
                constant.shape().rank() <= rank
                        || (constant.shape().rank() == rank + 1
                                && constant.shape().size(0) == 1);
        };
        if (!fits) {
            throw node.unknown("mixes flows with features");
        }
        return operand instanceof Constant constant && constant.shape().rank() > rank
                ? constant.as(constant.shape().without(0))
                : operand;
    }

    private static Shape shape(final Operand operand) {
        return switch (operand) {
            case BatchedTensor signal -> signal.shape();
            case Constant constant -> constant.shape();
        };
    }
}
