package org.aegisnet.training.forest;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Writer of a forest as a standard ONNX graph with one TreeEnsembleClassifier. The input is {@code features} float32 [flows, features]. The
 * outputs are {@code label} int64 [flows] (0 benign, 1 attack, the more probable of the two) and {@code probabilities} float32 [flows, 2]. Every
 * leaf carries its vote for an attack, already divided by the number of trees, so that the sum of the votes is the probability. A leaf does not
 * carry a vote for benign. If a graph holds weights for both classes, ONNX Runtime gives the right probabilities. But it then labels every flow
 * with any vote for an attack as an attack.
 */
public final class ForestGraph {
    private static final int IR_VERSION = 8;
    private static final int ONNX_OPERATORS = 15;
    private static final int MACHINE_LEARNING_OPERATORS = 3;
    /** If leaves hold weights for only one class, ONNX Runtime counts the weight for the second class. But it looks for it under the first. */
    private static final int ONLY_CLASS = 0;

    private static final String BATCH = "flows";

    private final AttributeProto.Builder nodeTrees = integers("nodes_treeids");
    private final AttributeProto.Builder nodeIds = integers("nodes_nodeids");
    private final AttributeProto.Builder nodeFeatures = integers("nodes_featureids");
    private final AttributeProto.Builder nodeModes = attribute("nodes_modes", AttributeProto.AttributeType.STRINGS);
    private final AttributeProto.Builder nodeThresholds = floats("nodes_values");
    private final AttributeProto.Builder trueChildren = integers("nodes_truenodeids");
    private final AttributeProto.Builder falseChildren = integers("nodes_falsenodeids");
    private final AttributeProto.Builder voteTrees = integers("class_treeids");
    private final AttributeProto.Builder voteNodes = integers("class_nodeids");
    private final AttributeProto.Builder voteClasses = integers("class_ids");
    private final AttributeProto.Builder votes = floats("class_weights");

    private final Forest forest;

    private ForestGraph(final Forest forest) {
        this.forest = forest;
    }

    /** The same forest makes the same graph. */
    public static ModelProto of(final Forest forest) {
        return new ForestGraph(forest).write();
    }

    private ModelProto write() {
        final List<Tree> trees = forest.trees();
        for (int tree = 0; tree < trees.size(); tree++) {
            for (int node = 0; node < trees.get(tree).size(); node++) {
                addNode(trees.get(tree), tree, node);
            }
        }
        final NodeProto.Builder ensemble = NodeProto.newBuilder()
                .setOpType("TreeEnsembleClassifier")
                .setDomain("ai.onnx.ml")
                .setName("forest")
                .addInput("features")
                .addOutput("label")
                .addOutput("probabilities");
        for (final AttributeProto.Builder attribute : List.of(
                nodeTrees,
                nodeIds,
                nodeFeatures,
                nodeModes,
                nodeThresholds,
                trueChildren,
                falseChildren,
                voteTrees,
                voteNodes,
                voteClasses,
                votes,
                integers("classlabels_int64s").addInts(0).addInts(1),
                attribute("post_transform", AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8("NONE")))) {
            ensemble.addAttribute(attribute);
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("aegisnet-training")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(ONNX_OPERATORS))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(MACHINE_LEARNING_OPERATORS))
                .setGraph(GraphProto.newBuilder()
                        .setName("flow-forest")
                        .addNode(ensemble)
                        .addInput(tensor("features", TensorProto.DataType.FLOAT, forest.features()))
                        .addOutput(vector("label"))
                        .addOutput(tensor("probabilities", TensorProto.DataType.FLOAT, 2)))
                .build();
    }

    private void addNode(final Tree tree, final int treeId, final int node) {
        final boolean leaf = tree.isLeaf(node);
        nodeTrees.addInts(treeId);
        nodeIds.addInts(node);
        nodeModes.addStrings(ByteString.copyFromUtf8(leaf ? "LEAF" : "BRANCH_LEQ"));
        nodeFeatures.addInts(leaf ? 0 : tree.feature(node));
        nodeThresholds.addFloats(leaf ? 0 : tree.threshold(node));
        trueChildren.addInts(leaf ? 0 : tree.trueChild(node));
        falseChildren.addInts(leaf ? 0 : tree.falseChild(node));
        if (leaf) {
            voteTrees.addInts(treeId);
            voteNodes.addInts(node);
            voteClasses.addInts(ONLY_CLASS);
            votes.addFloats(forest.vote(tree, node));
        }
    }

    private static AttributeProto.Builder integers(final String name) {
        return attribute(name, AttributeProto.AttributeType.INTS);
    }

    private static AttributeProto.Builder floats(final String name) {
        return attribute(name, AttributeProto.AttributeType.FLOATS);
    }

    private static AttributeProto.Builder attribute(final String name, final AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    private static ValueInfoProto tensor(final String name, final TensorProto.DataType type, final int columns) {
        return information(
                name,
                type,
                TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH))
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns)));
    }

    private static ValueInfoProto vector(final String name) {
        return information(
                name,
                TensorProto.DataType.INT64,
                TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH)));
    }

    private static ValueInfoProto information(
            final String name, final TensorProto.DataType type, final TensorShapeProto.Builder shape) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
