package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of hostile or useless graph, refused with its own sentence before native code sees it. */
class ModelGuardTest {
    private static final int FEATURES = 4;

    private static GraphBuilder graph() {
        return GraphBuilder.autoencoder(FEATURES, 1);
    }

    private static String refusal(final GraphBuilder graph) {
        return refusal(graph.build());
    }

    private static String refusal(final ModelProto model) {
        return assertTimeout(
                        Duration.ofSeconds(10), () -> assertThrows(ModelRejectedException.class, () -> read(model)))
                .getMessage();
    }

    private static void read(final ModelProto model) throws ModelRejectedException {
        ModelFile.read(new ModelFileWriter().write(model, SampleMetadata.autoencoder(FEATURES)));
    }

    private static ModelProto changed(final Consumer<GraphProto.Builder> change) {
        final ModelProto.Builder model = graph().build().toBuilder();
        change.accept(model.getGraphBuilder());
        return model.build();
    }

    private static NodeProto node(final String operator) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addInput("features")
                .addOutput("never")
                .build();
    }

    @Test
    void anOrdinaryGraphPasses() {
        assertDoesNotThrow(() -> read(graph().build()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Loop",
                "If",
                "Scan",
                "ConstantOfShape",
                "Expand",
                "OneHot",
                "Tile",
                "Range",
                "Pad",
                "Resize",
                "NonZero",
                "Shape",
                "RandomNormal",
                "Conv",
                "LSTM",
                "Einsum",
                "TreeEnsembleClassifier"
            })
    void refusesOperatorsThatAnAutoencoderHasNoUseFor(final String operator) {
        assertEquals(
                "The graph uses operator %s, which an autoencoder has no use for".formatted(operator),
                refusal(graph().node(node(operator))));
    }

    @Test
    void refusesOperatorsOfOtherDomains() {
        assertEquals(
                "The graph uses operator com.microsoft.Add, which an autoencoder has no use for",
                refusal(graph().node(node("Add").toBuilder()
                        .setDomain("com.microsoft")
                        .build())));
        final ModelProto model = graph().build().toBuilder()
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft"))
                .build();
        assertEquals("The model uses operators of domain 'com.microsoft'; only ONNX's own are read", refusal(model));
    }

    @Test
    void refusesFunctionsAndTrainingGraphs() {
        final String sentence = "The model holds functions or training graphs; only a plain inference graph is read";
        final ModelProto model = graph().build();
        assertEquals(
                sentence,
                refusal(model.toBuilder()
                        .addFunctions(FunctionProto.getDefaultInstance())
                        .build()));
        assertEquals(
                sentence,
                refusal(model.toBuilder()
                        .addTrainingInfo(TrainingInfoProto.getDefaultInstance())
                        .build()));
    }

    @Test
    void refusesGraphsInsideOfGraphs() {
        final NodeProto hiding = node("Relu").toBuilder()
                .addAttribute(AttributeProto.newBuilder().setName("body").setG(GraphProto.getDefaultInstance()))
                .build();
        assertEquals(
                "Operator Relu holds a graph or sparse tensor of its own, which is not read",
                refusal(graph().node(hiding)));
    }

    @Test
    void refusesAttributesThatPointIntoAFunction() {
        final NodeProto node = node("Relu").toBuilder()
                .addAttribute(AttributeProto.newBuilder().setName("alpha").setRefAttrName("beta"))
                .build();
        assertEquals("Operator Relu takes 'alpha' from a function that is not there", refusal(graph().node(node)));
    }

    @Test
    void refusesSparseTensors() {
        assertEquals(
                "The graph holds sparse tensors, which are not read",
                refusal(changed(graph -> graph.addSparseInitializer(SparseTensorProto.getDefaultInstance()))));
    }

    @Test
    void refusesExternalData() {
        final TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("secret")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(1);
        final String sentence = "Tensor 'secret' points to another file; a model must hold all its data itself";
        assertEquals(
                sentence,
                refusal(graph().tensor(tensor.clone()
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .build())));
        assertEquals(
                sentence,
                refusal(graph().tensor(tensor.clone()
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("nifi.properties"))
                        .build())));
        final NodeProto constant = NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("never")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setT(tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL)))
                .build();
        assertEquals(sentence, refusal(graph().node(constant)));
    }

    @Test
    void refusesTensorsThatAreNotWhatTheyClaim() {
        assertEquals(
                "Tensor 'big' has a dimension of 4611686018427387904",
                refusal(graph().floats("big", List.of(1L << 62))));
        assertEquals("Tensor 'big' has a dimension of -1", refusal(graph().floats("big", List.of(-1L))));
        assertEquals(
                "Tensor 'big' claims more than 8388608 numbers", refusal(graph().floats("big", List.of(3000L, 3000L))));
        assertEquals(
                "Tensor 'big' claims 100 numbers but holds another count",
                refusal(graph().floats("big", List.of(10L, 10L), 1, 2)));
        assertEquals(
                "Tensor 'big' claims 2 numbers but holds another count",
                refusal(graph().tensor(TensorProto.newBuilder()
                        .setName("big")
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(2)
                        .setRawData(ByteString.copyFrom(new byte[7]))
                        .build())));
        assertEquals(
                "Tensor 'big' has 4 dimensions; 3 is the most",
                refusal(graph().floats("big", List.of(1L, 1L, 1L, 1L), 1)));
        assertEquals(
                "Tensor 'words' is of a type (8) that flow models have no use for",
                refusal(graph().tensor(TensorProto.newBuilder()
                        .setName("words")
                        .setDataType(TensorProto.DataType.STRING.getNumber())
                        .build())));
        assertEquals(
                "Tensor 'far' holds 5000000; no dimension or index of a flow model is as large",
                refusal(graph().integers("far", 5_000_000)));
        assertEquals(
                "Tensor 'far' holds -9223372036854775808; no dimension or index of a flow model is as large",
                refusal(graph().integers("far", Long.MIN_VALUE)));
        assertDoesNotThrow(() -> read(
                graph().integers("open", Long.MAX_VALUE, Integer.MAX_VALUE, -1).build()));
    }

    @Test
    void refusesMoreNodesThanAnyModelHas() {
        final GraphBuilder graph = graph();
        for (int i = 0; i <= ModelGuard.MAXIMUM_NODES; i++) {
            graph.node("Relu", List.of("features"), "r" + i);
        }
        assertEquals("The graph has 4007 nodes; 4000 is the most", refusal(graph));
    }

    @Test
    void refusesCyclesAndHoles() {
        assertEquals(
                "Operator Relu takes 'a', which nothing before it makes: the graph is cyclic or incomplete",
                refusal(graph().node("Relu", List.of("a"), "b").node("Relu", List.of("b"), "a")));
        assertEquals("The graph makes 'score' twice", refusal(graph().node("Relu", List.of("features"), "score")));
        assertEquals("Nothing in the graph makes its output 'more'", refusal(graph().output("more")));
    }

    @Test
    void rejectsInputsThatAreNotFlows() {
        assertEquals(
                "The graph has 2 inputs; a flow model has one, a matrix of flows by features",
                refusal(graph().input("second", 1)));
        assertEquals(
                "Input 'features' has 9 columns, but the metadata name 4 features",
                refusal(changed(graph -> graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .setDim(1, Dimension.newBuilder().setDimValue(9)))));
        assertEquals(
                "Input 'features' takes exactly 1 flows; export the model with a free first dimension",
                refusal(changed(graph -> graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .setDim(0, Dimension.newBuilder().setDimValue(1)))));
        assertEquals(
                "Input 'features' is no float32 matrix of flows by features",
                refusal(changed(graph -> graph.getInputBuilder(0)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .setElemType(TensorProto.DataType.DOUBLE.getNumber()))));
    }

    @Test
    void refusesCastsToWords() {
        assertEquals(
                "Operator Cast makes a type (8) that flow models have no use for",
                refusal(graph().node("Cast", List.of("features"), "words", "to", 8)));
    }

    @Test
    void refusesSmallTensorsThatGrowTogether() {
        final GraphBuilder graph = graph();
        graph.floats("ones", List.of(1L, 1L), 1).integers("third", 2);
        graph.node("Unsqueeze", List.of("features", "third"), "cube");
        graph.node("Concat", List.of("features", "features", "features", "features", "features"), "wide", "axis", 1);
        graph.node("Concat", List.of("wide", "wide", "wide", "wide", "wide", "wide", "wide"), "wider", "axis", 1);
        graph.node("Unsqueeze", List.of("wider", "third"), "column");
        graph.node("Transpose", List.of("column"), "row", "perm", List.of(0L, 2L, 1L));
        graph.node("Mul", List.of("column", "row"), "square");
        graph.node("Mul", List.of("square", "square"), "again1");
        graph.node("Mul", List.of("square", "square"), "again2");
        graph.node("Mul", List.of("square", "square"), "again3");
        assertEquals(
                "With operator Mul the graph's tensors grow beyond 65536 numbers for each flow, or beyond 8388608 without any flow",
                refusal(graph));
    }

    @Test
    void refusesConstantsThatGrowTogether() {
        final GraphBuilder graph = graph();
        final float[] thousand = new float[4000];
        graph.floats("column", List.of(4000L, 1L), thousand).floats("row", List.of(1L, 4000L), thousand);
        graph.node("Add", List.of("column", "row"), "plane");
        assertTrue(refusal(graph).startsWith("With operator Add the graph's tensors grow beyond"));
    }

    @Test
    void refusesGathersThatGrow() {
        final GraphBuilder graph = graph();
        final long[] zeros = new long[20_000];
        graph.integers("zeros", zeros);
        graph.node("Gather", List.of("features", "zeros"), "wide", "axis", 1);
        graph.node("Gather", List.of("wide", "zeros"), "wide2", "axis", 1);
        graph.node("Gather", List.of("wide2", "zeros"), "wide3", "axis", 1);
        graph.node("Gather", List.of("wide3", "zeros"), "wide4", "axis", 1);
        assertTrue(refusal(graph).startsWith("With operator Gather the graph's tensors grow beyond"));
    }

    @Test
    void refusesTensorsThatGrowWithTheSquareOfTheFlows() {
        final GraphBuilder graph = graph();
        graph.node("Transpose", List.of("features"), "turned");
        graph.node("MatMul", List.of("features", "turned"), "square");
        assertEquals(
                "Operator MatMul makes a tensor that grows with the square of the number of flows", refusal(graph));
    }

    @Test
    void refusesMoreWorkThanAnyModelAsks() {
        final GraphBuilder graph = graph();
        final float[] million = new float[2048 * 2048];
        graph.floats("m", List.of(2048L, 2048L), million);
        graph.node("MatMul", List.of("m", "m"), "mm");
        assertEquals(
                "With operator MatMul the graph asks for more than 67108864 multiplications for a flow",
                refusal(graph));
    }

    @ParameterizedTest
    @CsvSource({"Reshape", "Unsqueeze", "Squeeze", "ReduceSum"})
    void refusesShapesThatOnlyShowWhileItRuns(final String operator) {
        final GraphBuilder graph = graph();
        graph.node("ArgMax", List.of("features"), "computed", "axis", 1, "keepdims", 0);
        graph.node(operator, List.of("features", "computed"), "never");
        assertEquals(
                "What operator %s makes cannot be told before it runs: it decides on a shape by a value that is no constant"
                        .formatted(operator),
                refusal(graph));
    }

    @Test
    void followsTheShapesOfAnOrdinaryExport() {
        final GraphBuilder graph = graph();
        graph.integers("flat", -1, 4).integers("one", 1).integers("zero", 0).integers("two", 2);
        graph.node("Slice", List.of("features", "zero", "two", "one"), "slice");
        graph.node("Gather", List.of("features", "one"), "gather", "axis", 1);
        graph.node("Concat", List.of("slice", "gather"), "joined", "axis", -1);
        graph.node("Reshape", List.of("features", "flat"), "reshaped");
        graph.node("Unsqueeze", List.of("features", "one"), "raised");
        graph.node("Squeeze", List.of("raised", "one"), "lowered");
        graph.node("Flatten", List.of("raised"), "flattened", "axis", 1);
        graph.node("ArgMax", List.of("features"), "best", "axis", 1, "keepdims", 0);
        graph.node("ReduceMax", List.of("features"), "most", "axes", List.of(1L), "keepdims", 1);
        graph.integers("parts", 1, 3);
        graph.node(NodeProto.newBuilder()
                .setOpType("Split")
                .addInput("features")
                .addInput("parts")
                .addOutput("part")
                .addOutput("rest")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1))
                .build());
        graph.node("IsNaN", List.of("features"), "unknown");
        graph.node("Where", List.of("unknown", "features", "most"), "where");
        assertDoesNotThrow(() -> read(graph.build()));
    }
}
