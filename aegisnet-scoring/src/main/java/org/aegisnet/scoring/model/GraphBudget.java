package org.aegisnet.scoring.model;

import java.util.List;

/** Budget of the memory and the work that a graph asks for. It rejects a graph that needs more than a flow model may. For one thread. */
final class GraphBudget {
    /** Numbers that all tensors of the graph together hold for one flow. */
    static final long MAXIMUM_PER_FLOW = 65_536;

    /** Numbers that all tensors computed from constants together hold. */
    static final long MAXIMUM_CONSTANT = 8L * 1024 * 1024;

    /** Multiplications for one flow, and those of constants with each other. */
    static final long MAXIMUM_WORK = 64L * 1024 * 1024;

    private long perFlow;
    private long constant;
    private long workPerFlow;
    private long constantWork;
    private long looks;

    /** Counts what has been looked at; see {@link #looks()}. */
    void look(final long parts) {
        looks += parts;
    }

    /** The number of inputs, outputs, attributes and dimensions that have been looked at. This is the guard's own work. */
    long looks() {
        return looks;
    }

    void add(final String operator, final TensorFacts made) throws ModelRejectedException {
        final List<Extent> shape = made.shape();
        look(shape.size());
        if (shape.size() > GraphBounds.MAXIMUM_RANK) {
            throw new ModelRejectedException("Operator %s makes a tensor of %d dimensions; %d is the most"
                    .formatted(operator, shape.size(), GraphBounds.MAXIMUM_RANK));
        }
        if (shape.stream().filter(Extent::flows).count() > 1) {
            throw new ModelRejectedException(
                    "Operator %s makes a tensor that grows with the square of the number of flows".formatted(operator));
        }
        if (made.isPerFlow()) {
            perFlow = Extent.saturatedSum(perFlow, made.elements());
        } else {
            constant = Extent.saturatedSum(constant, made.elements());
        }
        if (perFlow > MAXIMUM_PER_FLOW || constant > MAXIMUM_CONSTANT) {
            throw new ModelRejectedException(
                    "With operator %s the graph's tensors grow beyond %d numbers for each flow, or beyond %d without any flow"
                            .formatted(operator, MAXIMUM_PER_FLOW, MAXIMUM_CONSTANT));
        }
    }

    /** @param inner how many products each element of the shape is the sum of */
    void multiply(final String operator, final List<Extent> shape, final long inner) throws ModelRejectedException {
        final long multiplications = Extent.saturatedProduct(Extent.elements(shape), inner);
        if (Extent.flowsAxis(shape) >= 0) {
            workPerFlow = Extent.saturatedSum(workPerFlow, multiplications);
        } else {
            constantWork = Extent.saturatedSum(constantWork, multiplications);
        }
        if (workPerFlow > MAXIMUM_WORK || constantWork > MAXIMUM_WORK) {
            throw new ModelRejectedException(
                    "With operator %s the graph asks for more than %d multiplications for a flow"
                            .formatted(operator, MAXIMUM_WORK));
        }
    }
}
