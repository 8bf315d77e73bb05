package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of an autoencoder's graph with what is known of its inputs, in the form that its operator has. For one thread. */
final class GraphNode {
    private final NodeProto node;
    private final GraphBudget budget;
    private final List<Optional<TensorFacts>> inputs = new ArrayList<>();
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    /**
     * @param known tensors by name
     * @throws ModelRejectedException if the node has other inputs, outputs or attributes than its operator has
     */
    GraphNode(
            final NodeProto node,
            final OperatorForm form,
            final Map<String, TensorFacts> known,
            final GraphBudget budget)
            throws ModelRejectedException {
        this.node = node;
        this.budget = budget;
        final int outputs = node.getOutputCount();
        if (node.getInputCount() < form.leastInputs() || node.getInputCount() > form.mostInputs()) {
            throw new ModelRejectedException(
                    "Operator %s has %d inputs, which it cannot have".formatted(operator(), node.getInputCount()));
        }
        if (outputs < 1 || outputs > form.mostOutputs() || node.getOutputList().contains("")) {
            throw new ModelRejectedException("Operator %s has %d outputs or one without a name, which it cannot have"
                    .formatted(operator(), outputs));
        }
        for (final String input : node.getInputList()) {
            inputs.add(Optional.ofNullable(known.get(input)));
        }
        for (final AttributeProto attribute : node.getAttributeList()) {
            final boolean fits = attribute.getType() == form.attributes().get(attribute.getName());
            if (!fits || attributes.put(attribute.getName(), attribute) != null) {
                throw new ModelRejectedException(
                        "Operator %s has an attribute '%s' that is not known, is there twice, or is of another type"
                                .formatted(operator(), attribute.getName()));
            }
            checkWholes(attribute);
        }
        budget.look((long) inputs.size() + outputs + attributes.size());
    }

    private void checkWholes(final AttributeProto attribute) throws ModelRejectedException {
        boolean fits = !attribute.hasI() || ModelGuard.isModest(attribute.getI());
        for (final long value : attribute.getIntsList()) {
            fits &= ModelGuard.isModest(value);
        }
        if (!fits) {
            throw new ModelRejectedException(
                    "Operator %s has an attribute '%s' that no dimension or index of a flow model is as large as"
                            .formatted(operator(), attribute.getName()));
        }
    }

    String operator() {
        return node.getOpType();
    }

    int inputs() {
        return inputs.size();
    }

    int outputs() {
        return node.getOutputCount();
    }

    GraphBudget budget() {
        return budget;
    }

    boolean has(final int position) {
        return position < inputs.size() && inputs.get(position).isPresent();
    }

    TensorFacts input(final int position) throws ModelRejectedException {
        if (!has(position)) {
            throw unclear("lacks its input %d".formatted(position + 1));
        }
        return inputs.get(position).get();
    }

    /** An input of floating-point numbers: only they can be calculated with and never end the process. */
    TensorFacts floats(final int position) throws ModelRejectedException {
        final TensorFacts input = input(position);
        if (!input.type().isFloating()) {
            throw new ModelRejectedException(
                    "Operator %s calculates with %s, which can end the process where it divides or overflows; calculate with float32"
                            .formatted(operator(), input.type().inWords()));
        }
        if (input.type() != inputs.getFirst().map(TensorFacts::type).orElse(input.type())) {
            throw unclear("takes inputs of different types");
        }
        return input;
    }

    TensorFacts truths(final int position) throws ModelRejectedException {
        final TensorFacts input = input(position);
        if (input.type() != ElementType.BOOL) {
            throw unclear("takes %s where it needs bool".formatted(input.type().inWords()));
        }
        return input;
    }

    boolean hasAttribute(final String name) {
        return attributes.containsKey(name);
    }

    AttributeProto attribute(final String name) throws ModelRejectedException {
        if (!hasAttribute(name)) {
            throw unclear("lacks the attribute '%s'".formatted(name));
        }
        return attributes.get(name);
    }

    long whole(final String name, final long otherwise) {
        return hasAttribute(name) ? attributes.get(name).getI() : otherwise;
    }

    float number(final String name, final float otherwise) {
        return hasAttribute(name) ? attributes.get(name).getF() : otherwise;
    }

    /** Whole numbers that are an attribute in older operator sets and a constant input in newer ones. Empty if the node does not have them. */
    Optional<List<Long>> wholes(final String name, final int position) throws ModelRejectedException {
        if (hasAttribute(name)) {
            return Optional.of(attributes.get(name).getIntsList());
        }
        return has(position) ? Optional.of(constants(position)) : Optional.empty();
    }

    /** The whole numbers of a constant input. */
    List<Long> constants(final int position) throws ModelRejectedException {
        final TensorFacts input = input(position);
        if (!input.type().isInteger() || input.constants().isEmpty() || input.rank() > 1) {
            throw unclear("decides on a shape by a value that is no constant");
        }
        return input.constants().get().stream().map(Double::longValue).toList();
    }

    /** A dimension by the number that the graph gives it, negative from the end. */
    int axis(final long axis, final int rank) throws ModelRejectedException {
        final long position = axis < 0 ? axis + rank : axis;
        if (position < 0 || position >= rank) {
            throw unclear("names axis %d of %d".formatted(axis, rank));
        }
        return (int) position;
    }

    ModelRejectedException unclear(final String fault) {
        return new ModelRejectedException(
                "What operator %s makes cannot be told before it runs: it %s".formatted(operator(), fault));
    }

    ModelRejectedException mixing(final String fault) {
        return new ModelRejectedException(
                "Operator %s mixes the flows of a batch: it %s. A score must depend on its own flow alone"
                        .formatted(operator(), fault));
    }

    /** The shape of what tensors give element by element. */
    List<Extent> broadcast(final List<Extent> first, final List<Extent> second) throws ModelRejectedException {
        final int rank = Math.max(first.size(), second.size());
        final List<Extent> shape = new ArrayList<>(rank);
        for (int i = rank; i > 0; i--) {
            final Extent one = i > first.size() ? Extent.ONE : first.get(first.size() - i);
            final Extent other = i > second.size() ? Extent.ONE : second.get(second.size() - i);
            if (!one.equals(other) && !one.isOne() && !other.isOne()) {
                if (one.flows() || other.flows()) {
                    throw mixing("takes flows and %d other values for one another"
                            .formatted(one.flows() ? other.size() : one.size()));
                }
                throw unclear("joins %d and %d values".formatted(one.size(), other.size()));
            }
            shape.add(one.isOne() ? other : one);
        }
        return shape;
    }
}
