package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reader of the known facts about a tensor in a file that has been found complete. */
final class ConstantTensors {
    /** Larger tensors are weights: nothing depends on one of their elements. */
    private static final int MAX_REMEMBERED = 4096;

    private ConstantTensors() {}

    static TensorFacts read(final TensorProto tensor, final ElementType type) {
        final List<Extent> shape = new ArrayList<>();
        int count = 1;
        for (final long size : tensor.getDimsList()) {
            shape.add(Extent.of(size));
            count *= (int) size;
        }
        final ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        final List<Double> elements = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean finite = true;
        for (int i = 0; i < count; i++) {
            final double element = tensor.hasRawData() ? fromRaw(raw, type) : fromList(tensor, type, i);
            finite &= Double.isFinite(element);
            low = Math.min(low, element);
            high = Math.max(high, element);
            if (count <= MAX_REMEMBERED) {
                elements.add(element);
            }
        }
        return new TensorFacts(
                type,
                List.copyOf(shape),
                finite && count > 0 ? Optional.of(new Span(low, high)) : Optional.empty(),
                count <= MAX_REMEMBERED ? Optional.of(List.copyOf(elements)) : Optional.empty());
    }

    private static double fromRaw(final ByteBuffer raw, final ElementType type) {
        return switch (type) {
            case FLOAT -> raw.getFloat();
            case DOUBLE -> raw.getDouble();
            case INT32 -> raw.getInt();
            case INT64 -> raw.getLong();
            case BOOL -> raw.get();
        };
    }

    private static double fromList(final TensorProto tensor, final ElementType type, final int position) {
        return switch (type) {
            case FLOAT -> tensor.getFloatData(position);
            case DOUBLE -> tensor.getDoubleData(position);
            case INT32, BOOL -> tensor.getInt32Data(position);
            case INT64 -> tensor.getInt64Data(position);
        };
    }

    /** The number of elements in the list that belongs to the type. */
    static int listed(final TensorProto tensor, final ElementType type) {
        return switch (type) {
            case FLOAT -> tensor.getFloatDataCount();
            case DOUBLE -> tensor.getDoubleDataCount();
            case INT32, BOOL -> tensor.getInt32DataCount();
            case INT64 -> tensor.getInt64DataCount();
        };
    }

    /** The elements of a tensor that is not of floats, one after the other. For one thread. */
    static final class WholeNumbers {
        private final TensorProto tensor;
        private final ElementType type;
        private final ByteBuffer raw;
        private int position;

        WholeNumbers(final TensorProto tensor, final ElementType type) {
            this.tensor = tensor;
            this.type = type;
            this.raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }

        long next() {
            final boolean inLongs = type == ElementType.INT64;
            if (!tensor.hasRawData()) {
                final int here = position++;
                return inLongs ? tensor.getInt64Data(here) : tensor.getInt32Data(here);
            }
            return switch (type) {
                case INT64 -> raw.getLong();
                case INT32 -> raw.getInt();
                default -> raw.get();
            };
        }
    }
}
