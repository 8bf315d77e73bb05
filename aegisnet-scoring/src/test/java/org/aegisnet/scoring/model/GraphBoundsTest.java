package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that dangerous graphs are rejected before any engine sees them. They could end the process, make scores depend on the batch, or take
 * ever longer to read.
 */
class GraphBoundsTest {
    private static final int FEATURES = 8;
    private static final long INT32 = TensorProto.DataType.INT32.getNumber();
    private static final long INT64 = TensorProto.DataType.INT64.getNumber();

    private static GraphBuilder graph() {
        return GraphBuilder.autoencoder(FEATURES, 1);
    }

    private static void read(final ModelProto model) throws ModelRejectedException {
        ModelFile.read(new ModelFileWriter().write(model, SampleMetadata.autoencoder(FEATURES)));
    }

    private static String refusal(final ModelProto model) {
        return assertThrows(ModelRejectedException.class, () -> read(model)).getMessage();
    }

    @Test
    void theModelThatDividesTheSmallestIntegerByMinusOneIsRefused() {
        final Path file = Path.of("src", "test", "fixtures", "hostile-models", "int-min.onnx");
        assertEquals(
                "Tensor 'm' holds -2147483648; no dimension or index of a flow model is as large",
                assertThrows(ModelRejectedException.class, () -> ModelFile.read(file))
                        .getMessage());
    }

    /** Operators that calculate with whole numbers, which may be constants, positions, or truths. */
    @ParameterizedTest
    @ValueSource(strings = {"Add", "Sub", "Mul", "Div", "Mod", "Pow", "Max", "Min", "PRelu", "MatMul"})
    void refusesArithmeticOfWholeNumbers(final String operator) {
        for (final long type : new long[] {INT32, INT64}) {
            final GraphBuilder computed = graph().node("ArgMax", List.of("features"), "best", "axis", 1)
                    .node("Cast", List.of("best"), "whole", "to", type)
                    .node(operator, List.of("whole", "whole"), "never");
            assertEquals(whole(operator, type), refusal(computed.build()));
            final GraphBuilder constant = graph().integers("two", 2)
                    .node("Cast", List.of("two"), "whole", "to", type)
                    .node(operator, List.of("whole", "whole"), "never");
            assertEquals(whole(operator, type), refusal(constant.build()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Neg", "Abs", "Sign", "Relu", "Clip", "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin",
                "ReduceSumSquare", "ArgMax", "ArgMin", "Softmax", "Sqrt", "Floor", "Round", "LeakyRelu", "IsNaN"
            })
    void refusesFunctionsOfWholeNumbers(final String operator) {
        final GraphBuilder graph = graph().node("ArgMax", List.of("features"), "whole", "axis", 1)
                .node(operator, List.of("whole"), "never");
        assertEquals(whole(operator, INT64), refusal(graph.build()));
    }

    private static String whole(final String operator, final long type) {
        return "Operator %s calculates with %s, which can end the process where it divides or overflows; calculate with float32"
                .formatted(operator, type == INT32 ? "int32" : "int64");
    }

    @Test
    void rejectsCastsOfLargeValuesToWholeNumbers() {
        final String sentence =
                "Operator Cast makes whole numbers of values that may be large or no numbers; make them of truths, of positions (ArgMax) or of values within constant bounds";
        for (final long type : new long[] {INT32, INT64}) {
            assertEquals(
                    sentence,
                    refusal(graph().node("Cast", List.of("features"), "w", "to", type)
                            .build()));
            assertEquals(
                    sentence,
                    refusal(graph().floats("huge", List.of(1L), 1e20f)
                            .node("Cast", List.of("huge"), "w", "to", type)
                            .build()));
            assertEquals(
                    sentence,
                    refusal(graph().node("Softmax", List.of("features"), "s", "axis", 1)
                            .node("Cast", List.of("s"), "w", "to", type)
                            .build()));
        }
    }

    @Test
    void takesWholeNumbersThatAreProvenToBeSmall() {
        final GraphBuilder graph = graph().floats("zero", List.of(), 0)
                .floats("most", List.of(), 7)
                .floats("table", List.of((long) FEATURES), new float[FEATURES])
                .floats("seven", List.of((long) FEATURES - 1), new float[FEATURES - 1])
                .integers("columns", 1)
                .node("Less", List.of("features", "zero"), "negative")
                .node("Cast", List.of("negative"), "ones", "to", 1)
                .integers("first", 0, 1, 2)
                .node("Gather", List.of("ones", "first"), "three", "axis", 1)
                .node("ReduceSum", List.of("three", "columns"), "sum")
                .node("Cast", List.of("sum"), "count", "to", INT64)
                .node("Gather", List.of("table", "count"), "chosen")
                .node("Clip", List.of("features", "zero", "most"), "clipped")
                .node("Cast", List.of("clipped"), "port", "to", INT64)
                .node("Gather", List.of("table", "port"), "embedded");
        assertDoesNotThrow(() -> read(graph.build()));
        graph.node("Gather", List.of("seven", "port"), "beyond");
        assertEquals(
                "Operator Gather may take a position outside of its 7; use constants, or positions whose bounds can be proven, as those of ArgMax",
                refusal(graph.build()));
    }

    @Test
    void refusesPlacesThatAreNotThere() {
        final String sentence =
                "Operator Gather may take a position outside of its 8; use constants, or positions whose bounds can be proven, as those of ArgMax";
        for (final long place : new long[] {8, -9, 1_000_000}) {
            assertEquals(
                    sentence,
                    refusal(graph().integers("place", place)
                            .node("Gather", List.of("features", "place"), "g", "axis", 1)
                            .build()));
        }
        assertEquals(
                "Operator Reshape has an attribute 'allowzero' that no dimension or index of a flow model is as large as",
                refusal(graph().integers("shape", -1, FEATURES)
                        .node("Reshape", List.of("features", "shape"), "r", "allowzero", Long.MIN_VALUE)
                        .build()));
    }

    /** Graphs that make a value depend on the neighbouring flows; the key tells how. */
    private static final Map<String, Consumer<GraphBuilder>> MIXING = mixing();

    private static Map<String, Consumer<GraphBuilder>> mixing() {
        final Map<String, Consumer<GraphBuilder>> cases = new LinkedHashMap<>();
        for (final String operator : List.of("ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum", "ReduceSumSquare")) {
            cases.put(operator + " of all", graph -> graph.node(operator, List.of("features"), "m", "keepdims", 1));
        }
        cases.put(
                "ReduceMean of flows",
                graph -> graph.node("ReduceMean", List.of("features"), "m", "axes", List.of(0L)));
        cases.put(
                "ReduceMean of flows from the end",
                graph -> graph.node("ReduceMean", List.of("features"), "m", "axes", List.of(-2L)));
        cases.put("ArgMax of flows", graph -> graph.node("ArgMax", List.of("features"), "m"));
        cases.put("Softmax of flows", graph -> graph.node("Softmax", List.of("features"), "m", "axis", 0));
        cases.put("LogSoftmax of flows", graph -> graph.node("LogSoftmax", List.of("features"), "m", "axis", -2));
        cases.put("Softmax of scores", graph -> graph.node("Softmax", List.of("score"), "m"));
        cases.put(
                "first flow", graph -> graph.integers("i", 0).node("Gather", List.of("features", "i"), "m", "axis", 0));
        cases.put(
                "flow before",
                graph -> graph.integers("a", 0)
                        .integers("e", -1)
                        .integers("x", 0)
                        .node("Slice", List.of("features", "a", "e", "x"), "m"));
        cases.put(
                "every second flow",
                graph -> graph.integers("a", 0)
                        .integers("e", Long.MAX_VALUE)
                        .integers("x", 0)
                        .integers("s", 2)
                        .node("Slice", List.of("features", "a", "e", "x", "s"), "m"));
        cases.put(
                "flows backwards",
                graph -> graph.integers("a", Long.MAX_VALUE)
                        .integers("e", -1_000_000)
                        .integers("x", 0)
                        .integers("s", -1)
                        .node("Slice", List.of("features", "a", "e", "x", "s"), "m"));
        cases.put(
                "turned and summed",
                graph -> graph.integers("last", -1)
                        .node("Transpose", List.of("features"), "turned")
                        .node("ReduceSum", List.of("turned", "last"), "m"));
        cases.put(
                "turned and multiplied",
                graph -> graph.node("Transpose", List.of("features"), "turned")
                        .node("MatMul", List.of("turned", "features"), "m"));
        cases.put(
                "Gemm of flows by flows",
                graph -> graph.node("Gemm", List.of("features", "features"), "m", "transA", 1));
        cases.put(
                "reshaped to a constant number",
                graph -> graph.integers("s", 8, -1).node("Reshape", List.of("features", "s"), "m"));
        cases.put(
                "reshaped to one row",
                graph -> graph.integers("s", 1, -1).node("Reshape", List.of("features", "s"), "m"));
        cases.put(
                "reshaped to halves of flows",
                graph -> graph.integers("s", -1, FEATURES / 2).node("Reshape", List.of("features", "s"), "m"));
        cases.put(
                "reshaped after it was turned",
                graph -> graph.integers("s", -1, FEATURES)
                        .node("Transpose", List.of("features"), "turned")
                        .node("Reshape", List.of("turned", "s"), "m"));
        cases.put("flattened", graph -> graph.node("Flatten", List.of("features"), "m", "axis", 0));
        cases.put(
                "joined behind one another",
                graph -> graph.node("Concat", List.of("features", "features"), "m", "axis", 0));
        cases.put("squeezed", graph -> graph.integers("z", 0).node("Squeeze", List.of("features", "z"), "m"));
        cases.put("scores as features", graph -> graph.node("Add", List.of("features", "score"), "m"));
        cases.put(
                "as many constants as flows",
                graph -> graph.floats("c", List.of(8L, 1L), new float[8]).node("Add", List.of("features", "c"), "m"));
        cases.put("split", graph -> graph.node("Split", List.of("features"), "m", "axis", 0));
        cases.put(
                "normalised by the batch",
                graph -> graph.floats("c", List.of((long) FEATURES), new float[FEATURES])
                        .node("BatchNormalization", List.of("features", "c", "c", "c", "c"), "m", "training_mode", 1));
        return cases;
    }

    static Stream<String> mixes() {
        return MIXING.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("mixes")
    void rejectsGraphsThatMixTheFlowsOfABatch(final String name) {
        for (final boolean needed : new boolean[] {false, true}) {
            final GraphBuilder graph = graph();
            MIXING.get(name).accept(graph);
            if (needed) {
                graph.output("m");
            }
            final String refusal = refusal(graph.build());
            assertTrue(refusal.contains(" mixes the flows of a batch: it "), refusal);
        }
    }

    /** A model that mixes only flows of a certain value would pass any test with flows. */
    @Test
    void rejectsGraphsThatMixFlowsOfACertainValueOnly() {
        final GraphBuilder graph = graph().floats("magic", List.of(1L, 1L), 4444)
                .floats("zero", List.of(1L, 1L), 0)
                .node("Equal", List.of("features", "magic"), "is")
                .node("Where", List.of("is", "features", "zero"), "chosen")
                .node("ReduceMax", List.of("chosen"), "largest", "axes", List.of(0L), "keepdims", 1)
                .node("Add", List.of("features", "largest"), "m");
        assertTrue(refusal(graph.build()).startsWith("Operator ReduceMax mixes the flows of a batch: it "));
    }

    /** Turning and reshaping is fine as long as the flows stay apart and come first in the end. */
    @Test
    void takesWhatKeepsTheFlowsApart() {
        final GraphBuilder graph = graph().integers("cube", 0, 2, 4)
                .integers("flat", -1, FEATURES)
                .integers("zero", 0)
                .integers("end", Long.MAX_VALUE)
                .integers("last", -1)
                .node("Reshape", List.of("features", "cube"), "c")
                .node("Transpose", List.of("c"), "turned", "perm", List.of(1L, 0L, 2L))
                .node("Softmax", List.of("turned"), "s", "axis", 2)
                .node("Transpose", List.of("s"), "b", "perm", List.of(1L, 0L, 2L))
                .node("Reshape", List.of("b", "flat"), "f")
                .node("Slice", List.of("f", "zero", "end", "zero"), "whole")
                .node("ReduceSum", List.of("whole", "last"), "sum", "keepdims", 0)
                .output("sum");
        assertDoesNotThrow(() -> read(graph.build()));
        graph.output("turned");
        assertEquals("Output 'turned' has not one row for each flow", refusal(graph.build()));
    }

    /** Graphs of a number of nodes, inputs or constants, whose reading must take twice as long when they are twice as large. */
    private static final Map<String, IntFunction<GraphBuilder>> GROWING = growing();

    private static Map<String, IntFunction<GraphBuilder>> growing() {
        final Map<String, IntFunction<GraphBuilder>> cases = new LinkedHashMap<>();
        cases.put("a chain", size -> {
            final GraphBuilder graph = graph().node("Relu", List.of("score"), "n0");
            for (int i = 0; i < size; i++) {
                graph.node("Relu", List.of("n" + i), "n" + (i + 1));
            }
            return graph;
        });
        for (final String operator : List.of("Max", "Min")) {
            cases.put("the fan-in of " + operator, size -> {
                final GraphBuilder graph = graph();
                for (int i = 0; i < size / 200; i++) {
                    graph.node(operator, Collections.nCopies(800, "score"), "n" + i);
                }
                return graph;
            });
        }
        cases.put("the fan-in of Concat", size -> {
            final GraphBuilder graph = graph().integers("one", 1).node("Unsqueeze", List.of("score", "one"), "s");
            for (int i = 0; i < size / 200; i++) {
                graph.node("Concat", Collections.nCopies(800, "s"), "n" + i, "axis", 1);
            }
            return graph;
        });
        cases.put("one constant for all", size -> {
            final GraphBuilder graph = graph().integers(
                            "places",
                            IntStream.range(0, 1000)
                                    .mapToLong(i -> i % FEATURES)
                                    .toArray());
            for (int i = 0; i < size / 100; i++) {
                graph.node("Gather", List.of("features", "places"), "n" + i, "axis", 1);
            }
            return graph;
        });
        return cases;
    }

    static Stream<String> growths() {
        return GROWING.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("growths")
    void looksAtTwiceAsMuchIfAGraphIsTwiceAsLarge(final String name) throws Exception {
        final List<Long> looks = new ArrayList<>();
        for (final int size : new int[] {1000, 2000, 4000}) {
            looks.add(new GraphBounds()
                    .check(GROWING.get(name).apply(size).build().getGraph(), SampleMetadata.autoencoder(FEATURES)));
        }
        for (int i = 1; i < looks.size(); i++) {
            assertTrue(looks.get(i) <= 2.1 * looks.get(i - 1), () -> name + ": " + looks);
        }
    }

    @Test
    void refusesMoreInputsOutputsAndAttributesThanAnOperatorHas() {
        assertEquals(
                "Operator Max has 1025 inputs, which it cannot have",
                refusal(graph().node("Max", Collections.nCopies(1025, "features"), "m")
                        .build()));
        assertEquals(
                "Operator Relu has 2 inputs, which it cannot have",
                refusal(graph().node("Relu", List.of("features", "features"), "m")
                        .build()));
        assertEquals(
                "Operator Relu has 2 outputs or one without a name, which it cannot have",
                refusal(graph().node(NodeProto.newBuilder()
                                .setOpType("Relu")
                                .addInput("features")
                                .addOutput("a")
                                .addOutput("b")
                                .build())
                        .build()));
        final String attribute =
                "Operator Softmax has an attribute '%s' that is not known, is there twice, or is of another type";
        assertEquals(
                attribute.formatted("extra"),
                refusal(graph().node("Softmax", List.of("features"), "m", "extra", 1)
                        .build()));
        assertEquals(
                attribute.formatted("axis"),
                refusal(graph().node("Softmax", List.of("features"), "m", "axis", 1, "axis", 1)
                        .build()));
        assertEquals(
                attribute.formatted("axis"),
                refusal(graph().node("Softmax", List.of("features"), "m", "axis", List.of(1L))
                        .build()));
    }

    @Test
    void refusesMoreEdgesTensorsAndNamesThanAnyModelHas() {
        final GraphBuilder edges = graph();
        for (int i = 0; i < 17; i++) {
            edges.node("Max", Collections.nCopies(1000, "features"), "m" + i);
        }
        assertEquals("The graph's nodes have 17039 inputs and outputs; 16384 is the most", refusal(edges.build()));
        final GraphBuilder tensors = graph();
        for (int i = 0; i < ModelGuard.MAXIMUM_TENSORS; i++) {
            tensors.floats("t" + i, List.of(), 1);
        }
        assertEquals("The graph holds 8196 tensors; 8192 is the most", refusal(tensors.build()));
        assertEquals(
                "The graph calls a tensor by 513 characters; 512 is the most",
                refusal(graph().node("Relu", List.of("features"), "x".repeat(513))
                        .build()));
        assertEquals(
                "The file holds more than 200000 names; no flow model does, so it is not parsed",
                refusal(graph().node("Max", Collections.nCopies(ProtobufSizeGuard.MAXIMUM_NAMES, "features"), "m")
                        .build()));
    }

    @Test
    void refusesMoreMetadataThanAnyModelHas() {
        final ModelProto.Builder model = graph().build().toBuilder();
        for (int i = 0; i <= ModelGuard.MAXIMUM_METADATA_ENTRIES; i++) {
            model.addMetadataPropsBuilder().setKey("k" + i);
        }
        final String description = new MetadataJson().write(SampleMetadata.autoencoder(FEATURES));
        assertEquals(
                "The file has 257 metadata entries; 256 is the most",
                assertThrows(
                                ModelRejectedException.class,
                                () -> ModelFile.read(model.build().toByteArray(), description))
                        .getMessage());
    }

    @Test
    void refusesOperatorsOfAVersionThatIsNotKnown() {
        final ModelProto model = graph().build();
        assertEquals(
                "The model names the versions [15, 13] of ONNX's operators; one from 7 to 24 is read",
                refusal(model.toBuilder()
                        .addOpsetImport(model.getOpsetImport(0).toBuilder()
                                .setDomain("ai.onnx")
                                .setVersion(13))
                        .build()));
        for (final long version : new long[] {6, 25}) {
            assertEquals(
                    "The model names the versions [%d] of ONNX's operators; one from 7 to 24 is read"
                            .formatted(version),
                    refusal(model.toBuilder()
                            .setOpsetImport(
                                    0, model.getOpsetImport(0).toBuilder().setVersion(version))
                            .build()));
        }
    }

    @Test
    void refusesTensorsThatHoldNothingOrNoTruths() {
        assertEquals(
                "Tensor 'none' holds no numbers",
                refusal(graph().floats("none", List.of(0L)).build()));
        assertEquals(
                "Tensor 'truth' holds 7; no dimension or index of a flow model is as large",
                refusal(graph().tensor(TensorProto.newBuilder()
                                .setName("truth")
                                .setDataType(TensorProto.DataType.BOOL.getNumber())
                                .addDims(1)
                                .addInt32Data(7)
                                .build())
                        .build()));
        assertEquals(
                "The graph makes 'w1' twice",
                refusal(graph().floats("w1", List.of(1L), 1).build()));
    }

    @Test
    void followsConstantsInNodes() {
        final GraphBuilder graph = graph().node(NodeProto.newBuilder()
                        .setOpType("Constant")
                        .addOutput("place")
                        .addAttribute(AttributeProto.newBuilder()
                                .setName("value_ints")
                                .setType(AttributeType.INTS)
                                .addInts(3))
                        .build())
                .node("Gather", List.of("features", "place"), "m", "axis", 1);
        assertDoesNotThrow(() -> read(graph.build()));
    }
}
