package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A node with what it takes. It keeps account of which attributes have been asked for. For one thread. */
final class NodeArguments {
    private final NodeProto node;
    private final List<Optional<Operand>> inputs = new ArrayList<>();
    private final Set<String> unread = new HashSet<>();

    NodeArguments(final NodeProto node, final Map<String, Operand> known) throws UnsupportedGraphException {
        this.node = node;
        for (final String input : node.getInputList()) {
            if (!input.isEmpty() && !known.containsKey(input)) {
                throw new UnsupportedGraphException("operator %s takes '%s'".formatted(node.getOpType(), input));
            }
            inputs.add(Optional.ofNullable(known.get(input)));
        }
        for (final AttributeProto attribute : node.getAttributeList()) {
            if (!unread.add(attribute.getName())) {
                throw unknown("has the attribute '%s' twice".formatted(attribute.getName()));
            }
        }
        if (node.getOutputCount() != 1 || node.getOutput(0).isEmpty()) {
            throw unknown("makes %d tensors".formatted(node.getOutputCount()));
        }
    }

    String operator() {
        return node.getOpType();
    }

    String output() {
        return node.getOutput(0);
    }

    UnsupportedGraphException unknown(final String what) {
        return new UnsupportedGraphException("operator %s %s".formatted(operator(), what));
    }

    /** @throws UnsupportedGraphException if there are fewer or more inputs, or an attribute that nobody has asked for */
    void checkInputs(final int least, final int most) throws UnsupportedGraphException {
        if (inputs.size() < least || inputs.size() > most) {
            throw unknown("has %d inputs".formatted(inputs.size()));
        }
    }

    /** @throws UnsupportedGraphException if there is an attribute that nobody has asked for */
    void checkAllRead() throws UnsupportedGraphException {
        if (!unread.isEmpty()) {
            throw unknown("has the attributes " + String.join(", ", unread));
        }
    }

    int inputs() {
        return inputs.size();
    }

    Optional<Operand> optional(final int position) {
        return position < inputs.size() ? inputs.get(position) : Optional.empty();
    }

    Operand input(final int position) throws UnsupportedGraphException {
        return optional(position).orElseThrow(() -> unknown("lacks its input %d".formatted(position + 1)));
    }

    BatchedTensor signal(final int position) throws UnsupportedGraphException {
        if (input(position) instanceof BatchedTensor signal) {
            return signal;
        }
        throw unknown("takes a constant for its input %d".formatted(position + 1));
    }

    Constant constant(final int position) throws UnsupportedGraphException {
        if (input(position) instanceof Constant constant) {
            return constant;
        }
        throw unknown("takes what is no constant for its input %d".formatted(position + 1));
    }

    BatchedTensor floatSignal(final int position) throws UnsupportedGraphException {
        return floats(position, signal(position));
    }

    Constant floatConstant(final int position) throws UnsupportedGraphException {
        return floats(position, constant(position));
    }

    private <T extends Operand> T floats(final int position, final T operand) throws UnsupportedGraphException {
        if (operand.kind() != TensorType.FLOAT) {
            throw unknown("takes no floats for its input %d".formatted(position + 1));
        }
        return operand;
    }

    /** Whole numbers that are constant. */
    long[] wholes(final int position) throws UnsupportedGraphException {
        final Constant constant = constant(position);
        if (constant.kind() != TensorType.WHOLE || constant.shape().rank() > 1) {
            throw unknown("takes no list of whole numbers for its input %d".formatted(position + 1));
        }
        return constant.wholes();
    }

    Optional<AttributeProto> attribute(final String name) {
        unread.remove(name);
        return node.getAttributeList().stream()
                .filter(attribute -> name.equals(attribute.getName()))
                .findFirst();
    }

    long whole(final String name, final long otherwise) throws UnsupportedGraphException {
        final Optional<AttributeProto> attribute = attribute(name);
        if (attribute.isEmpty()) {
            return otherwise;
        }
        expect(attribute.get(), AttributeProto.AttributeType.INT);
        return attribute.get().getI();
    }

    float number(final String name, final float otherwise) throws UnsupportedGraphException {
        final Optional<AttributeProto> attribute = attribute(name);
        if (attribute.isEmpty()) {
            return otherwise;
        }
        expect(attribute.get(), AttributeProto.AttributeType.FLOAT);
        return attribute.get().getF();
    }

    /** Whole numbers from an attribute in older operator sets, from an input in newer ones. */
    Optional<long[]> axes(final int position) throws UnsupportedGraphException {
        final Optional<AttributeProto> attribute = attribute("axes");
        if (attribute.isPresent()) {
            expect(attribute.get(), AttributeProto.AttributeType.INTS);
            checkInputs(1, position);
            return Optional.of(attribute.get().getIntsList().stream()
                    .mapToLong(axis -> axis)
                    .toArray());
        }
        return optional(position).isPresent() ? Optional.of(wholes(position)) : Optional.empty();
    }

    void expect(final AttributeProto attribute, final AttributeProto.AttributeType type)
            throws UnsupportedGraphException {
        if (attribute.getType() != type) {
            throw unknown("has the attribute '%s' of another type".formatted(attribute.getName()));
        }
    }

    /**
     * An axis among those of a signal's units.
     *
     * @param axis as the node names it, flows counted, negative from the end
     * @param rank of the whole tensor, flows counted
     */
    int unitAxis(final long axis, final int rank) throws UnsupportedGraphException {
        final long position = axis < 0 ? axis + rank : axis;
        if (position < 1 || position >= rank) {
            throw unknown("works along axis %d of %d".formatted(axis, rank));
        }
        return (int) position - 1;
    }
}
