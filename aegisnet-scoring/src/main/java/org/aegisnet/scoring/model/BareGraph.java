package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Remover of the parts of a model that an engine does not need to run it. These are documentation, names of nodes, and claims about tensors
 * between the nodes. Parts that the guard does not check therefore do not reach native code.
 */
final class BareGraph {
    private BareGraph() {}

    static ModelProto of(final ModelProto model) {
        final GraphProto graph = model.getGraph();
        final GraphProto.Builder bare = GraphProto.newBuilder()
                .setName(graph.getName().length() > ModelGuard.MAXIMUM_NAME_CHARACTERS ? "" : graph.getName());
        graph.getNodeList().forEach(node -> bare.addNode(bare(node)));
        graph.getInitializerList().forEach(tensor -> bare.addInitializer(bare(tensor)));
        bare.addAllSparseInitializer(graph.getSparseInitializerList());
        graph.getInputList().forEach(input -> bare.addInput(bare(input)));
        graph.getOutputList().forEach(output -> bare.addOutput(bare(output)));
        return ModelProto.newBuilder()
                .setIrVersion(model.getIrVersion())
                .addAllOpsetImport(model.getOpsetImportList())
                .addAllTrainingInfo(model.getTrainingInfoList())
                .addAllFunctions(model.getFunctionsList())
                .setGraph(bare)
                .build();
    }

    private static NodeProto bare(final NodeProto node) {
        final NodeProto.Builder bare = NodeProto.newBuilder()
                .setOpType(node.getOpType())
                .addAllInput(node.getInputList())
                .addAllOutput(node.getOutputList());
        if (node.hasDomain()) {
            bare.setDomain(node.getDomain());
        }
        for (final AttributeProto attribute : node.getAttributeList()) {
            final AttributeProto.Builder kept = attribute.toBuilder().clearDocString();
            if (attribute.hasT()) {
                kept.setT(bare(attribute.getT()));
            }
            bare.addAttribute(kept);
        }
        return bare.build();
    }

    private static TensorProto bare(final TensorProto tensor) {
        return tensor.toBuilder().clearDocString().build();
    }

    private static ValueInfoProto bare(final ValueInfoProto value) {
        return ValueInfoProto.newBuilder()
                .setName(value.getName())
                .setType(value.getType())
                .build();
    }
}
