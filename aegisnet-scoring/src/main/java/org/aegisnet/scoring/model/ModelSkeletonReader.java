package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reader of a {@link ModelSkeleton}. It goes down from the model to the attributes of its nodes, reads their lists itself, and leaves all other
 * fields to protobuf. For bytes that have passed the {@link ProtobufSizeGuard}. Used once.
 */
final class ModelSkeletonReader {
    private static final int GRAPH = lengthDelimited(ModelProto.GRAPH_FIELD_NUMBER);
    private static final int NODE = lengthDelimited(GraphProto.NODE_FIELD_NUMBER);
    private static final int ATTRIBUTE = lengthDelimited(NodeProto.ATTRIBUTE_FIELD_NUMBER);
    private static final int INTEGER = AttributeProto.INTS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int INTEGERS = lengthDelimited(AttributeProto.INTS_FIELD_NUMBER);
    private static final int FLOAT = AttributeProto.FLOATS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_FIXED32;
    private static final int FLOATS = lengthDelimited(AttributeProto.FLOATS_FIELD_NUMBER);
    private static final int TEXT = lengthDelimited(AttributeProto.STRINGS_FIELD_NUMBER);

    /** The bits of a varint's byte that belong to its number. */
    private static final long CONTINUED = 0x7F;

    private static final int CONTINUED_BITS = 7;

    /** A forest's texts are of six kinds. */
    private static final int REMEMBERED_TEXTS = 8;

    private static final VarHandle FLOAT_IN_BYTES =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final CodedInputStream input;
    private final List<List<AttributeLists>> lists = new ArrayList<>();
    private final ByteString[] remembered = new ByteString[REMEMBERED_TEXTS];
    private final byte[][] rememberedBytes = new byte[REMEMBERED_TEXTS][0];
    private int nextToForget;

    ModelSkeletonReader(final byte[] bytes) {
        this.bytes = bytes;
        this.input = CodedInputStream.newInstance(bytes);
        Arrays.fill(remembered, ByteString.EMPTY);
    }

    private static int lengthDelimited(final int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    ModelSkeleton read() throws IOException {
        final ModelProto.Builder model = ModelProto.newBuilder();
        readFields(model, tag -> {
            if (tag != GRAPH) {
                return false;
            }
            readPart(() -> readGraph(model.getGraphBuilder()));
            return true;
        });
        return new ModelSkeleton(model.build(), lists);
    }

    private void readGraph(final GraphProto.Builder graph) throws IOException {
        readFields(graph, tag -> {
            if (tag != NODE) {
                return false;
            }
            final List<AttributeLists> listsOfNode = new ArrayList<>();
            lists.add(listsOfNode);
            readPart(() -> readNode(graph.addNodeBuilder(), listsOfNode));
            return true;
        });
    }

    private void readNode(final NodeProto.Builder node, final List<AttributeLists> listsOfNode) throws IOException {
        readFields(node, tag -> {
            if (tag != ATTRIBUTE) {
                return false;
            }
            readPart(() -> {
                final AttributeLists listsOfAttribute = new AttributeLists(expectedLength(listsOfNode));
                listsOfNode.add(listsOfAttribute);
                readFields(node.addAttributeBuilder(), inner -> readList(inner, listsOfAttribute));
            });
            return true;
        });
    }

    /** A forest's lists are of one length, which spares making them longer; of a list's fields none is shorter than two bytes. */
    private int expectedLength(final List<AttributeLists> before) {
        final int longest = before.isEmpty() ? 0 : before.getLast().longest();
        return Math.min(longest, input.getBytesUntilLimit() / 2);
    }

    private void readPart(final PartReader part) throws IOException {
        final int outer = input.pushLimit(input.readRawVarint32());
        part.read();
        // Nothing, unless the part is said to be longer than the file, which this refuses.
        input.skipRawBytes(input.getBytesUntilLimit());
        input.popLimit(outer);
    }

    /** Reads a message to its end: what the reader does not take is merged into the message as protobuf reads it. */
    private void readFields(final Message.Builder message, final FieldReader reader) throws IOException {
        final ByteArrayOutputStream others = new ByteArrayOutputStream();
        int start = input.getTotalBytesRead();
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (!reader.read(tag)) {
                input.skipField(tag);
                others.write(bytes, start, input.getTotalBytesRead() - start);
            }
            start = input.getTotalBytesRead();
        }
        final CodedInputStream fields = CodedInputStream.newInstance(others.toByteArray());
        fields.setRecursionLimit(ProtobufSizeGuard.MAXIMUM_DEPTH + 1);
        message.mergeFrom(fields);
    }

    private boolean readList(final int tag, final AttributeLists into) throws IOException {
        if (tag == INTEGER) {
            into.addInteger(input.readRawVarint64());
            readMoreIntegers(into);
        } else if (tag == FLOAT) {
            into.addFloat(input.readFloat());
            readMoreFloats(into);
        } else if (tag == TEXT) {
            readText(into);
            readMoreTexts(into);
        } else if (tag == INTEGERS) {
            readPart(() -> {
                while (!input.isAtEnd()) {
                    into.addInteger(input.readRawVarint64());
                }
            });
        } else if (tag == FLOATS) {
            readPart(() -> {
                while (!input.isAtEnd()) {
                    into.addFloat(input.readFloat());
                }
            });
        } else {
            return false;
        }
        return true;
    }

    /** The integers that follow in fields of the same tag, of which a forest has millions. */
    private void readMoreIntegers(final AttributeLists into) throws IOException {
        final int start = input.getTotalBytesRead();
        final int end = limit();
        int position = start;
        while (position + 1 < end && bytes[position] == INTEGER) {
            long value = bytes[position + 1];
            position += 2;
            if (value < 0) {
                value &= CONTINUED;
                int shift = CONTINUED_BITS;
                while (bytes[position] < 0) {
                    value |= (bytes[position++] & CONTINUED) << shift;
                    shift += CONTINUED_BITS;
                }
                value |= (long) bytes[position++] << shift;
            }
            into.addInteger(value);
        }
        input.skipRawBytes(position - start);
    }

    private void readMoreFloats(final AttributeLists into) throws IOException {
        final int start = input.getTotalBytesRead();
        final int end = limit();
        int position = start;
        while (position + Float.BYTES < end && bytes[position] == FLOAT) {
            into.addFloat((float) FLOAT_IN_BYTES.get(bytes, position + 1));
            position += 1 + Float.BYTES;
        }
        input.skipRawBytes(position - start);
    }

    private void readText(final AttributeLists into) throws IOException {
        final int length = input.readRawVarint32();
        final int start = input.getTotalBytesRead();
        input.skipRawBytes(length);
        into.addText(text(start, length));
    }

    /** The texts shorter than 128 bytes that follow in fields of the same tag. */
    private void readMoreTexts(final AttributeLists into) throws IOException {
        final int start = input.getTotalBytesRead();
        final int end = limit();
        int position = start;
        while (position + 1 < end && bytes[position] == TEXT && bytes[position + 1] >= 0) {
            final int length = bytes[position + 1];
            if (position + 2 + length > end) {
                break;
            }
            into.addText(text(position + 2, length));
            position += 2 + length;
        }
        input.skipRawBytes(position - start);
    }

    private ByteString text(final int start, final int length) {
        for (int i = 0; i < REMEMBERED_TEXTS; i++) {
            if (Arrays.equals(bytes, start, start + length, rememberedBytes[i], 0, rememberedBytes[i].length)) {
                return remembered[i];
            }
        }
        final ByteString text = ByteString.copyFrom(bytes, start, length);
        remembered[nextToForget] = text;
        rememberedBytes[nextToForget] = text.toByteArray();
        nextToForget = (nextToForget + 1) % REMEMBERED_TEXTS;
        return text;
    }

    /** The end of the attribute that is being read. */
    private int limit() {
        return Math.min(bytes.length, input.getTotalBytesRead() + input.getBytesUntilLimit());
    }

    @FunctionalInterface
    private interface PartReader {
        void read() throws IOException;
    }

    @FunctionalInterface
    private interface FieldReader {
        /** Reads the field behind a tag, or nothing and tells so. */
        boolean read(int tag) throws IOException;
    }
}
