package org.aegisnet.scoring.autoencoder;

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
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Builds small ONNX graphs, good or bad. Shapes of outputs are left open. */
public final class GraphBuilder {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

    /** A float32 input [flows, columns]. */
    public GraphBuilder input(final String name, final int columns) {
        graph.addInput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(Dimension.newBuilder().setDimParam("flows"))
                                        .addDim(Dimension.newBuilder().setDimValue(columns))))));
        return this;
    }

    public GraphBuilder floats(final String name, final List<Long> shape, final float... values) {
        final TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addAllDims(shape);
        for (final float value : values) {
            tensor.addFloatData(value);
        }
        return tensor(tensor.build());
    }

    public GraphBuilder integers(final String name, final long... values) {
        final TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(values.length);
        for (final long value : values) {
            tensor.addInt64Data(value);
        }
        return tensor(tensor.build());
    }

    public GraphBuilder tensor(final TensorProto tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    /** A node with attributes that are integers or lists of integers: {@code "axis", 1, "axes", List.of(1L)}. */
    public GraphBuilder node(
            final String operator, final List<String> inputs, final String output, final Object... attributes) {
        final NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
        for (int i = 0; i < attributes.length; i += 2) {
            final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName((String) attributes[i]);
            if (attributes[i + 1] instanceof List<?> list) {
                attribute.setType(AttributeProto.AttributeType.INTS);
                list.forEach(value -> attribute.addInts((Long) value));
            } else {
                attribute.setType(AttributeProto.AttributeType.INT).setI(((Number) attributes[i + 1]).longValue());
            }
            node.addAttribute(attribute);
        }
        return node(node.build());
    }

    public GraphBuilder node(final NodeProto node) {
        graph.addNode(node);
        return this;
    }

    public GraphBuilder output(final String name) {
        return output(name, TensorProto.DataType.FLOAT);
    }

    public GraphBuilder output(final String name, final TensorProto.DataType type) {
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber()))));
        return this;
    }

    public ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(15))
                .setGraph(graph)
                .build();
    }

    /**
     * A small autoencoder with random weights: features - 16 - features, tanh; score is the mean of the squared errors. The mean is a
     * multiplication, for ONNX Runtime's ReduceMean gives a row other last bits in other places of a batch.
     *
     * @return a builder whose graph has all it needs
     */
    public static GraphBuilder autoencoder(final int features, final long seed) {
        final Random random = new Random(seed);
        final int hidden = 16;
        return new GraphBuilder()
                .input("features", features)
                .floats("w1", List.of((long) features, (long) hidden), random(random, features * hidden))
                .floats("b1", List.of((long) hidden), random(random, hidden))
                .floats("w2", List.of((long) hidden, (long) features), random(random, hidden * features))
                .node("Gemm", List.of("features", "w1", "b1"), "h")
                .node("Tanh", List.of("h"), "t")
                .node("MatMul", List.of("t", "w2"), "expected")
                .node("Sub", List.of("features", "expected"), "difference")
                .node("Mul", List.of("difference", "difference"), "feature_error")
                .floats("shares", List.of((long) features), shares(features))
                .node("MatMul", List.of("feature_error", "shares"), "score")
                .output("score")
                .output("feature_error")
                .output("expected");
    }

    /** An autoencoder that makes use of what shapes tensors: slices, gathers, joins, reshapes, choices and reductions. */
    public static GraphBuilder everyOperator(final int features) {
        return autoencoder(features, 2)
                .integers("zero", 0)
                .integers("one", 1)
                .integers("two", 2)
                .integers("shape", -1, features)
                .floats("limit", List.of(1L, 1L), 2)
                .node("Slice", List.of("features", "zero", "two", "one"), "slice")
                .node("Gather", List.of("features", "two"), "gather", "axis", 1)
                .node("Concat", List.of("slice", "gather"), "joined", "axis", 1)
                .node("Reshape", List.of("joined", "shape"), "reshaped")
                .node("Unsqueeze", List.of("reshaped", "one"), "raised")
                .node("Transpose", List.of("raised"), "turned", "perm", List.of(1L, 0L, 2L))
                .node("Squeeze", List.of("turned", "zero"), "lowered")
                .node("Min", List.of("lowered", "limit"), "limited")
                .node("IsNaN", List.of("limited"), "unknown")
                .node("Where", List.of("unknown", "limit", "limited"), "known")
                .node("ArgMax", List.of("known"), "best", "axis", 1, "keepdims", 0)
                .node("Cast", List.of("best"), "place", "to", TensorProto.DataType.FLOAT.getNumber())
                .node("ReduceSum", List.of("known", "one"), "sum", "keepdims", 0)
                .node("Softmax", List.of("known"), "weights", "axis", 1)
                .output("place")
                .output("sum")
                .output("weights");
    }

    private static float[] shares(final int count) {
        final float[] values = new float[count];
        Arrays.fill(values, 1f / count);
        return values;
    }

    private static float[] random(final Random random, final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
