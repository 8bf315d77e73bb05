package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Guard that counts the objects that the bytes of a model file would become in memory, before any of them is made. Two bytes in the file can
 * become an object of a hundred bytes. It does not make objects itself. Used once.
 */
final class ProtobufSizeGuard {
    /** Nodes, attributes, tensors, dimensions: a graph of the largest size allowed holds a few tens of thousands. */
    static final int MAXIMUM_MESSAGES = 100_000;

    /** A forest has one text, the branch mode, for each of its nodes. */
    static final int MAXIMUM_TEXTS = 2_000_000;

    /** Names, and documentation: each part has a few at most, and an operator one for each input. */
    static final int MAXIMUM_NAMES = 200_000;

    /** A forest has about ten numbers for each of its nodes. */
    static final int MAXIMUM_NUMBERS = 24_000_000;

    /** Fields of later ONNX versions than this one reads. */
    static final int MAXIMUM_UNKNOWN_FIELDS = 20_000;

    /** An ONNX file without graphs inside of graphs is less deep. */
    static final int MAXIMUM_DEPTH = 16;

    private static final int MAX_VARINT = 10;
    private static final int NOT_PLAIN = -1;

    private final byte[] bytes;
    private final CodedInputStream input;
    private int messages;
    private int texts;
    private int names;
    private int numbers;
    private int unknownFields;

    ProtobufSizeGuard(final byte[] bytes) {
        this.bytes = bytes;
        this.input = CodedInputStream.newInstance(bytes);
    }

    /** @throws ModelRejectedException if the bytes are not an ONNX model, or are one that would fill the memory */
    void check() throws ModelRejectedException {
        try {
            scan(ModelProto.getDescriptor(), 0);
        } catch (final InvalidProtocolBufferException e) {
            throw new ModelRejectedException("The file is no ONNX model, or only a part of one: " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new ModelRejectedException("The file cannot be read as an ONNX model: " + e.getMessage(), e);
        }
    }

    private void scan(final Descriptor message, final int depth) throws IOException, ModelRejectedException {
        if (depth > MAXIMUM_DEPTH) {
            throw new ModelRejectedException(
                    "The file nests its parts deeper than %d; it is no flow model, which holds no graphs"
                                    .formatted(MAXIMUM_DEPTH)
                            + " inside of graphs");
        }
        messages = count(messages, MAXIMUM_MESSAGES, "parts");
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            final int wireType = WireFormat.getTagWireType(tag);
            if (wireType == WireFormat.WIRETYPE_START_GROUP || wireType == WireFormat.WIRETYPE_END_GROUP) {
                throw new ModelRejectedException(
                        "The file is no ONNX model: it holds groups, which ONNX does not know");
            }
            final FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                unknownFields = count(unknownFields, MAXIMUM_UNKNOWN_FIELDS, "unknown fields");
                input.skipField(tag);
            } else if (wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                scanLengthDelimited(field, depth);
                if (field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING) {
                    scanMoreTexts(tag);
                }
            } else {
                numbers = count(numbers, MAXIMUM_NUMBERS, "numbers");
                input.skipField(tag);
                scanMoreNumbers(tag, wireType);
            }
        }
    }

    /**
     * Scans the numbers that follow in fields of the same tag; nearly all of a forest's bytes are such fields. It stops before a number that is
     * not plain and before a number above the limit. The ordinary scan then reads that number.
     */
    private void scanMoreNumbers(final int tag, final int wireType) throws IOException {
        final int start = input.getTotalBytesRead();
        final int end = limit();
        int position = start;
        while (numbers < MAXIMUM_NUMBERS && position < end && bytes[position] == tag) {
            final int behind = behindNumber(position + 1, end, wireType);
            if (behind == NOT_PLAIN) {
                break;
            }
            position = behind;
            numbers++;
        }
        input.skipRawBytes(position - start);
    }

    /** Goes over the short texts that follow in fields of the same tag, as {@link #scanMoreNumbers} does over numbers. */
    private void scanMoreTexts(final int tag) throws IOException {
        final int start = input.getTotalBytesRead();
        final int end = limit();
        int position = start;
        while (texts < MAXIMUM_TEXTS && position + 1 < end && bytes[position] == tag && bytes[position + 1] >= 0) {
            final int behind = position + 2 + bytes[position + 1];
            if (behind > end) {
                break;
            }
            position = behind;
            texts++;
        }
        input.skipRawBytes(position - start);
    }

    /** Goes over plain numbers that follow each other without tags. */
    private void scanPackedNumbers(final int wireType) throws IOException {
        final int start = input.getTotalBytesRead();
        final int end = limit();
        int position = start;
        while (numbers < MAXIMUM_NUMBERS && position < end) {
            final int behind = behindNumber(position, end, wireType);
            if (behind == NOT_PLAIN) {
                break;
            }
            position = behind;
            numbers++;
        }
        input.skipRawBytes(position - start);
    }

    /** The end of the innermost part that is being read. */
    private int limit() {
        final int left = input.getBytesUntilLimit();
        return left < 0 ? bytes.length : Math.min(bytes.length, input.getTotalBytesRead() + left);
    }

    /** The end of a number, or {@link #NOT_PLAIN} if it is not complete or its varint is longer than that of the longest number. */
    private int behindNumber(final int position, final int end, final int wireType) {
        if (wireType == WireFormat.WIRETYPE_VARINT) {
            final int last = Math.min(end, position + MAX_VARINT);
            for (int i = position; i < last; i++) {
                if (bytes[i] >= 0) {
                    return i + 1;
                }
            }
            return NOT_PLAIN;
        }
        final int behind = position + (wireType == WireFormat.WIRETYPE_FIXED32 ? Integer.BYTES : Long.BYTES);
        return behind <= end ? behind : NOT_PLAIN;
    }

    private void scanLengthDelimited(final FieldDescriptor field, final int depth)
            throws IOException, ModelRejectedException {
        final int length = input.readRawVarint32();
        switch (field.getJavaType()) {
            case MESSAGE -> {
                final int outer = input.pushLimit(length);
                scan(field.getMessageType(), depth + 1);
                input.popLimit(outer);
            }
            case STRING -> {
                names = count(names, MAXIMUM_NAMES, "names");
                input.skipRawBytes(length);
            }
            case BYTE_STRING -> {
                texts = count(texts, MAXIMUM_TEXTS, "texts");
                input.skipRawBytes(length);
            }
            default -> {
                final int outer = input.pushLimit(length);
                scanPackedNumbers(field.getLiteType().getWireType());
                while (!input.isAtEnd()) {
                    numbers = count(numbers, MAXIMUM_NUMBERS, "numbers");
                    skipNumber(field);
                }
                input.popLimit(outer);
            }
        }
    }

    private void skipNumber(final FieldDescriptor field) throws IOException {
        switch (field.getLiteType().getWireType()) {
            case WireFormat.WIRETYPE_FIXED32 -> input.skipRawBytes(Integer.BYTES);
            case WireFormat.WIRETYPE_FIXED64 -> input.skipRawBytes(Long.BYTES);
            default -> input.readRawVarint64();
        }
    }

    private static int count(final int before, final int maximum, final String what) throws ModelRejectedException {
        if (before >= maximum) {
            throw new ModelRejectedException(
                    "The file holds more than %d %s; no flow model does, so it is not parsed".formatted(maximum, what));
        }
        return before + 1;
    }
}
