package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.Optional;

/** The type of a tensor's elements, of those that flow models have a use for. */
enum ElementType {
    FLOAT(TensorProto.DataType.FLOAT, Float.BYTES, "float32"),
    DOUBLE(TensorProto.DataType.DOUBLE, Double.BYTES, "float64"),
    INT32(TensorProto.DataType.INT32, Integer.BYTES, "int32"),
    INT64(TensorProto.DataType.INT64, Long.BYTES, "int64"),
    BOOL(TensorProto.DataType.BOOL, 1, "bool");

    private final int number;
    private final int bytes;
    private final String words;

    ElementType(final TensorProto.DataType type, final int bytes, final String words) {
        this.number = type.getNumber();
        this.bytes = bytes;
        this.words = words;
    }

    /** The type with ONNX's number; empty for one that is not read. */
    static Optional<ElementType> of(final long number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** The number of bytes that an element takes in a file. */
    int bytes() {
        return bytes;
    }

    boolean isFloating() {
        return this == FLOAT || this == DOUBLE;
    }

    boolean isInteger() {
        return this == INT32 || this == INT64;
    }

    /** ONNX's name. */
    String inWords() {
        return words;
    }
}
