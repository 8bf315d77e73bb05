package org.aegisnet.scoring.autoencoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A direct buffer that ONNX Runtime writes an output into, and the tensor over its first rows. For one thread; owns the tensor. */
final class NativeMatrix implements AutoCloseable {
    private final OrtEnvironment environment;
    private final FloatBuffer values;
    private final int columns;
    private final boolean vector;
    private OnnxTensor tensor;
    private int tensorRows;

    private NativeMatrix(
            final OrtEnvironment environment, final FloatBuffer values, final int columns, final boolean vector) {
        this.environment = environment;
        this.values = values;
        this.columns = columns;
        this.vector = vector;
    }

    static NativeMatrix over(final OrtEnvironment environment, final FloatBuffer values, final int columns) {
        return new NativeMatrix(environment, values, columns, false);
    }

    static NativeMatrix matrix(final OrtEnvironment environment, final int rows, final int columns) {
        return new NativeMatrix(environment, direct(rows * columns), columns, false);
    }

    static NativeMatrix vector(final OrtEnvironment environment, final int rows) {
        return new NativeMatrix(environment, direct(rows), 1, true);
    }

    private static FloatBuffer direct(final int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The tensor over the first rows; the one from the call before is used again where it fits, and closed where it does not. */
    OnnxTensor rows(final int rows) throws OrtException {
        if (tensor == null || tensorRows != rows) {
            close();
            final long[] shape = vector ? new long[] {rows} : new long[] {rows, columns};
            tensor = OnnxTensor.createTensor(environment, values.slice(0, rows * columns), shape);
            tensorRows = rows;
        }
        return tensor;
    }

    float get(final int row, final int column) {
        return values.get(row * columns + column);
    }

    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
            tensor = null;
        }
    }
}
