package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.junit.jupiter.api.Test;

/** Files that are small on disk and enormous in memory are refused before anything is made of them. */
class ProtobufSizeGuardTest {
    private static final int MIB = 1024 * 1024;
    private static final int GRAPH_FIELD = 7;

    private static String refusal(final byte[] bytes) {
        return assertTimeout(
                        Duration.ofSeconds(10),
                        () -> assertThrows(ModelRejectedException.class, () -> ModelFile.read(bytes)))
                .getMessage();
    }

    /** A graph of nothing but one two-byte field, over and over. */
    private static byte[] graphOf(final int tag, final int second, final int size) throws IOException {
        final byte[] content = new byte[size];
        for (int i = 0; i < size; i += 2) {
            content[i] = (byte) tag;
            content[i + 1] = (byte) second;
        }
        return lengthDelimited(GRAPH_FIELD, content);
    }

    private static byte[] lengthDelimited(final int field, final byte[] content) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final CodedOutputStream output = CodedOutputStream.newInstance(bytes);
        output.writeByteArray(field, content);
        output.flush();
        return bytes.toByteArray();
    }

    @Test
    void anOrdinaryModelPasses() {
        assertDoesNotThrow(() ->
                new ProtobufSizeGuard(GraphBuilder.autoencoder(2, 1).build().toByteArray()).check());
    }

    @Test
    void refusesMillionsOfEmptyNodes() throws Exception {
        assertEquals(
                "The file holds more than 100000 parts; no flow model does, so it is not parsed",
                refusal(graphOf(0x0A, 0, 60 * MIB)));
    }

    @Test
    void refusesMillionsOfEmptyTexts() throws Exception {
        final byte[] attribute = new byte[16 * MIB];
        for (int i = 0; i < attribute.length; i += 2) {
            attribute[i] = 9 << 3 | 2;
        }
        final byte[] file = lengthDelimited(GRAPH_FIELD, lengthDelimited(1, lengthDelimited(5, attribute)));
        assertEquals("The file holds more than 2000000 texts; no flow model does, so it is not parsed", refusal(file));
    }

    @Test
    void refusesMillionsOfNumbersPackedOrNot() throws Exception {
        final ModelProto unpacked = ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder()
                        .addNode(NodeProto.newBuilder()
                                .addAttribute(AttributeProto.newBuilder()
                                        .addAllInts(Collections.nCopies(ProtobufSizeGuard.MAXIMUM_NUMBERS / 2, 0L))
                                        .addAllInts(
                                                Collections.nCopies(ProtobufSizeGuard.MAXIMUM_NUMBERS / 2 + 1, 0L)))))
                .build();
        final String sentence = "The file holds more than 24000000 numbers; no flow model does, so it is not parsed";
        assertEquals(sentence, refusal(unpacked.toByteArray()));
        final byte[] packed = lengthDelimited(
                GRAPH_FIELD, lengthDelimited(1, lengthDelimited(5, lengthDelimited(8, new byte[30 * MIB]))));
        assertEquals(sentence, refusal(packed));
    }

    @Test
    void asManyAsThereMayBePass() throws Exception {
        final byte[] texts = new byte[2 * ProtobufSizeGuard.MAXIMUM_TEXTS];
        for (int i = 0; i < texts.length; i += 2) {
            texts[i] = 9 << 3 | 2;
        }
        for (final byte[] attribute :
                new byte[][] {texts, lengthDelimited(8, new byte[ProtobufSizeGuard.MAXIMUM_NUMBERS])}) {
            final byte[] file = lengthDelimited(GRAPH_FIELD, lengthDelimited(1, lengthDelimited(5, attribute)));
            assertDoesNotThrow(() -> new ProtobufSizeGuard(file).check());
        }
    }

    @Test
    void refusesNumbersThatEndNowhere() throws Exception {
        final byte[] endless = new byte[40];
        Arrays.fill(endless, (byte) 0xFF);
        endless[0] = 0;
        for (final int field : new int[] {7, 8}) {
            final byte[] file = lengthDelimited(
                    GRAPH_FIELD, lengthDelimited(1, lengthDelimited(5, lengthDelimited(field, new byte[41]))));
            System.arraycopy(endless, 0, file, file.length - endless.length, endless.length);
            assertTrue(refusal(file).startsWith("The file is no ONNX model, or only a part of one: "), "" + field);
        }
    }

    @Test
    void refusesMillionsOfUnknownFields() throws Exception {
        assertEquals(
                "The file holds more than 20000 unknown fields; no flow model does, so it is not parsed",
                refusal(graphOf(4 << 3, 0, 10 * MIB)));
    }

    @Test
    void refusesDeepNesting() {
        ModelProto.Builder model = ModelProto.newBuilder();
        GraphProto graph = GraphProto.getDefaultInstance();
        for (int depth = 0; depth < 6; depth++) {
            graph = GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder()
                            .addAttribute(AttributeProto.newBuilder().setG(graph)))
                    .build();
        }
        assertEquals(
                "The file nests its parts deeper than 16; it is no flow model, which holds no graphs inside of graphs",
                refusal(model.setGraph(graph).build().toByteArray()));
    }

    @Test
    void refusesNestingThatWouldOverflowTheStack() throws Exception {
        byte[] content = new byte[0];
        for (int depth = 0; depth < 3000; depth++) {
            content = lengthDelimited(depth % 3 == 0 ? 6 : depth % 3 == 1 ? 5 : 1, content);
        }
        assertTrue(refusal(lengthDelimited(GRAPH_FIELD, content)).startsWith("The file "));
    }

    @Test
    void refusesGroups() {
        assertEquals(
                "The file is no ONNX model: it holds groups, which ONNX does not know",
                refusal(new byte[] {GRAPH_FIELD << 3 | 3, GRAPH_FIELD << 3 | 4}));
        final byte[] open = new byte[10 * MIB];
        Arrays.fill(open, (byte) (GRAPH_FIELD << 3 | 3));
        assertEquals("The file is no ONNX model: it holds groups, which ONNX does not know", refusal(open));
    }

    @Test
    void refusesLengthsThatPointPastTheEnd() {
        for (final int length : new int[] {5, 0x7F}) {
            final String sentence = refusal(new byte[] {GRAPH_FIELD << 3 | 2, (byte) length, 0});
            assertTrue(sentence.startsWith("The file is no ONNX model, or only a part of one: "), sentence);
        }
        for (final byte[] content : new byte[][] {{}, {1 << 3 | 2, 9}, {1 << 3 | 2, 4, 5 << 3 | 2, 9, 8 << 3, 1}}) {
            final byte[] file = new byte[content.length + 2];
            file[0] = GRAPH_FIELD << 3 | 2;
            file[1] = 50;
            System.arraycopy(content, 0, file, 2, content.length);
            assertTrue(
                    refusal(file).startsWith("The file is no ONNX model, or only a part of one: "),
                    Arrays.toString(file));
        }
        final byte[] negative = ByteString.fromHex("3affffffff0f00").toByteArray();
        assertTrue(refusal(negative).startsWith("The file is no ONNX model, or only a part of one: "));
    }
}
