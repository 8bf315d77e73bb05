package org.aegisnet.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import org.aegisnet.scoring.engine.NativeMatrix;

/** Tensor of ONNX Runtime over the first rows of a matrix, in place. For one thread; owns the tensor. */
final class RowTensor implements AutoCloseable {
    private final OrtEnvironment environment;
    private final NativeMatrix matrix;
    private OnnxTensor tensor;
    private int tensorRows;

    RowTensor(final OrtEnvironment environment, final NativeMatrix matrix) {
        this.environment = environment;
        this.matrix = matrix;
    }

    String name() {
        return matrix.name();
    }

    /** The tensor over the first rows. The one from the call before is used again if it fits, and closed otherwise. */
    OnnxTensor rows(final int rows) throws OrtException {
        if (tensor == null || tensorRows != rows) {
            close();
            final long[] shape = matrix.isVector() ? new long[] {rows} : new long[] {rows, matrix.columns()};
            tensor = OnnxTensor.createTensor(environment, matrix.values().slice(0, rows * matrix.columns()), shape);
            tensorRows = rows;
        }
        return tensor;
    }

    @Override
    public void close() {
        if (tensor != null) {
            tensor.close();
            tensor = null;
        }
    }
}
