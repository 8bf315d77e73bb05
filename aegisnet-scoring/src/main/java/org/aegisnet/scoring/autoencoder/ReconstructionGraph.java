package org.aegisnet.scoring.autoencoder;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Standardisation;

/**
 * A graph that takes standardised flows and gives their reconstruction. It is wrapped so that it takes raw flows and gives scores, errors and
 * expected values, as every autoencoder does. The score is the mean squared error of the standardised flow. Immutable.
 */
final class ReconstructionGraph {
    private static final String PREFIX = "aegisnet/";
    private static final String MEAN = PREFIX + "mean";
    private static final String SCALE = PREFIX + "scale";
    private static final String SHARE = PREFIX + "share";
    private static final String CENTRED = PREFIX + "centred";
    private static final String DIFFERENCE = PREFIX + "difference";
    private static final String WIDENED = PREFIX + "widened";

    private final ModelProto model;
    private final Standardisation standardisation;

    ReconstructionGraph(final ModelProto model, final Standardisation standardisation) {
        this.model = model;
        this.standardisation = standardisation;
    }

    ModelProto withScores() throws ModelRejectedException {
        final GraphProto graph = model.getGraph();
        final Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        final ValueInfoProto input = graph.getInputList().stream()
                .filter(candidate -> !constants.contains(candidate.getName()))
                .findFirst()
                .orElseThrow();
        final String standardised = input.getName();
        final String reconstruction = graph.getOutput(0).getName();
        checkNames(graph);
        final int features = standardisation.mean().size();
        final GraphProto.Builder wrapped = graph.toBuilder()
                .clearInput()
                .clearOutput()
                .clearNode()
                .clearValueInfo()
                .addInput(input.toBuilder().setName(PREFIX + "flows"))
                .addInitializer(constants(MEAN, standardisation.mean()))
                .addInitializer(constants(SCALE, standardisation.scale()))
                .addInitializer(constants(SHARE, Collections.nCopies(features, 1f / features)))
                .addNode(node("Sub", PREFIX + "flows", MEAN, CENTRED))
                .addNode(node("Div", CENTRED, SCALE, standardised))
                .addAllNode(graph.getNodeList())
                .addNode(node("Sub", standardised, reconstruction, DIFFERENCE))
                .addNode(node("Mul", DIFFERENCE, DIFFERENCE, AutoencoderModel.FEATURE_ERROR))
                .addNode(node("MatMul", AutoencoderModel.FEATURE_ERROR, SHARE, AutoencoderModel.SCORE))
                .addNode(node("Mul", reconstruction, SCALE, WIDENED))
                .addNode(node("Add", WIDENED, MEAN, AutoencoderModel.EXPECTED));
        for (final String output :
                List.of(AutoencoderModel.SCORE, AutoencoderModel.FEATURE_ERROR, AutoencoderModel.EXPECTED)) {
            final ValueInfoProto.Builder information =
                    graph.getOutput(0).toBuilder().setName(output);
            information.getTypeBuilder().getTensorTypeBuilder().clearShape();
            wrapped.addOutput(information);
        }
        return model.toBuilder().setGraph(wrapped).build();
    }

    private static void checkNames(final GraphProto graph) throws ModelRejectedException {
        final Set<String> ours =
                Set.of(AutoencoderModel.SCORE, AutoencoderModel.FEATURE_ERROR, AutoencoderModel.EXPECTED);
        final Set<String> names = new HashSet<>();
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> names.add(tensor.getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        for (final String name : names) {
            if (ours.contains(name) || name.startsWith(PREFIX)) {
                throw new ModelRejectedException(
                        "The autoencoder calls a tensor '%s', a name that is needed for its scores; name it otherwise"
                                .formatted(name));
            }
        }
    }

    private static NodeProto node(final String operator, final String first, final String second, final String output) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addInput(first)
                .addInput(second)
                .addOutput(output)
                .build();
    }

    private static TensorProto constants(final String name, final List<Float> values) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(values.size())
                .addAllFloatData(values)
                .build();
    }
}
