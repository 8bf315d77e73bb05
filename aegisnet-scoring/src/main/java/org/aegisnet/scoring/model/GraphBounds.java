package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
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

    /** The largest number of tensors that a node may join, split or compare. */
    static final int MAXIMUM_FAN = 1_024;

    private static final Map<String, AttributeType> NONE = Map.of();
    private static final Map<String, AttributeType> AXIS = Map.of("axis", AttributeType.INT);
    private static final Map<String, AttributeType> ALPHA = Map.of("alpha", AttributeType.FLOAT);
    private static final Map<String, AttributeType> AXES = Map.of("axes", AttributeType.INTS);

    private static final Map<String, OperatorForm> FORMS = forms();

    private final GraphBudget budget = new GraphBudget();
    private final Map<String, TensorFacts> known = new HashMap<>();

    private static Map<String, OperatorForm> forms() {
        final Map<String, OperatorForm> forms = new HashMap<>();
        for (final String operator : List.of(
                "Abs", "Ceil", "Erf", "Exp", "Floor", "Log", "Round", "Sigmoid", "Sign", "Softplus", "Sqrt", "Tanh")) {
            forms.put(operator, OperatorForm.of(1, 1, NONE, ElementRules::function));
        }
        for (final String operator : List.of("Elu", "LeakyRelu")) {
            forms.put(operator, OperatorForm.of(1, 1, ALPHA, ElementRules::function));
        }
        forms.put(
                "Selu",
                OperatorForm.of(
                        1,
                        1,
                        Map.of("alpha", AttributeType.FLOAT, "gamma", AttributeType.FLOAT),
                        ElementRules::function));
        forms.put(
                "HardSigmoid",
                OperatorForm.of(
                        1,
                        1,
                        Map.of("alpha", AttributeType.FLOAT, "beta", AttributeType.FLOAT),
                        ElementRules::function));
        forms.put("Neg", OperatorForm.of(1, 1, NONE, node -> ElementRules.spanning(node, Span::negated)));
        forms.put("Relu", OperatorForm.of(1, 1, NONE, node -> ElementRules.spanning(node, Span::positive)));
        forms.put("Identity", OperatorForm.of(1, 1, NONE, ElementRules::identity));
        forms.put("Add", OperatorForm.of(2, 2, NONE, node -> ElementRules.arithmetic(node, Span::plus)));
        forms.put(
                "Sub",
                OperatorForm.of(2, 2, NONE, node -> ElementRules.arithmetic(node, (x, y) -> x.plus(y.negated()))));
        forms.put("Mul", OperatorForm.of(2, 2, NONE, node -> ElementRules.arithmetic(node, Span::times)));
        forms.put("Div", OperatorForm.of(2, 2, NONE, ElementRules::arithmetic));
        forms.put("Mod", OperatorForm.of(2, 2, Map.of("fmod", AttributeType.INT), ElementRules::remainder));
        forms.put("Pow", OperatorForm.of(2, 2, NONE, ElementRules::power));
        forms.put("PRelu", OperatorForm.of(2, 2, NONE, ElementRules::slope));
        forms.put("Max", OperatorForm.of(1, MAXIMUM_FAN, NONE, node -> ElementRules.extreme(node, Math::max)));
        forms.put("Min", OperatorForm.of(1, MAXIMUM_FAN, NONE, node -> ElementRules.extreme(node, Math::min)));
        forms.put(
                "Clip",
                OperatorForm.of(
                        1, 3, Map.of("min", AttributeType.FLOAT, "max", AttributeType.FLOAT), ElementRules::clip));
        for (final String operator : List.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual")) {
            forms.put(operator, OperatorForm.of(2, 2, NONE, ElementRules::comparison));
        }
        forms.put("And", OperatorForm.of(2, 2, NONE, ElementRules::logic));
        forms.put("Or", OperatorForm.of(2, 2, NONE, ElementRules::logic));
        forms.put("Not", OperatorForm.of(1, 1, NONE, ElementRules::logic));
        forms.put("IsNaN", OperatorForm.of(1, 1, NONE, ElementRules::test));
        forms.put(
                "IsInf",
                OperatorForm.of(
                        1,
                        1,
                        Map.of("detect_negative", AttributeType.INT, "detect_positive", AttributeType.INT),
                        ElementRules::test));
        forms.put("Where", OperatorForm.of(3, 3, NONE, ElementRules::choice));
        forms.put(
                "Cast",
                OperatorForm.of(
                        1, 1, Map.of("to", AttributeType.INT, "saturate", AttributeType.INT), ElementRules::cast));
        putReductions(forms);
        putProducts(forms);
        putShapes(forms);
        return Map.copyOf(forms);
    }

    private static void putReductions(final Map<String, OperatorForm> forms) {
        final Map<String, AttributeType> attributes = Map.of(
                "axes", AttributeType.INTS, "keepdims", AttributeType.INT, "noop_with_empty_axes", AttributeType.INT);
        for (final String operator : List.of("ReduceMax", "ReduceMean", "ReduceMin", "ReduceSum", "ReduceSumSquare")) {
            forms.put(operator, OperatorForm.of(1, 2, attributes, ReductionRules::reduced));
        }
        for (final String operator : List.of("ArgMax", "ArgMin")) {
            forms.put(
                    operator,
                    OperatorForm.of(
                            1,
                            1,
                            Map.of(
                                    "axis",
                                    AttributeType.INT,
                                    "keepdims",
                                    AttributeType.INT,
                                    "select_last_index",
                                    AttributeType.INT),
                            ReductionRules::position));
        }
        forms.put("LogSoftmax", OperatorForm.of(1, 1, AXIS, ReductionRules::softmax));
        forms.put("Softmax", OperatorForm.of(1, 1, AXIS, ReductionRules::softmax));
    }

    private static void putProducts(final Map<String, OperatorForm> forms) {
        forms.put("MatMul", OperatorForm.of(2, 2, NONE, ProductRules::multiplied));
        forms.put(
                "Gemm",
                OperatorForm.of(
                        2,
                        3,
                        Map.of(
                                "alpha",
                                AttributeType.FLOAT,
                                "beta",
                                AttributeType.FLOAT,
                                "transA",
                                AttributeType.INT,
                                "transB",
                                AttributeType.INT),
                        ProductRules::gemm));
        forms.put(
                "BatchNormalization",
                OperatorForm.of(
                        5,
                        5,
                        Map.of(
                                "epsilon",
                                AttributeType.FLOAT,
                                "momentum",
                                AttributeType.FLOAT,
                                "spatial",
                                AttributeType.INT,
                                "training_mode",
                                AttributeType.INT),
                        ProductRules::normalised));
    }

    private static void putShapes(final Map<String, OperatorForm> forms) {
        forms.put("Concat", OperatorForm.of(1, MAXIMUM_FAN, AXIS, ShapeRules::concatenated));
        forms.put(
                "Constant",
                OperatorForm.of(
                        0,
                        0,
                        Map.of(
                                "value",
                                AttributeType.TENSOR,
                                "value_float",
                                AttributeType.FLOAT,
                                "value_floats",
                                AttributeType.FLOATS,
                                "value_int",
                                AttributeType.INT,
                                "value_ints",
                                AttributeType.INTS),
                        ShapeRules::constant));
        forms.put("Flatten", OperatorForm.of(1, 1, AXIS, ShapeRules::flattened));
        forms.put("Gather", OperatorForm.of(2, 2, AXIS, ShapeRules::gathered));
        forms.put("Reshape", OperatorForm.of(2, 2, Map.of("allowzero", AttributeType.INT), ShapeRules::reshaped));
        forms.put(
                "Slice",
                OperatorForm.of(
                        1,
                        5,
                        Map.of("axes", AttributeType.INTS, "ends", AttributeType.INTS, "starts", AttributeType.INTS),
                        ShapeRules::sliced));
        forms.put(
                "Split",
                new OperatorForm(
                        1,
                        2,
                        MAXIMUM_FAN,
                        Map.of(
                                "axis",
                                AttributeType.INT,
                                "num_outputs",
                                AttributeType.INT,
                                "split",
                                AttributeType.INTS),
                        ShapeRules::split));
        forms.put("Squeeze", OperatorForm.of(1, 2, AXES, ShapeRules::squeezed));
        forms.put("Transpose", OperatorForm.of(1, 1, Map.of("perm", AttributeType.INTS), ShapeRules::transposed));
        forms.put("Unsqueeze", OperatorForm.of(1, 2, AXES, ShapeRules::unsqueezed));
    }

    /** Tells whether the result of an operator, and the limits on its use, are known. */
    static boolean knows(final String operator) {
        return FORMS.containsKey(operator);
    }

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
            final OperatorForm form = FORMS.get(node.getOpType());
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
