package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;
import java.util.Optional;

/** Operators that multiply with a matrix of constants. For one thread. */
final class ProductNodes {
    /** Matrices beyond this are a native library's business. */
    private static final long MAX_WEIGHTS = 1 << 20;

    private final ProgramBuilder graph;
    private int mostOutputs;
    private long weights;

    ProductNodes(final ProgramBuilder graph) {
        this.graph = graph;
    }

    /** The most outputs that a product has had. */
    int mostOutputs() {
        return mostOutputs;
    }

    /** The output of a node; empty if its operator is not one of these. */
    Optional<Operand> translate(final NodeArguments node) throws UnsupportedGraphException {
        return switch (node.operator()) {
            case "Gemm" -> Optional.of(gemm(node));
            case "MatMul" -> Optional.of(multiplied(node));
            case "BatchNormalization" -> Optional.of(normalised(node));
            default -> Optional.empty();
        };
    }

    /** Counts before anything is copied: one matrix of the file may be multiplied with many times. */
    private Constant matrix(final NodeArguments node) throws UnsupportedGraphException {
        final Constant matrix = node.floatConstant(1);
        weights += matrix.numbers().length;
        if (weights > MAX_WEIGHTS) {
            throw node.unknown("brings the weights to %d".formatted(weights));
        }
        return matrix;
    }

    private BatchedTensor gemm(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(2, 3);
        final Constant matrix = matrix(node);
        if (matrix.shape().rank() != 2 || node.whole("transA", 0) != 0) {
            throw node.unknown("multiplies what are no flows by a matrix");
        }
        final boolean turned = node.whole("transB", 0) != 0;
        final float alpha = node.number("alpha", 1);
        final float beta = node.number("beta", 1);
        final int inputs = matrix.shape().size(turned ? 1 : 0);
        final int outputs = matrix.shape().size(turned ? 0 : 1);
        final float[][] rows = new float[inputs][outputs];
        for (int input = 0; input < inputs; input++) {
            for (int output = 0; output < outputs; output++) {
                rows[input][output] =
                        alpha * matrix.numbers()[turned ? output * inputs + input : input * outputs + output];
            }
        }
        final float[] bias = new float[outputs];
        if (node.optional(2).isPresent()) {
            final Constant added = node.floatConstant(2);
            final Shape wide = new Shape(1, outputs);
            if (!wide.broadcast(added.shape()).sameAs(wide)) {
                throw node.unknown("adds something of another size");
            }
            final float[] numbers = added.numbersFor(wide);
            for (int output = 0; output < outputs; output++) {
                bias[output] = beta * numbers[output];
            }
        }
        return product(node, rows, bias, new Shape(outputs));
    }

    private BatchedTensor multiplied(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(2, 2);
        final Constant matrix = matrix(node);
        final int rank = matrix.shape().rank();
        if (rank != 1 && rank != 2) {
            throw node.unknown("multiplies what are no flows by a matrix");
        }
        final int inputs = matrix.shape().size(0);
        final int outputs = rank == 1 ? 1 : matrix.shape().size(1);
        final float[][] rows = new float[inputs][];
        for (int input = 0; input < inputs; input++) {
            rows[input] = Arrays.copyOfRange(matrix.numbers(), input * outputs, (input + 1) * outputs);
        }
        return product(node, rows, new float[outputs], rank == 1 ? new Shape() : new Shape(outputs));
    }

    private BatchedTensor product(final NodeArguments node, final float[][] rows, final float[] bias, final Shape shape)
            throws UnsupportedGraphException {
        final BatchedTensor x = node.floatSignal(0);
        if (x.shape().rank() != 1 || x.units().length != rows.length) {
            throw node.unknown("multiplies what are no flows of %d numbers".formatted(rows.length));
        }
        final Weights matrix = new Weights(rows, bias);
        mostOutputs = Math.max(mostOutputs, bias.length);
        return graph.add(
                TensorType.FLOAT,
                shape,
                x.units(),
                1,
                (slots, into, working) -> new ProductKernel(matrix, slots.of(x.units()), into, working[0]));
    }

    /** A factor and a summand for each unit, worked out in doubles. */
    private BatchedTensor normalised(final NodeArguments node) throws UnsupportedGraphException {
        node.checkInputs(5, 5);
        final BatchedTensor x = node.floatSignal(0);
        final float epsilon = node.number("epsilon", 1e-5f);
        node.number("momentum", 0);
        if (x.shape().rank() != 1 || node.whole("training_mode", 0) != 0) {
            throw node.unknown("does not normalise the features");
        }
        final float[] factors = new float[x.units().length];
        final float[] summands = new float[x.units().length];
        for (int position = 1; position < 5; position++) {
            if (!node.floatConstant(position).shape().sameAs(x.shape())) {
                throw node.unknown("does not normalise the features");
            }
        }
        for (int i = 0; i < factors.length; i++) {
            final double deviation = Math.sqrt((double) node.constant(4).numbers()[i] + epsilon);
            final double factor = node.constant(1).numbers()[i] / deviation;
            factors[i] = (float) factor;
            summands[i] =
                    (float) (node.constant(2).numbers()[i] - node.constant(3).numbers()[i] * factor);
        }
        final BatchedTensor scaled = graph.addConstants(BinaryOperator.MULTIPLY, x, factors);
        return graph.addConstants(BinaryOperator.ADD, scaled, summands);
    }
}
