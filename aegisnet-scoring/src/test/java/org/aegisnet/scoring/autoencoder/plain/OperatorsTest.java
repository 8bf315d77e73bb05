package org.aegisnet.scoring.autoencoder.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator in small graphs with random constants, against ONNX Runtime on the same graph. */
class OperatorsTest {
    private static final int FEATURES = 6;
    private static final int FLOWS = 300;
    private static final double TOLERANCE = 1e-5;

    /** Builders of graphs that make {@code y} [flows, 6] of {@code x} [flows, 6]. */
    private static final Map<String, BiConsumer<GraphBuilder, Random>> CASES = cases();

    private static Map<String, BiConsumer<GraphBuilder, Random>> cases() {
        final Map<String, BiConsumer<GraphBuilder, Random>> cases = new LinkedHashMap<>();
        for (final String operator : List.of("Add", "Sub", "Mul", "Div", "Min", "Max")) {
            binaries(cases, operator, "y", "x");
        }
        for (final String operator : List.of("Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Equal")) {
            binaries(cases, operator, "truth", "x");
        }
        for (final String operator : List.of(
                "Abs",
                "Neg",
                "Relu",
                "LeakyRelu",
                "Elu",
                "Selu",
                "Sigmoid",
                "HardSigmoid",
                "Tanh",
                "Softplus",
                "Exp",
                "Sign",
                "Floor",
                "Ceil",
                "Round",
                "Log",
                "Sqrt",
                "Identity")) {
            cases.put(operator, (graph, random) -> graph.node(operator, List.of("x"), "y"));
        }
        for (final String operator : List.of("Softmax", "LogSoftmax")) {
            cases.put(operator, (graph, random) -> graph.node(operator, List.of("x"), "y", "axis", 1));
        }
        cases.put(
                "Exp of LogSoftmax",
                (graph, random) ->
                        graph.node("LogSoftmax", List.of("x"), "l", "axis", -1).node("Exp", List.of("l"), "y"));
        cases.put(
                "both of LogSoftmax and Exp",
                (graph, random) -> graph.node("LogSoftmax", List.of("x"), "l", "axis", -1)
                        .node("Exp", List.of("l"), "e")
                        .node("Add", List.of("l", "e"), "y"));
        for (final String operator : List.of("ReduceMean", "ReduceMax", "ReduceMin")) {
            cases.put(
                    operator,
                    (graph, random) -> graph.node(operator, List.of("x"), "r", "axes", List.of(1L), "keepdims", 1)
                            .node("Sub", List.of("x", "r"), "y"));
        }
        cases.put(
                "ReduceSum",
                (graph, random) -> graph.integers("axis", -1)
                        .node("ReduceSum", List.of("x", "axis"), "r")
                        .node("Mul", List.of("r", "x"), "y"));
        cases.put(
                "ArgMax and Gather from a table",
                (graph, random) -> graph.floats("table", List.of((long) FEATURES), random(random, FEATURES))
                        .node("ArgMax", List.of("x"), "p", "axis", 1, "keepdims", 1)
                        .node("Gather", List.of("table", "p"), "c", "axis", 0)
                        .node("Add", List.of("x", "c"), "y"));
        cases.put(
                "Cast to whole numbers and back",
                (graph, random) -> graph.node("Cast", List.of("x"), "w", "to", TensorProto.DataType.INT64.getNumber())
                        .node("Cast", List.of("w"), "y", "to", TensorProto.DataType.FLOAT.getNumber()));
        cases.put(
                "PRelu",
                (graph, random) -> graph.floats("slope", List.of((long) FEATURES), random(random, FEATURES))
                        .node("PRelu", List.of("x", "slope"), "y"));
        cases.put("Pow 2", (graph, random) -> graph.floats("two", List.of(), 2).node("Pow", List.of("x", "two"), "y"));
        cases.put(
                "Clip",
                (graph, random) -> graph.floats("low", List.of(), -0.5f)
                        .floats("high", List.of(), 1.25f)
                        .node("Clip", List.of("x", "low", "high"), "y"));
        cases.put(
                "Clip from above",
                (graph, random) -> graph.floats("high", List.of(), 1.25f).node("Clip", List.of("x", "", "high"), "y"));
        cases.put(
                "Min of three",
                (graph, random) -> graph.floats("a", List.of(1L, 1L), 0.5f)
                        .node("Neg", List.of("x"), "n")
                        .node("Min", List.of("x", "a", "n"), "y"));
        cases.put(
                "MatMul",
                (graph, random) -> graph.floats(
                                "w", List.of((long) FEATURES, (long) FEATURES), random(random, FEATURES * FEATURES))
                        .node("MatMul", List.of("x", "w"), "y"));
        cases.put(
                "MatMul with zeros",
                (graph, random) -> graph.floats(
                                "w", List.of((long) FEATURES, (long) FEATURES), sparse(random, FEATURES * FEATURES))
                        .node("MatMul", List.of("x", "w"), "y"));
        cases.put(
                "sums up to each",
                (graph, random) -> graph.floats("w", List.of((long) FEATURES, (long) FEATURES), cumulative())
                        .node("MatMul", List.of("x", "w"), "y"));
        cases.put(
                "Gemm of few weights",
                (graph, random) -> graph.floats("w", List.of((long) FEATURES, (long) FEATURES), few(random))
                        .floats("b", List.of((long) FEATURES), random(random, FEATURES))
                        .node("Gemm", List.of("x", "w", "b"), "y"));
        cases.put(
                "MatMul with a vector",
                (graph, random) -> graph.floats("w", List.of((long) FEATURES), random(random, FEATURES))
                        .integers("one", 1)
                        .node("MatMul", List.of("x", "w"), "m")
                        .node("Unsqueeze", List.of("m", "one"), "u")
                        .node("Add", List.of("x", "u"), "y"));
        cases.put(
                "Gemm",
                (graph, random) -> graph.floats("w", List.of((long) FEATURES, 40L), random(random, 40 * FEATURES))
                        .floats("b", List.of(40L), random(random, 40))
                        .floats("v", List.of((long) FEATURES, 40L), small(random, 40 * FEATURES))
                        .node("Gemm", List.of("x", "w", "b"), "h")
                        .node("Relu", List.of("h"), "r")
                        .node("Gemm", List.of("r", "v"), "y", "transB", 1));
        cases.put(
                "BatchNormalization",
                (graph, random) -> graph.floats("scale", List.of((long) FEATURES), random(random, FEATURES))
                        .floats("bias", List.of((long) FEATURES), random(random, FEATURES))
                        .floats("mean", List.of((long) FEATURES), random(random, FEATURES))
                        .floats("variance", List.of((long) FEATURES), 0.1f, 1, 2, 3, 0.5f, 4)
                        .node("BatchNormalization", List.of("x", "scale", "bias", "mean", "variance"), "y"));
        cases.put(
                "Where with constants",
                (graph, random) -> graph.floats("a", List.of(1L, 1L), 7)
                        .floats("zero", List.of(1L, 1L), 0)
                        .node("Less", List.of("x", "zero"), "truth")
                        .node("Where", List.of("truth", "a", "x"), "y"));
        cases.put(
                "Where with signals",
                (graph, random) -> graph.floats("zero", List.of(1L, 1L), 0)
                        .node("Less", List.of("x", "zero"), "t")
                        .node("Not", List.of("t"), "truth")
                        .node("Neg", List.of("x"), "n")
                        .node("Where", List.of("truth", "n", "x"), "y"));
        cases.put(
                "And, Or",
                (graph, random) -> graph.floats("a", List.of(1L, 1L), -0.5f)
                        .floats("b", List.of(1L, 1L), 0.5f)
                        .node("Less", List.of("a", "x"), "t1")
                        .node("Less", List.of("x", "b"), "t2")
                        .node("And", List.of("t1", "t2"), "t3")
                        .node("Greater", List.of("x", "b"), "t4")
                        .node("Or", List.of("t3", "t4"), "truth")
                        .node("Cast", List.of("truth"), "y", "to", TensorProto.DataType.FLOAT.getNumber()));
        cases.put(
                "shapes",
                (graph, random) -> graph.integers("zero", 0)
                        .integers("two", 2)
                        .integers("end", Long.MAX_VALUE)
                        .integers("one", 1)
                        .integers("rest", 5, -1, 2)
                        .integers("cube", 0, 2, -1)
                        .integers("flat", -1, FEATURES)
                        .node("Slice", List.of("x", "two", "end", "one"), "s")
                        .node("Gather", List.of("x", "rest"), "g", "axis", 1)
                        .node("Concat", List.of("s", "g"), "c", "axis", 1)
                        .integers("first", 0, 1, 2, 3, 4, 6)
                        .node("Gather", List.of("c", "first"), "p", "axis", -1)
                        .node("Reshape", List.of("p", "cube"), "r")
                        .node("Transpose", List.of("r"), "t", "perm", List.of(0L, 2L, 1L))
                        .node("Mul", List.of("t", "t"), "m")
                        .node("Reshape", List.of("m", "flat"), "f")
                        .node("Unsqueeze", List.of("f", "two"), "u")
                        .node("Squeeze", List.of("u", "two"), "q")
                        .node("Flatten", List.of("q"), "y"));
        return cases;
    }

    private static void binaries(
            final Map<String, BiConsumer<GraphBuilder, Random>> cases,
            final String operator,
            final String result,
            final String x) {
        for (final List<Long> shape :
                List.of(List.<Long>of(), List.of(1L), List.of(6L), List.of(1L, 1L), List.of(1L, 6L))) {
            final int count = shape.contains(6L) ? FEATURES : 1;
            cases.put(
                    "%s with constants %s".formatted(operator, shape),
                    (graph, random) -> ended(
                            graph.floats("c", shape, onTheGrid(random, count)).node(operator, List.of(x, "c"), result),
                            result));
            cases.put(
                    "constants %s %s".formatted(shape, operator),
                    (graph, random) -> ended(
                            graph.floats("c", shape, onTheGrid(random, count)).node(operator, List.of("c", x), result),
                            result));
        }
        cases.put(
                "%s of signals".formatted(operator),
                (graph, random) -> ended(
                        graph.integers("turned", 5, 4, 3, 2, 1, 0)
                                .node("Gather", List.of(x, "turned"), "g", "axis", 1)
                                .node(operator, List.of(x, "g"), result),
                        result));
        cases.put(
                "%s with a column".formatted(operator),
                (graph, random) -> ended(
                        graph.integers("third", 2)
                                .node("Gather", List.of(x, "third"), "g", "axis", 1)
                                .node(operator, List.of("g", x), result),
                        result));
        cases.put(
                "%s of a column with constants".formatted(operator),
                (graph, random) -> ended(
                        graph.integers("third", 2)
                                .floats("c", List.of(1L, 6L), onTheGrid(random, FEATURES))
                                .node("Gather", List.of(x, "third"), "g", "axis", 1)
                                .node(operator, List.of("g", "c"), result),
                        result));
    }

    private static void ended(final GraphBuilder graph, final String result) {
        if (result.equals("truth")) {
            graph.node("Cast", List.of("truth"), "y", "to", TensorProto.DataType.FLOAT.getNumber());
        }
    }

    private static float[] random(final Random random, final int count) {
        final float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static float[] sparse(final Random random, final int count) {
        final float[] numbers = random(random, count);
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(4) == 0 ? numbers[i] : 0;
        }
        return numbers;
    }

    private static float[] few(final Random random) {
        final float[] numbers = new float[FEATURES * FEATURES];
        for (int i = 0; i < 4; i++) {
            numbers[random.nextInt(numbers.length)] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static float[] small(final Random random, final int count) {
        final float[] numbers = random(random, count);
        for (int i = 0; i < count; i++) {
            numbers[i] /= 16;
        }
        return numbers;
    }

    private static float[] cumulative() {
        final float[] numbers = new float[FEATURES * FEATURES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i / FEATURES <= i % FEATURES ? 1 : 0;
        }
        return numbers;
    }

    /** Numbers that flows have, too. */
    private static float[] onTheGrid(final Random random, final int count) {
        final float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (1 + random.nextInt(8)) * 0.25f * (random.nextBoolean() ? 1 : -1);
        }
        return numbers;
    }

    private static float[][] flows(final Random random) {
        final float[][] flows = new float[FLOWS][FEATURES];
        for (final float[] flow : flows) {
            for (int feature = 0; feature < FEATURES; feature++) {
                flow[feature] = random.nextBoolean() ? onTheGrid(random, 1)[0] : (float) (3 * random.nextGaussian());
            }
        }
        return flows;
    }

    static Stream<String> operators() {
        return CASES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void givesWhatOnnxRuntimeGives(final String name) throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            final Random random = new Random(seed);
            final GraphBuilder graph = new GraphBuilder().input("x", FEATURES);
            CASES.get(name).accept(graph, random);
            compare(name, completed(graph), flows(random));
        }
    }

    /** Comparisons say no of what is not a number, and yes of infinity where it is so. */
    @ParameterizedTest
    @MethodSource("comparisons")
    void comparesInfinityAndNaNAsOnnxRuntimeDoes(final String name) throws Exception {
        final Random random = new Random(3);
        final GraphBuilder graph = new GraphBuilder().input("x", FEATURES);
        CASES.get(name).accept(graph, random);
        final float[][] flows = flows(random);
        final float[] odd = {
            Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.MIN_VALUE, -0f, 0
        };
        for (final float[] flow : flows) {
            flow[random.nextInt(FEATURES)] = odd[random.nextInt(odd.length)];
        }
        compare(name, completed(graph), flows);
    }

    static Stream<String> comparisons() {
        return CASES.keySet().stream()
                .filter(name -> name.contains("Less") || name.contains("Greater") || name.contains("Equal"));
    }

    private static ModelProto completed(final GraphBuilder graph) {
        return graph.node("Identity", List.of("y"), "expected")
                .node("Identity", List.of("y"), "feature_error")
                .tensor(TensorProto.newBuilder()
                        .setName("position")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addInt64Data(3)
                        .build())
                .node("Gather", List.of("y", "position"), "score", "axis", 1)
                .output("score")
                .output("feature_error")
                .output("expected")
                .build();
    }

    private static void compare(final String name, final ModelProto model, final float[][] flows) throws Exception {
        final CompiledGraph plain = CompiledGraph.compile(model, FEATURES, "score", "feature_error", "expected");
        final OracleOutputs oracle = OracleOutputs.of(model, "x", flows);
        for (final int size : new int[] {FLOWS, 7, 1}) {
            final PlainOutputs ours = PlainOutputs.of(plain, flows, size);
            for (int row = 0; row < flows.length; row++) {
                close(name, oracle.scores()[row], ours.scores()[row]);
                for (int feature = 0; feature < FEATURES; feature++) {
                    close(name, oracle.expected()[row][feature], ours.expected()[row][feature]);
                }
            }
        }
    }

    private static void close(final String name, final float expected, final float actual) {
        if (Float.isNaN(expected) || Float.isInfinite(expected)) {
            assertEquals(expected, actual, name);
        } else {
            assertTrue(
                    Math.abs(expected - actual) <= TOLERANCE * Math.max(1, Math.abs(expected)),
                    () -> "%s: %s where ONNX Runtime has %s".formatted(name, actual, expected));
        }
    }

    @Test
    void unknownOperatorsAreLeftToAnotherEngine() {
        final NodeProto.Builder node =
                NodeProto.newBuilder().addInput("x").addOutput("y").setOpType("Erf");
        assertTrue(isLeft(node));
        assertTrue(isLeft(node.setOpType("ReduceSum")));
        assertTrue(isLeft(node.setOpType("Transpose")));
        node.setOpType("Relu");
        assertTrue(!isLeft(node));
        assertTrue(isLeft(node.addAttribute(AttributeProto.newBuilder()
                .setName("negative")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1))));
        assertTrue(isLeft(node.clearAttribute().addOutput("other")));
    }

    @Test
    void tooLargeGraphsAreLeftToAnotherEngine() {
        assertTrue(!isLeft(wide(2)));
        assertTrue(isLeft(wide(6)));
    }

    private static ModelProto wide(final int nodes) {
        final GraphBuilder graph = new GraphBuilder()
                .input("x", FEATURES)
                .node("Relu", List.of("x"), "y")
                .node("ReduceMax", List.of("x"), "wide 0", "axes", List.of(1L), "keepdims", 1)
                .floats("zeros", List.of(1L, 50_000L), new float[50_000]);
        for (int node = 0; node < nodes; node++) {
            graph.node("Add", List.of("wide " + node, "zeros"), "wide " + (node + 1));
        }
        return completed(graph);
    }

    /** Without inputs no node can be compiled, but the complaint tells whether its operator is translated. */
    @Test
    void everyOperatorThatTheTableGivesToPlainJavaIsTranslated() {
        for (final Operator operator : Operator.values()) {
            final ModelProto model =
                    completed(new GraphBuilder().input("x", FEATURES).node(operator.onnxName(), List.of(), "unused"));
            final String complaint = assertThrows(
                            UnsupportedGraphException.class,
                            () -> CompiledGraph.compile(model, FEATURES, "score", "feature_error", "expected"))
                    .getMessage();
            assertEquals(
                    !operator.isInPlainJava(),
                    complaint.equals("operator %s is not known".formatted(operator.onnxName())),
                    complaint);
        }
    }

    private static boolean isLeft(final NodeProto.Builder node) {
        return isLeft(completed(new GraphBuilder().input("x", FEATURES).node(node.build())));
    }

    private static boolean isLeft(final ModelProto model) {
        try {
            CompiledGraph.compile(model, FEATURES, "score", "feature_error", "expected");
            return false;
        } catch (final UnsupportedGraphException | ModelRejectedException e) {
            return true;
        }
    }
}
