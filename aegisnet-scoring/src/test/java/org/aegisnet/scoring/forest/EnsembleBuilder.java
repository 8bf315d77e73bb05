package org.aegisnet.scoring.forest;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/** Builds a TreeEnsembleClassifier node by node, good or bad, and the ONNX model around it. */
final class EnsembleBuilder {
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> features = new ArrayList<>();
    private final List<Double> thresholds = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> trueIds = new ArrayList<>();
    private final List<Long> falseIds = new ArrayList<>();
    private final List<Long> weightTreeIds = new ArrayList<>();
    private final List<Long> weightNodeIds = new ArrayList<>();
    private final List<Long> weightClasses = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final List<AttributeProto> extra = new ArrayList<>();
    private List<String> labels = List.of();
    private boolean doubles;

    EnsembleBuilder branch(
            final long tree,
            final long node,
            final long feature,
            final String mode,
            final double threshold,
            final long trueId,
            final long falseId) {
        treeIds.add(tree);
        nodeIds.add(node);
        features.add(feature);
        modes.add(mode);
        thresholds.add(threshold);
        trueIds.add(trueId);
        falseIds.add(falseId);
        return this;
    }

    EnsembleBuilder leaf(final long tree, final long node) {
        return branch(tree, node, 0, "LEAF", 0, 0, 0);
    }

    EnsembleBuilder weight(final long tree, final long node, final long clazz, final double weight) {
        weightTreeIds.add(tree);
        weightNodeIds.add(node);
        weightClasses.add(clazz);
        weights.add(weight);
        return this;
    }

    /** A leaf that gives the attack class its probability, and the safe class the rest. */
    EnsembleBuilder leafOfBoth(final long tree, final long node, final float probability, final float share) {
        leaf(tree, node);
        weight(tree, node, 0, (1 - probability) * share);
        return weight(tree, node, 1, probability * share);
    }

    EnsembleBuilder baseValues(final Float... values) {
        extra.add(floats("base_values", List.of(values)));
        return this;
    }

    EnsembleBuilder postTransform(final String transform) {
        extra.add(text("post_transform", transform));
        return this;
    }

    EnsembleBuilder attribute(final AttributeProto attribute) {
        extra.add(attribute);
        return this;
    }

    EnsembleBuilder labels(final String... texts) {
        labels = List.of(texts);
        return this;
    }

    /** Thresholds and weights in float64, and so the input. */
    EnsembleBuilder doubles() {
        doubles = true;
        return this;
    }

    EnsembleBuilder missingValuesTrackTrue(final Random random) {
        final List<Long> tracks = new ArrayList<>();
        modes.forEach(mode -> tracks.add("LEAF".equals(mode) ? 0L : random.nextInt(2)));
        return attribute(integers("nodes_missing_value_tracks_true", tracks));
    }

    int nodes() {
        return treeIds.size();
    }

    NodeProto node() {
        final NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType("TreeEnsembleClassifier")
                .setDomain("ai.onnx.ml")
                .addInput("features")
                .addOutput("label")
                .addOutput("probabilities")
                .addAttribute(integers("nodes_treeids", treeIds))
                .addAttribute(integers("nodes_nodeids", nodeIds))
                .addAttribute(integers("nodes_featureids", features))
                .addAttribute(numbers("nodes_values", thresholds))
                .addAttribute(texts("nodes_modes", modes))
                .addAttribute(integers("nodes_truenodeids", trueIds))
                .addAttribute(integers("nodes_falsenodeids", falseIds))
                .addAttribute(integers("class_treeids", weightTreeIds))
                .addAttribute(integers("class_nodeids", weightNodeIds))
                .addAttribute(integers("class_ids", weightClasses))
                .addAttribute(numbers("class_weights", weights))
                .addAllAttribute(extra);
        return node.addAttribute(
                        labels.isEmpty()
                                ? integers("classlabels_int64s", List.of(0L, 1L))
                                : texts("classlabels_strings", labels))
                .build();
    }

    private AttributeProto numbers(final String name, final List<Double> values) {
        if (!doubles) {
            return floats(name, values.stream().map(Double::floatValue).toList());
        }
        return AttributeProto.newBuilder()
                .setName(name + "_as_tensor")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.DOUBLE.getNumber())
                        .addDims(values.size())
                        .addAllDoubleData(values))
                .build();
    }

    ModelProto model(final int featureCount) {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(15))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))
                .setGraph(GraphProto.newBuilder()
                        .setName("forest")
                        .addInput(value(
                                "features",
                                doubles ? TensorProto.DataType.DOUBLE : TensorProto.DataType.FLOAT,
                                featureCount))
                        .addNode(node())
                        .addOutput(value("label", TensorProto.DataType.INT64, 0))
                        .addOutput(value("probabilities", TensorProto.DataType.FLOAT, 2)))
                .build();
    }

    /** The ensemble as the engine loads it from a file. */
    ForestModel load(final ModelMetadata metadata) throws ModelRejectedException {
        final byte[] bytes =
                new ModelFileWriter().write(model(metadata.features().size()), metadata);
        return ForestModel.load(ModelFile.read(bytes));
    }

    private static ValueInfoProto value(final String name, final TensorProto.DataType type, final int columns) {
        final TensorShapeProto.Builder shape =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("flows"));
        if (columns > 0) {
            shape.addDim(Dimension.newBuilder().setDimValue(columns));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }

    static AttributeProto integers(final String name, final List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    static AttributeProto floats(final String name, final List<Float> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOATS)
                .addAllFloats(values)
                .build();
    }

    static AttributeProto text(final String name, final String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static AttributeProto texts(final String name, final List<String> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRINGS)
                .addAllStrings(values.stream()
                        .map(value -> ByteString.copyFrom(value, StandardCharsets.UTF_8))
                        .toList())
                .build();
    }
}
