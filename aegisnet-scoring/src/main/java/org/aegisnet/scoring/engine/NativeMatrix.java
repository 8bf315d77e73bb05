package org.aegisnet.scoring.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Matrix of float32 numbers in a direct buffer, row-major, which native code reads or writes in place. For one thread.
 *
 * @param name the name of the graph's output, empty for its only input
 * @param values all rows, from position 0
 * @param columns the numbers of a row, 1 or more
 * @param isVector true if the tensor has one dimension, the rows; false if it has rows and columns
 */
public record NativeMatrix(String name, FloatBuffer values, int columns, boolean isVector) {
    /** The flows of a batch as the only input of a graph. */
    public static NativeMatrix over(final FeatureBatch batch) {
        return new NativeMatrix("", batch.buffer(), batch.features(), false);
    }

    /** An output of one number for each row. */
    public static NativeMatrix vector(final String name, final int rows) {
        return new NativeMatrix(name, direct(rows), 1, true);
    }

    /** An output of several numbers for each row. */
    public static NativeMatrix matrix(final String name, final int rows, final int columns) {
        return new NativeMatrix(name, direct(Math.multiplyExact(rows, columns)), columns, false);
    }

    private static FloatBuffer direct(final int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The number in a row and a column. */
    public float get(final int row, final int column) {
        return values.get(row * columns + column);
    }
}
