package org.aegisnet.training.autoencoder;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Builder of an ONNX graph, node by node. Values are identified by the names that its methods return. For one thread. */
final class OnnxGraphBuilder {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 15;
    private static final String ROWS = "flows";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int names;

    OnnxGraphBuilder(final String name) {
        graph.setName(name);
    }

    /** Declares a float32 input [rows, columns]. */
    String input(final String name, final int columns) {
        graph.addInput(floats(name, columns));
        return name;
    }

    /** Declares a value as an output: float32 [rows], or [rows, columns]. */
    void output(final String value, final String name, final int... columns) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(name)
                .addInput(value)
                .addOutput(name));
        graph.addOutput(floats(name, columns));
    }

    private static ValueInfoProto floats(final String name, final int... columns) {
        final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(ROWS));
        for (final int column : columns) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(column));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    /** A row of constants, float32 [1, values], that is broadcast over the flows. */
    String row(final double... values) {
        return matrix(new double[][] {values});
    }

    /** A matrix of constants, float32. */
    String matrix(final double[][] rows) {
        final int columns = rows[0].length;
        final ByteBuffer data =
                ByteBuffer.allocate(rows.length * columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final double[] row : rows) {
            for (final double value : row) {
                data.putFloat((float) value);
            }
        }
        return constant(TensorProto.DataType.FLOAT, data, rows.length, columns);
    }

    /** A list of constants, float32 [values]. */
    String vector(final double... values) {
        final ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final double value : values) {
            data.putFloat((float) value);
        }
        return constant(TensorProto.DataType.FLOAT, data, values.length);
    }

    /** A list of positions, int64 [values]. */
    String positions(final long... values) {
        final ByteBuffer data = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final long value : values) {
            data.putLong(value);
        }
        return constant(TensorProto.DataType.INT64, data, values.length);
    }

    private String constant(final TensorProto.DataType type, final ByteBuffer data, final long... shape) {
        final TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(nextName("constant"))
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(data.flip()));
        for (final long dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Applies an operator that has no attributes. */
    String apply(final String operator, final String... inputs) {
        return apply(operator, List.of(), inputs);
    }

    /** Joins columns. */
    String concatColumns(final List<String> values) {
        return apply("Concat", List.of(attribute("axis", 1)), values.toArray(String[]::new));
    }

    /** Picks columns, [rows, positions]. */
    String columns(final String value, final long... positions) {
        return apply("Gather", List.of(attribute("axis", 1)), value, positions(positions));
    }

    /** Picks the columns from {@code start} to before {@code end}. */
    String columnRange(final String value, final long start, final long end) {
        return apply("Slice", value, positions(start), positions(end), positions(1));
    }

    /** True as 1, false as 0. */
    String asFloats(final String truths) {
        return apply("Cast", List.of(attribute("to", TensorProto.DataType.FLOAT.getNumber())), truths);
    }

    /** The sum of each row, [rows, 1]. */
    String rowSums(final String value) {
        return apply("ReduceSum", List.of(attribute("keepdims", 1)), value, positions(1));
    }

    /**
     * The sum of each row, [rows]. A product and no ReduceSum: that gives a row other last bits by its place in the batch.
     *
     * @param columns of {@code value}
     */
    String rowTotals(final String value, final int columns) {
        final double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return apply("MatMul", value, vector(ones));
    }

    /** The logarithm of the softmax over each row. */
    String logSoftmax(final String value) {
        return apply("LogSoftmax", List.of(attribute("axis", 1)), value);
    }

    /** For each row the position of its largest value, int64 [rows, 1]. */
    String positionOfLargest(final String value) {
        return apply("ArgMax", List.of(attribute("axis", 1), attribute("keepdims", 1)), value);
    }

    /** Whole numbers that are floats as positions, int64. */
    String asPositions(final String value) {
        return apply("Cast", List.of(attribute("to", TensorProto.DataType.INT64.getNumber())), value);
    }

    /** For each row the entry of {@code choices} at its position, [rows, 1]. */
    String choice(final String position, final double... choices) {
        return apply("Gather", List.of(attribute("axis", 0)), vector(choices), position);
    }

    private String apply(final String operator, final List<AttributeProto> attributes, final String... inputs) {
        final String output = nextName(operator);
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output)
                .addAllAttribute(attributes));
        return output;
    }

    private static AttributeProto attribute(final String name, final long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private String nextName(final String kind) {
        names++;
        return kind + "_" + names;
    }

    ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("nifi-aegisnet")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build();
    }
}
