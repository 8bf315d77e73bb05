package org.aegisnet.scoring.model;

import java.util.List;
import java.util.Optional;

/**
 * The facts known about a tensor before the graph runs. Immutable.
 *
 * @param shape exact; the flows are one of its dimensions at most
 * @param span the range of all its elements; empty if that is not proven
 * @param constants the elements of a small tensor of constants in their order; empty if they are not known
 */
record TensorFacts(ElementType type, List<Extent> shape, Optional<Span> span, Optional<List<Double>> constants) {
    static TensorFacts of(final ElementType type, final List<Extent> shape) {
        return new TensorFacts(type, List.copyOf(shape), Optional.empty(), Optional.empty());
    }

    static TensorFacts of(final ElementType type, final List<Extent> shape, final Optional<Span> span) {
        return new TensorFacts(type, List.copyOf(shape), span.filter(Span::isModest), Optional.empty());
    }

    /** Elements of this tensor in another shape, for example some of them in another order. */
    TensorFacts keepingSpan(final List<Extent> to) {
        return new TensorFacts(type, List.copyOf(to), span, Optional.empty());
    }

    int rank() {
        return shape.size();
    }

    int flowsAxis() {
        return Extent.flowsAxis(shape);
    }

    boolean isPerFlow() {
        return flowsAxis() >= 0;
    }

    long elements() {
        return Extent.elements(shape);
    }
}
