package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Check of an autoencoder's graph before any engine runs it. For each tensor it finds the type, the exact shape and the dimension of the flows.
 * If they can be proven, it also finds the bounds of the tensor's values. Three things follow. The memory and the work are bounded. Operators do
 * not calculate with whole numbers and do not read positions that may not exist. So a flow cannot make native code divide by zero or read
 * outside of a tensor. The flows stay one dimension that is never summed, picked from or reordered, so that a score depends on its own flow
 * alone. Used once.
 */
final class GraphBounds {
    static final int MAXIMUM_RANK = 3;

    private final GraphBudget budget = new GraphBudget();
    private final Map<String, TensorFacts> known = new HashMap<>();

    /**
     * Checks a graph.
     *
     * @param graph of known operators, in order
     * @param metadata of the columns of the graph's only input
     * @return how much was looked at, which grows with the graph and not faster
     */
    long check(final GraphProto graph, final ModelMetadata metadata) throws ModelRejectedException {
        final TensorFacts flows = flows(metadata);
        for (final ValueInfoProto input : graph.getInputList()) {
            known.put(input.getName(), flows);
        }
        for (final TensorProto tensor : graph.getInitializerList()) {
            known.put(tensor.getName(), ModelGuard.facts(tensor));
        }
        for (final NodeProto node : graph.getNodeList()) {
            final OperatorForm form = Operator.named(node.getOpType())
                    .flatMap(Operator::form)
                    .orElseThrow(() -> new IllegalArgumentException("The guard has let in " + node.getOpType()));
            final List<TensorFacts> made = form.rule().outputs(new GraphNode(node, form, known, budget));
            for (int output = 0; output < made.size(); output++) {
                budget.add(node.getOpType(), made.get(output));
                known.put(node.getOutput(output), made.get(output));
            }
        }
        for (final ValueInfoProto output : graph.getOutputList()) {
            final TensorFacts made = known.get(output.getName());
            // A reconstruction will be subtracted from the flows.
            final boolean reconstruction = metadata.standardisation().isPresent() && graph.getOutputCount() == 1;
            final boolean whole = !reconstruction || made.shape().equals(flows.shape());
            if (made.flowsAxis() != 0 || !whole) {
                throw new ModelRejectedException(
                        "Output '%s' has not one row for each flow".formatted(output.getName()));
            }
        }
        return budget.looks();
    }

    /** A feature that is required is a finite number always; another one may be NaN. */
    private static TensorFacts flows(final ModelMetadata metadata) {
        final int features = metadata.features().size();
        final boolean known = metadata.standardisation().isEmpty()
                && metadata.features().stream().allMatch(feature -> feature.required());
        return new TensorFacts(
                ElementType.FLOAT,
                List.of(Extent.FLOWS, Extent.of(features)),
                known ? Optional.of(new Span(-Float.MAX_VALUE, Float.MAX_VALUE)) : Optional.empty(),
                Optional.empty());
    }
}
