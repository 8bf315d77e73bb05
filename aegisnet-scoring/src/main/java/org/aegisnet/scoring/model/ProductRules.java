package org.aegisnet.scoring.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Operators that multiply matrices. Nothing is added up along the dimension of the flows. */
final class ProductRules {
    private ProductRules() {}

    static TensorFacts multiplied(final GraphNode node) throws ModelRejectedException {
        final TensorFacts left = node.floats(0);
        final TensorFacts right = node.floats(1);
        if (left.rank() == 0 || right.rank() == 0) {
            throw node.unclear("multiplies what are no matrices");
        }
        final Extent inner = left.shape().getLast();
        checkInner(node, inner, right.shape().get(Math.max(0, right.rank() - 2)));
        final List<Extent> shape = new ArrayList<>(node.broadcast(outer(left), outer(right)));
        if (left.rank() > 1) {
            shape.add(left.shape().get(left.rank() - 2));
        }
        if (right.rank() > 1) {
            shape.add(right.shape().getLast());
        }
        node.budget().multiply(node.operator(), shape, inner.size());
        return TensorFacts.of(left.type(), shape, spanOfProduct(left, right));
    }

    private static List<Extent> outer(final TensorFacts matrix) {
        return matrix.shape().subList(0, Math.max(0, matrix.rank() - 2));
    }

    private static void checkInner(final GraphNode node, final Extent one, final Extent other)
            throws ModelRejectedException {
        if (one.flows() || other.flows()) {
            throw node.mixing("adds up values of different flows");
        }
        if (one.size() != other.size()) {
            throw node.unclear("multiplies %d and %d values".formatted(one.size(), other.size()));
        }
    }

    /** The range of the sums of products, for example of a flow's truths and the weights of a column. */
    private static Optional<Span> spanOfProduct(final TensorFacts left, final TensorFacts right) {
        if (left.span().isEmpty() || right.span().isEmpty() || right.constants().isEmpty() || right.rank() > 2) {
            return Optional.empty();
        }
        final Span values = left.span().get();
        final List<Double> weights = right.constants().get();
        final int columns =
                right.rank() == 1 ? 1 : (int) right.shape().getLast().size();
        final int rows = weights.size() / columns;
        Optional<Span> all = Optional.empty();
        for (int column = 0; column < columns; column++) {
            Span sum = new Span(0, 0);
            double size = 0;
            for (int row = 0; row < rows; row++) {
                final Span product = values.times(weights.get(row * columns + column));
                sum = sum.plus(product);
                size += Math.max(Math.abs(product.low()), Math.abs(product.high()));
            }
            // Rounding is that of the largest sum on the way.
            final double room = size * rows / (1 << 23);
            final Span made = new Span(sum.low() - room, sum.high() + room);
            all = Optional.of(all.map(made::or).orElse(made));
        }
        return all;
    }

    static TensorFacts gemm(final GraphNode node) throws ModelRejectedException {
        final TensorFacts left = node.floats(0);
        final TensorFacts right = node.floats(1);
        if (left.rank() != 2 || right.rank() != 2) {
            throw node.unclear("multiplies what are no matrices");
        }
        final int leftInner = node.whole("transA", 0) != 0 ? 0 : 1;
        final int rightInner = node.whole("transB", 0) != 0 ? 1 : 0;
        final Extent inner = left.shape().get(leftInner);
        checkInner(node, inner, right.shape().get(rightInner));
        final List<Extent> shape =
                List.of(left.shape().get(1 - leftInner), right.shape().get(1 - rightInner));
        node.budget().multiply(node.operator(), shape, inner.size());
        if (node.has(2) && !node.broadcast(shape, node.floats(2).shape()).equals(shape)) {
            throw node.unclear("adds something of another shape");
        }
        return TensorFacts.of(left.type(), shape);
    }

    /** In training it would normalise by the batch. */
    static TensorFacts normalised(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        if (node.whole("training_mode", 0) != 0 || node.whole("spatial", 1) != 1) {
            throw node.mixing("normalises by the mean of the batch, as in training");
        }
        if (x.rank() < 2 || x.shape().get(1).flows()) {
            throw node.mixing("normalises along the flows");
        }
        for (int position = 1; position <= 4; position++) {
            if (!node.floats(position).shape().equals(List.of(x.shape().get(1)))) {
                throw node.unclear("has not one scale, bias, mean and variance for each feature");
            }
        }
        return TensorFacts.of(x.type(), x.shape());
    }
}
