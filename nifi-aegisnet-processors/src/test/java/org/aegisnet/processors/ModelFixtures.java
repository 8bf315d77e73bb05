package org.aegisnet.processors;

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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.scoring.model.BenignQuantiles;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.scoring.model.Training;

/** Two models so small that everybody can tell their scores in the head. */
public final class ModelFixtures {
    private static final List<Feature> FEATURES = List.of(
            new Feature("bytes_in", FeatureUnit.BYTES, true, 0),
            new Feature("bytes_out", FeatureUnit.BYTES, true, 0),
            new Feature("duration", FeatureUnit.SECONDS, true, 0));

    /** The probability of an attack is 0.9 if bytes_out is above 1000, else 0.1. */
    static final float FOREST_SPLIT = 1000;

    private ModelFixtures() {}

    public static Path forest(final Path folder) throws IOException {
        return forest(folder, "1.0.0");
    }

    public static Path forest(final Path folder, final String version) throws IOException {
        return forest(folder, version, FEATURES, List.of(new Threshold(0.01, 0.5)));
    }

    static Path forestWithoutThresholdTable(final Path folder) throws IOException {
        return forest(folder, "1.0.0", FEATURES, List.of());
    }

    /** The first feature is one that records do not have: it is computed by dividing. */
    static Path forestOfPacketSizes(final Path folder) throws IOException {
        final List<Feature> features =
                List.of(new Feature("bytes_per_packet", FeatureUnit.BYTES, true, 0), FEATURES.get(1), FEATURES.get(2));
        return forest(folder, "1.0.0", features, List.of());
    }

    private static Path forest(
            final Path folder, final String version, final List<Feature> features, final List<Threshold> table)
            throws IOException {
        final NodeProto ensemble = NodeProto.newBuilder()
                .setOpType("TreeEnsembleClassifier")
                .setDomain("ai.onnx.ml")
                .addInput("features")
                .addOutput("label")
                .addOutput("probabilities")
                .addAttribute(integers("nodes_treeids", 0, 0, 0))
                .addAttribute(integers("nodes_nodeids", 0, 1, 2))
                .addAttribute(integers("nodes_featureids", 1, 0, 0))
                .addAttribute(floats("nodes_values", FOREST_SPLIT, 0, 0))
                .addAttribute(strings("nodes_modes", "BRANCH_LEQ", "LEAF", "LEAF"))
                .addAttribute(integers("nodes_truenodeids", 1, 0, 0))
                .addAttribute(integers("nodes_falsenodeids", 2, 0, 0))
                .addAttribute(integers("class_treeids", 0, 0, 0, 0))
                .addAttribute(integers("class_nodeids", 1, 1, 2, 2))
                .addAttribute(integers("class_ids", 0, 1, 0, 1))
                .addAttribute(floats("class_weights", 0.9f, 0.1f, 0.1f, 0.9f))
                .addAttribute(integers("classlabels_int64s", 0, 1))
                .addAttribute(AttributeProto.newBuilder()
                        .setName("post_transform")
                        .setType(AttributeProto.AttributeType.STRING)
                        .setS(ByteString.copyFromUtf8("NONE")))
                .build();
        final GraphProto graph = GraphProto.newBuilder()
                .setName("forest")
                .addInput(matrix("features"))
                .addNode(ensemble)
                .addOutput(value("label", TensorProto.DataType.INT64, 1))
                .addOutput(matrix("probabilities"))
                .build();
        final ModelMetadata metadata =
                metadata(ModelKind.FOREST, "fixture-forest", version, features, 0.5, table, 0.1, 0.9);
        return write(folder.resolve("forest.onnx"), graph, metadata);
    }

    /** The score is (bytes_in + bytes_out + duration) / 1000; expected is 0 of everything. */
    public static Path autoencoder(final Path folder) throws IOException {
        return autoencoder(folder.resolve("autoencoder.onnx"), FEATURES, false);
    }

    /** The same with an operator that plain Java does not know. */
    public static Path nativeAutoencoder(final Path folder) throws IOException {
        return autoencoder(folder.resolve("native-autoencoder.onnx"), FEATURES, true);
    }

    /** The same with features x, y and z that no vocabulary knows, so that their values may be as large as they like. */
    static Path autoencoderOfOwnFeatures(final Path folder) throws IOException {
        return autoencoder(
                folder.resolve("autoencoder.onnx"),
                Stream.of("x", "y", "z")
                        .map(name -> new Feature(name, FeatureUnit.NUMBER, true, 0))
                        .toList(),
                false);
    }

    private static Path autoencoder(final Path file, final List<Feature> features, final boolean isNative)
            throws IOException {
        final GraphProto.Builder graph = GraphProto.newBuilder()
                .setName("autoencoder")
                .addInput(matrix("features"))
                .addInitializer(TensorProto.newBuilder()
                        .setName("weight")
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(1)
                        .addFloatData(0.001f))
                .addInitializer(TensorProto.newBuilder()
                        .setName("columns")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addDims(1)
                        .addInt64Data(1))
                .addNode(operator("Mul", "feature_error", "features", "weight"))
                .addNode(operator("Sub", "expected", "features", "features"))
                .addNode(operator("ReduceSum", "total", "features", "columns").toBuilder()
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("keepdims")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(0)))
                .addNode(operator("Mul", "score", "total", "weight"))
                .addOutput(value("score", TensorProto.DataType.FLOAT, 1))
                .addOutput(matrix("feature_error"))
                .addOutput(matrix("expected"));
        if (isNative) {
            graph.addNode(operator("Erf", "unused", "features"));
        }
        final ModelMetadata metadata = metadata(
                ModelKind.AUTOENCODER,
                "fixture-autoencoder",
                "1.0.0",
                features,
                2,
                List.of(new Threshold(0.05, 1), new Threshold(0.01, 2), new Threshold(0.001, 4)),
                0.012,
                3.012);
        return write(file, graph.build(), metadata);
    }

    private static ModelMetadata metadata(
            final ModelKind kind,
            final String name,
            final String version,
            final List<Feature> features,
            final double threshold,
            final List<Threshold> table,
            final double lowScore,
            final double highScore) {
        return new ModelMetadata(
                kind,
                name,
                version,
                features,
                threshold,
                table,
                Optional.of(new BenignQuantiles(new double[] {0, 0.5, 1}, new double[] {0, 1, 4})),
                Optional.of(List.of(10f, 20f, 0f)),
                new SelfTest(List.of(new float[] {5, 5, 2}, new float[] {10, 3000, 2}), List.of(lowScore, highScore)),
                new Training("Made by hand for tests", 0, List.of()));
    }

    private static Path write(final Path file, final GraphProto graph, final ModelMetadata metadata)
            throws IOException {
        final ModelProto model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(1))
                .setGraph(graph)
                .build();
        return ReplacedFile.write(file, new ModelFileWriter().write(model, metadata));
    }

    private static NodeProto operator(final String type, final String output, final String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .build();
    }

    private static ValueInfoProto matrix(final String name) {
        return value(name, TensorProto.DataType.FLOAT, 2);
    }

    private static ValueInfoProto value(final String name, final TensorProto.DataType type, final int rank) {
        final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int dimension = 0; dimension < rank; dimension++) {
            shape.addDim(Dimension.newBuilder().setDimParam("dimension" + dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
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

    private static AttributeProto strings(final String name, final String... values) {
        final AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        for (final String value : values) {
            attribute.addStrings(ByteString.copyFromUtf8(value));
        }
        return attribute.build();
    }
}
