package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.List;
import java.util.Map;

/**
 * The form in which an operator may be used in an autoencoder. Immutable.
 *
 * @param leastInputs of a node
 * @param mostInputs of a node
 * @param mostOutputs of a node
 * @param attributes that a node may have, by name
 * @param rule computes the facts of the outputs
 */
record OperatorForm(
        int leastInputs, int mostInputs, int mostOutputs, Map<String, AttributeType> attributes, Rule rule) {

    /** Rule that computes the facts of a node's outputs from those of its inputs, or rejects the node. */
    @FunctionalInterface
    interface Rule {
        /** The facts of each output. */
        List<TensorFacts> outputs(GraphNode node) throws ModelRejectedException;
    }

    /** Rule that computes the facts of the only output. */
    @FunctionalInterface
    interface SingleRule {
        TensorFacts output(GraphNode node) throws ModelRejectedException;
    }

    static OperatorForm of(
            final int leastInputs,
            final int mostInputs,
            final Map<String, AttributeType> attributes,
            final SingleRule rule) {
        return new OperatorForm(leastInputs, mostInputs, 1, attributes, node -> List.of(rule.output(node)));
    }
}
