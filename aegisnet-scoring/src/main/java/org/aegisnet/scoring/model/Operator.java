package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The ONNX operators that a flow model may use, one row for each. The guard reads from a row whether a model of a kind may use the operator, with
 * how many inputs, outputs and attributes. The bounds read the rule for its outputs. The compiler reads whether plain Java runs it, and {@code
 * models/plain-operators.md} lists all rows. Operators that are not here are rejected.
 */
public enum Operator {
    ABS("Abs", Use.function(Attributes.NONE), Plain.ANY),
    ADD("Add", Use.of(2, 2, Attributes.NONE, node -> ElementRules.arithmetic(node, Span::plus)), Plain.FLOW_VALUES),
    AND("And", Use.of(2, 2, Attributes.NONE, ElementRules::logic), Plain.CONDITIONS),
    ARG_MAX("ArgMax", Use.of(1, 1, Attributes.POSITION, ReductionRules::position), Plain.LAST_DIMENSION),
    ARG_MIN("ArgMin", Use.of(1, 1, Attributes.POSITION, ReductionRules::position), Plain.NEVER),
    BATCH_NORMALIZATION(
            "BatchNormalization",
            Use.of(5, 5, Attributes.NORMALIZATION, ProductRules::normalised),
            "of flows by features, not in training"),
    CAST("Cast", Use.of(1, 1, Attributes.CAST, ElementRules::cast).andInForests(), "to float32 and int64"),
    CEIL("Ceil", Use.function(Attributes.NONE), Plain.ANY),
    CLIP("Clip", Use.of(1, 3, Attributes.CLIP, ElementRules::clip), "with constant bounds"),
    CONCAT("Concat", Use.of(1, Use.MAX_FAN, Attributes.AXIS, ShapeRules::concatenated), Plain.FLOWS_STAY_FIRST),
    CONSTANT("Constant", Use.of(0, 0, Attributes.CONSTANT, ShapeRules::constant), "as a tensor"),
    DIV("Div", Use.of(2, 2, Attributes.NONE, ElementRules::arithmetic), Plain.FLOW_VALUES),
    ELU("Elu", Use.function(Attributes.ALPHA), Plain.ANY),
    EQUAL("Equal", Use.of(2, 2, Attributes.NONE, ElementRules::comparison), Plain.FLOW_VALUES),
    ERF("Erf", Use.function(Attributes.NONE), Plain.NEVER),
    EXP("Exp", Use.function(Attributes.NONE), Plain.ANY),
    FLATTEN("Flatten", Use.of(1, 1, Attributes.AXIS, ShapeRules::flattened), Plain.FLOWS_STAY_FIRST),
    FLOOR("Floor", Use.function(Attributes.NONE), Plain.ANY),
    GATHER(
            "Gather",
            Use.of(2, 2, Attributes.AXIS, ShapeRules::gathered),
            "columns by constants, or entries of a constant list by computed positions"),
    GEMM("Gemm", Use.of(2, 3, Attributes.GEMM, ProductRules::gemm), Plain.CONSTANT_MATRIX),
    GREATER("Greater", Use.of(2, 2, Attributes.NONE, ElementRules::comparison), Plain.FLOW_VALUES),
    GREATER_OR_EQUAL("GreaterOrEqual", Use.of(2, 2, Attributes.NONE, ElementRules::comparison), Plain.FLOW_VALUES),
    HARD_SIGMOID("HardSigmoid", Use.function(Attributes.ALPHA_AND_BETA), Plain.ANY),
    IDENTITY("Identity", Use.of(1, 1, Attributes.NONE, ElementRules::identity).andInForests(), Plain.ANY),
    IS_INF("IsInf", Use.of(1, 1, Attributes.INFINITY, ElementRules::test), Plain.NEVER),
    IS_NAN("IsNaN", Use.of(1, 1, Attributes.NONE, ElementRules::test), Plain.ANY),
    LEAKY_RELU("LeakyRelu", Use.function(Attributes.ALPHA), Plain.ANY),
    LESS("Less", Use.of(2, 2, Attributes.NONE, ElementRules::comparison), Plain.FLOW_VALUES),
    LESS_OR_EQUAL("LessOrEqual", Use.of(2, 2, Attributes.NONE, ElementRules::comparison), Plain.FLOW_VALUES),
    LOG("Log", Use.function(Attributes.NONE), Plain.ANY),
    LOG_SOFTMAX("LogSoftmax", Use.of(1, 1, Attributes.AXIS, ReductionRules::softmax), Plain.OVER_FEATURES),
    MAT_MUL("MatMul", Use.of(2, 2, Attributes.NONE, ProductRules::multiplied), Plain.CONSTANT_MATRIX),
    MAX(
            "Max",
            Use.of(1, Use.MAX_FAN, Attributes.NONE, node -> ElementRules.extreme(node, Math::max)),
            Plain.FLOW_VALUES),
    MIN(
            "Min",
            Use.of(1, Use.MAX_FAN, Attributes.NONE, node -> ElementRules.extreme(node, Math::min)),
            Plain.FLOW_VALUES),
    MOD("Mod", Use.of(2, 2, Attributes.REMAINDER, ElementRules::remainder), Plain.NEVER),
    MUL("Mul", Use.of(2, 2, Attributes.NONE, node -> ElementRules.arithmetic(node, Span::times)), Plain.FLOW_VALUES),
    NEG("Neg", Use.of(1, 1, Attributes.NONE, node -> ElementRules.spanning(node, Span::negated)), Plain.ANY),
    NOT("Not", Use.of(1, 1, Attributes.NONE, ElementRules::logic), Plain.CONDITIONS),
    OR("Or", Use.of(2, 2, Attributes.NONE, ElementRules::logic), Plain.CONDITIONS),
    P_RELU("PRelu", Use.of(2, 2, Attributes.NONE, ElementRules::slope), Plain.FLOW_VALUES),
    POW("Pow", Use.of(2, 2, Attributes.NONE, ElementRules::power), "with the exponent 2"),
    REDUCE_MAX("ReduceMax", Use.reduction(), Plain.LAST_DIMENSION),
    REDUCE_MEAN("ReduceMean", Use.reduction(), Plain.LAST_DIMENSION),
    REDUCE_MIN("ReduceMin", Use.reduction(), Plain.LAST_DIMENSION),
    REDUCE_SUM("ReduceSum", Use.reduction(), Plain.LAST_DIMENSION),
    REDUCE_SUM_SQUARE("ReduceSumSquare", Use.reduction(), Plain.NEVER),
    RELU("Relu", Use.of(1, 1, Attributes.NONE, node -> ElementRules.spanning(node, Span::positive)), Plain.ANY),
    RESHAPE("Reshape", Use.of(2, 2, Attributes.RESHAPE, ShapeRules::reshaped), Plain.FLOWS_STAY_FIRST),
    ROUND("Round", Use.function(Attributes.NONE), Plain.ANY),
    SELU("Selu", Use.function(Attributes.ALPHA_AND_GAMMA), Plain.ANY),
    SIGMOID("Sigmoid", Use.function(Attributes.NONE), Plain.ANY),
    SIGN("Sign", Use.function(Attributes.NONE), Plain.ANY),
    SLICE("Slice", Use.of(1, 5, Attributes.SLICE, ShapeRules::sliced), "in steps of 1; " + Plain.FLOWS_STAY_FIRST),
    SOFTMAX("Softmax", Use.of(1, 1, Attributes.AXIS, ReductionRules::softmax), Plain.OVER_FEATURES),
    SOFTPLUS("Softplus", Use.function(Attributes.NONE), Plain.ANY),
    SPLIT(
            "Split",
            Use.autoencoder(new OperatorForm(1, 2, Use.MAX_FAN, Attributes.SPLIT, ShapeRules::split)),
            Plain.NEVER),
    SQRT("Sqrt", Use.function(Attributes.NONE), Plain.ANY),
    SQUEEZE("Squeeze", Use.of(1, 2, Attributes.AXES, ShapeRules::squeezed), Plain.FLOWS_STAY_FIRST),
    SUB(
            "Sub",
            Use.of(2, 2, Attributes.NONE, node -> ElementRules.arithmetic(node, (x, y) -> x.plus(y.negated()))),
            Plain.FLOW_VALUES),
    TANH("Tanh", Use.function(Attributes.NONE), Plain.ANY),
    TRANSPOSE(
            "Transpose",
            Use.of(1, 1, Attributes.TRANSPOSE, ShapeRules::transposed),
            "of the last two dimensions; " + Plain.FLOWS_STAY_FIRST),
    TREE_ENSEMBLE_CLASSIFIER("TreeEnsembleClassifier", Use.forest(), Plain.FOREST),
    UNSQUEEZE("Unsqueeze", Use.of(1, 2, Attributes.AXES, ShapeRules::unsqueezed), Plain.FLOWS_STAY_FIRST),
    WHERE("Where", Use.of(3, 3, Attributes.NONE, ElementRules::choice), Plain.CONDITIONS),
    ZIP_MAP("ZipMap", Use.forest(), Plain.FOREST);

    /** The oldest version of ONNX's operators that ONNX Runtime runs by their definition; before, shapes were joined in another way. */
    static final long OLDEST_VERSION = 7;

    /** The latest version of ONNX's operators whose definitions the rules follow. */
    static final long LATEST_VERSION = 24;

    /** The oldest version of ONNX's operators that plain Java runs. */
    public static final long OLDEST_VERSION_IN_PLAIN_JAVA = 11;

    private static final Map<String, Operator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::onnxName, Function.identity()));

    private final String onnxName;

    /** Its rule is a function without state, which Error Prone cannot see. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Use use;

    private final String plain;

    /** @param plain the use that plain Java supports, in words; empty if it does not support any */
    Operator(final String onnxName, final Use use, final String plain) {
        this.onnxName = onnxName;
        this.use = use;
        this.plain = plain;
    }

    /** The operator with a name; empty if no flow model may use it. */
    public static Optional<Operator> named(final String onnxName) {
        return Optional.ofNullable(BY_NAME.get(onnxName));
    }

    /** The name in an ONNX file. */
    public String onnxName() {
        return onnxName;
    }

    /** The form in which an autoencoder may use the operator; empty if only forests may. */
    Optional<OperatorForm> form() {
        return use.form();
    }

    /** Tells whether a model of a kind may use the operator. */
    boolean isAllowedIn(final ModelKind kind) {
        return switch (kind) {
            case AUTOENCODER -> use.form().isPresent();
            case FOREST -> use.inForests();
        };
    }

    /** Tells whether plain Java runs an autoencoder with the operator, if it is used as {@link #row} says. */
    public boolean isInPlainJava() {
        return use.form().isPresent() && !plain.equals(Plain.NEVER);
    }

    /** The row of the operator in {@code models/plain-operators.md}. */
    String row() {
        final String inputs = use.form()
                .map(form -> form.leastInputs() == form.mostInputs()
                        ? Integer.toString(form.leastInputs())
                        : "%d to %d".formatted(form.leastInputs(), form.mostInputs()))
                .orElse("");
        final String models = use.form().isEmpty() ? "forest" : use.inForests() ? "both" : "autoencoder";
        return "| %s | %s | %s | %s |".formatted(onnxName, models, inputs, plain);
    }

    /** The words for the use that plain Java supports. */
    private static final class Plain {
        private static final String ANY = "yes";
        private static final String NEVER = "no, needs ONNX Runtime";
        private static final String FLOW_VALUES = "of values of the flow, or of one and constants";
        private static final String CONDITIONS = "conditions are values of the flow";
        private static final String LAST_DIMENSION = "over the last dimension";
        private static final String OVER_FEATURES = "over the features";
        private static final String FLOWS_STAY_FIRST = "the flows stay the first dimension";
        private static final String CONSTANT_MATRIX =
                "flows by features times a constant matrix of finite numbers; a million weights in all";
        private static final String FOREST = "yes, as a forest";

        private Plain() {}
    }

    /**
     * The models that may use an operator.
     *
     * @param form in an autoencoder; empty if none may use it
     * @param inForests true if a forest may use it
     */
    private record Use(Optional<OperatorForm> form, boolean inForests) {
        /** The largest number of tensors that a node may join, split or compare. */
        private static final int MAX_FAN = 1_024;

        private static Use autoencoder(final OperatorForm form) {
            return new Use(Optional.of(form), false);
        }

        private static Use of(
                final int leastInputs,
                final int mostInputs,
                final Map<String, AttributeType> attributes,
                final OperatorForm.SingleRule rule) {
            return autoencoder(OperatorForm.of(leastInputs, mostInputs, attributes, rule));
        }

        private static Use function(final Map<String, AttributeType> attributes) {
            return of(1, 1, attributes, ElementRules::function);
        }

        private static Use reduction() {
            return of(1, 2, Attributes.REDUCTION, ReductionRules::reduced);
        }

        private static Use forest() {
            return new Use(Optional.empty(), true);
        }

        private Use andInForests() {
            return new Use(form, true);
        }
    }

    /** The attributes that a node may have, by name. */
    private static final class Attributes {
        private static final Map<String, AttributeType> NONE = Map.of();
        private static final Map<String, AttributeType> AXIS = Map.of("axis", AttributeType.INT);
        private static final Map<String, AttributeType> AXES = Map.of("axes", AttributeType.INTS);
        private static final Map<String, AttributeType> ALPHA = Map.of("alpha", AttributeType.FLOAT);
        private static final Map<String, AttributeType> ALPHA_AND_BETA =
                Map.of("alpha", AttributeType.FLOAT, "beta", AttributeType.FLOAT);
        private static final Map<String, AttributeType> ALPHA_AND_GAMMA =
                Map.of("alpha", AttributeType.FLOAT, "gamma", AttributeType.FLOAT);
        private static final Map<String, AttributeType> CAST =
                Map.of("to", AttributeType.INT, "saturate", AttributeType.INT);
        private static final Map<String, AttributeType> CLIP =
                Map.of("min", AttributeType.FLOAT, "max", AttributeType.FLOAT);
        private static final Map<String, AttributeType> CONSTANT = Map.of(
                "value", AttributeType.TENSOR,
                "value_float", AttributeType.FLOAT,
                "value_floats", AttributeType.FLOATS,
                "value_int", AttributeType.INT,
                "value_ints", AttributeType.INTS);
        private static final Map<String, AttributeType> GEMM = Map.of(
                "alpha", AttributeType.FLOAT,
                "beta", AttributeType.FLOAT,
                "transA", AttributeType.INT,
                "transB", AttributeType.INT);
        private static final Map<String, AttributeType> INFINITY =
                Map.of("detect_negative", AttributeType.INT, "detect_positive", AttributeType.INT);
        private static final Map<String, AttributeType> NORMALIZATION = Map.of(
                "epsilon", AttributeType.FLOAT,
                "momentum", AttributeType.FLOAT,
                "spatial", AttributeType.INT,
                "training_mode", AttributeType.INT);
        private static final Map<String, AttributeType> POSITION = Map.of(
                "axis", AttributeType.INT, "keepdims", AttributeType.INT, "select_last_index", AttributeType.INT);
        private static final Map<String, AttributeType> REDUCTION = Map.of(
                "axes", AttributeType.INTS, "keepdims", AttributeType.INT, "noop_with_empty_axes", AttributeType.INT);
        private static final Map<String, AttributeType> REMAINDER = Map.of("fmod", AttributeType.INT);
        private static final Map<String, AttributeType> RESHAPE = Map.of("allowzero", AttributeType.INT);
        private static final Map<String, AttributeType> SLICE =
                Map.of("axes", AttributeType.INTS, "ends", AttributeType.INTS, "starts", AttributeType.INTS);
        private static final Map<String, AttributeType> SPLIT =
                Map.of("axis", AttributeType.INT, "num_outputs", AttributeType.INT, "split", AttributeType.INTS);
        private static final Map<String, AttributeType> TRANSPOSE = Map.of("perm", AttributeType.INTS);

        private Attributes() {}
    }
}
