package org.aegisnet.scoring.model;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operators that work element by element. They never move a value from one flow to another. */
final class ElementRules {
    private ElementRules() {}

    /** A function of one tensor of floats of which nothing else is known. */
    static TensorFacts function(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        return TensorFacts.of(x.type(), x.shape());
    }

    static TensorFacts spanning(final GraphNode node, final UnaryOperator<Span> span) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        return TensorFacts.of(x.type(), x.shape(), x.span().map(span));
    }

    /** Arithmetic of two or more tensors. */
    static TensorFacts arithmetic(final GraphNode node) throws ModelRejectedException {
        return combined(node, (one, other) -> Optional.empty());
    }

    static TensorFacts arithmetic(final GraphNode node, final BinaryOperator<Span> span) throws ModelRejectedException {
        return combined(node, (one, other) -> Optional.of(span.apply(one, other).rounded(1)));
    }

    /** The smaller or the larger of each; nothing is rounded. */
    static TensorFacts extreme(final GraphNode node, final BinaryOperator<Double> choice)
            throws ModelRejectedException {
        return combined(
                node,
                (one, other) -> Optional.of(
                        new Span(choice.apply(one.low(), other.low()), choice.apply(one.high(), other.high()))));
    }

    private static TensorFacts combined(final GraphNode node, final Combination combination)
            throws ModelRejectedException {
        List<Extent> shape = node.floats(0).shape();
        Optional<Span> span = node.floats(0).span();
        for (int i = 1; i < node.inputs(); i++) {
            final TensorFacts other = node.floats(i);
            shape = node.broadcast(shape, other.shape());
            final Optional<Span> before = span;
            span = other.span().flatMap(second -> before.flatMap(first -> combination.of(first, second)));
        }
        return TensorFacts.of(node.floats(0).type(), shape, span);
    }

    private interface Combination {
        Optional<Span> of(Span one, Span other);
    }

    /** Whole exponents may be constants: they are numbers to multiply so many times, and never divide. */
    static TensorFacts power(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        final TensorFacts exponent = node.input(1);
        if (!exponent.type().isInteger() || exponent.constants().isEmpty()) {
            return arithmetic(node);
        }
        return TensorFacts.of(x.type(), node.broadcast(x.shape(), exponent.shape()));
    }

    static TensorFacts remainder(final GraphNode node) throws ModelRejectedException {
        final TensorFacts made = arithmetic(node);
        if (node.whole("fmod", 0) != 1) {
            throw node.unclear("divides whole numbers");
        }
        return made;
    }

    static TensorFacts slope(final GraphNode node) throws ModelRejectedException {
        final TensorFacts made = arithmetic(node);
        if (!made.shape().equals(node.floats(0).shape())) {
            throw node.unclear("has slopes of another shape than its input");
        }
        return made;
    }

    static TensorFacts clip(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.floats(0);
        final Optional<Double> low = bound(node, "min", 1);
        final Optional<Double> high = bound(node, "max", 2);
        if (low.isPresent() && high.isPresent() && low.get() > high.get()) {
            throw node.unclear("has a lower bound above the upper one");
        }
        return new TensorFacts(
                x.type(),
                x.shape(),
                x.span().map(span -> new Span(clamped(span.low(), low, high), clamped(span.high(), low, high))),
                Optional.empty());
    }

    private static double clamped(final double value, final Optional<Double> low, final Optional<Double> high) {
        return Math.min(Math.max(value, low.orElse(value)), high.orElse(Double.MAX_VALUE));
    }

    private static Optional<Double> bound(final GraphNode node, final String name, final int position)
            throws ModelRejectedException {
        if (node.hasAttribute(name)) {
            return Optional.of((double) node.number(name, 0));
        }
        if (!node.has(position)) {
            return Optional.empty();
        }
        final TensorFacts bound = node.floats(position);
        if (bound.constants().isEmpty() || bound.elements() != 1) {
            throw node.unclear("has a bound that is no constant");
        }
        return Optional.of(bound.constants().get().getFirst()).filter(number -> !number.isNaN());
    }

    static TensorFacts comparison(final GraphNode node) throws ModelRejectedException {
        final TensorFacts one = node.input(0);
        final TensorFacts other = node.input(1);
        if (one.type() != other.type()) {
            throw node.unclear("compares %s with %s"
                    .formatted(one.type().inWords(), other.type().inWords()));
        }
        return truths(node.broadcast(one.shape(), other.shape()));
    }

    static TensorFacts logic(final GraphNode node) throws ModelRejectedException {
        List<Extent> shape = node.truths(0).shape();
        for (int i = 1; i < node.inputs(); i++) {
            shape = node.broadcast(shape, node.truths(i).shape());
        }
        return truths(shape);
    }

    static TensorFacts test(final GraphNode node) throws ModelRejectedException {
        return truths(node.floats(0).shape());
    }

    private static TensorFacts truths(final List<Extent> shape) {
        return TensorFacts.of(ElementType.BOOL, shape, Optional.of(Span.TRUTH));
    }

    static TensorFacts choice(final GraphNode node) throws ModelRejectedException {
        final TensorFacts one = node.input(1);
        final TensorFacts other = node.input(2);
        if (one.type() != other.type()) {
            throw node.unclear("chooses between %s and %s"
                    .formatted(one.type().inWords(), other.type().inWords()));
        }
        final List<Extent> shape = node.broadcast(node.broadcast(node.truths(0).shape(), one.shape()), other.shape());
        return new TensorFacts(
                one.type(),
                List.copyOf(shape),
                one.span().flatMap(span -> other.span().map(span::or)),
                Optional.empty());
    }

    /** Floats become whole numbers only if they are proven to be small: what others become is another number on every processor. */
    static TensorFacts cast(final GraphNode node) throws ModelRejectedException {
        final TensorFacts x = node.input(0);
        final long number = node.attribute("to").getI();
        final ElementType to = ElementType.of(number)
                .orElseThrow(() -> new ModelRejectedException(
                        "Operator Cast makes a type (%d) that flow models have no use for".formatted(number)));
        if (to == ElementType.BOOL) {
            return truths(x.shape());
        }
        if (!to.isInteger()) {
            return TensorFacts.of(to, x.shape(), x.span());
        }
        final boolean small = x.span().isPresent()
                && x.span().get().isWithin(-ModelGuard.MAXIMUM_INTEGER, ModelGuard.MAXIMUM_INTEGER);
        if (!small) {
            throw new ModelRejectedException(
                    "Operator Cast makes whole numbers of values that may be large or no numbers; make them of truths, of positions (ArgMax) or of values within constant bounds");
        }
        return TensorFacts.of(to, x.shape(), x.span().map(Span::whole));
    }

    static TensorFacts identity(final GraphNode node) throws ModelRejectedException {
        return node.input(0);
    }
}
