package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor of constants. Immutable.
 *
 * @param numbers of floats and truths; of whole numbers, too, rounded to floats
 * @param wholes of whole numbers, else empty
 */
@SuppressWarnings("ArrayRecordComponent")
record Constant(TensorType kind, Shape shape, float[] numbers, long[] wholes) implements Operand {
    /** Reads a tensor of the guarded graph. */
    static Constant of(final TensorProto tensor) throws UnsupportedGraphException {
        final int[] sizes = new int[tensor.getDimsCount()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) tensor.getDims(i);
            if (sizes[i] == 0) {
                throw new UnsupportedGraphException("a constant without numbers");
            }
        }
        final Shape shape = new Shape(sizes);
        if (tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()) {
            return new Constant(TensorType.FLOAT, shape, floats(tensor, shape.elements()), new long[0]);
        }
        if (tensor.getDataType() == TensorProto.DataType.INT64.getNumber()) {
            return wholes(shape, longs(tensor, shape.elements()));
        }
        throw new UnsupportedGraphException("a constant of type %d".formatted(tensor.getDataType()));
    }

    static Constant wholes(final Shape shape, final long... wholes) {
        final float[] numbers = new float[wholes.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = wholes[i];
        }
        return new Constant(TensorType.WHOLE, shape, numbers, wholes);
    }

    static Constant floats(final Shape shape, final float... numbers) {
        return new Constant(TensorType.FLOAT, shape, numbers, new long[0]);
    }

    private static float[] floats(final TensorProto tensor, final int count) throws UnsupportedGraphException {
        final float[] numbers = new float[count];
        if (tensor.hasRawData()) {
            raw(tensor).asFloatBuffer().get(numbers);
            return numbers;
        }
        complete(tensor.getFloatDataCount(), count);
        for (int i = 0; i < count; i++) {
            numbers[i] = tensor.getFloatData(i);
        }
        return numbers;
    }

    private static long[] longs(final TensorProto tensor, final int count) throws UnsupportedGraphException {
        final long[] wholes = new long[count];
        if (tensor.hasRawData()) {
            raw(tensor).asLongBuffer().get(wholes);
            return wholes;
        }
        complete(tensor.getInt64DataCount(), count);
        for (int i = 0; i < count; i++) {
            wholes[i] = tensor.getInt64Data(i);
        }
        return wholes;
    }

    private static void complete(final int present, final int count) throws UnsupportedGraphException {
        if (present != count) {
            throw new UnsupportedGraphException("a constant whose numbers are of another type than it says");
        }
    }

    private static ByteBuffer raw(final TensorProto tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    Constant as(final Shape other) {
        return new Constant(kind, other, numbers, wholes);
    }

    /** The numbers for each element of a shape that this one is broadcast to. */
    float[] numbersFor(final Shape wide) {
        final int[] positions = shape.elementsFor(wide);
        final float[] all = new float[positions.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[positions[i]];
        }
        return all;
    }
}
