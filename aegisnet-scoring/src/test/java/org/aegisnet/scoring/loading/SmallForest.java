package org.aegisnet.scoring.loading;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.List;
import org.aegisnet.scoring.autoencoder.GraphBuilder;

/** A forest of two trees over three features, as an ONNX graph. */
final class SmallForest {
    private SmallForest() {}

    static ModelProto model() {
        final NodeProto ensemble = NodeProto.newBuilder()
                .setOpType("TreeEnsembleClassifier")
                .setDomain("ai.onnx.ml")
                .addInput("features")
                .addOutput("label")
                .addOutput("probabilities")
                .addAttribute(integers("nodes_treeids", 0, 0, 0, 0, 0, 1, 1, 1))
                .addAttribute(integers("nodes_nodeids", 0, 1, 2, 3, 4, 0, 1, 2))
                .addAttribute(integers("nodes_featureids", 0, 1, 0, 0, 0, 2, 0, 0))
                .addAttribute(floats("nodes_values", 0.5f, -1, 0, 0, 0, 2, 0, 0))
                .addAttribute(texts(
                        "nodes_modes", "BRANCH_LEQ", "BRANCH_GT", "LEAF", "LEAF", "LEAF", "BRANCH_EQ", "LEAF", "LEAF"))
                .addAttribute(integers("nodes_truenodeids", 1, 3, 0, 0, 0, 1, 0, 0))
                .addAttribute(integers("nodes_falsenodeids", 2, 4, 0, 0, 0, 2, 0, 0))
                .addAttribute(integers("class_treeids", 0, 0, 0, 1, 1))
                .addAttribute(integers("class_nodeids", 2, 3, 4, 1, 2))
                .addAttribute(integers("class_ids", 0, 0, 0, 0, 0))
                .addAttribute(floats("class_weights", 0.1f, 0.25f, 0.5f, 0.125f, 0.375f))
                .addAttribute(integers("classlabels_int64s", 0, 1))
                .build();
        return new GraphBuilder()
                .input("features", 3)
                .node(ensemble)
                .output("label")
                .output("probabilities")
                .build();
    }

    private static AttributeProto integers(final String name, final long... values) {
        final AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (final long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static AttributeProto floats(final String name, final float... values) {
        final AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
        for (final float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }

    private static AttributeProto texts(final String name, final String... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(
                        List.of(values).stream().map(ByteString::copyFromUtf8).toList())
                .build();
    }
}
