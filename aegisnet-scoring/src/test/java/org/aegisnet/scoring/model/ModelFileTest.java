package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model file describes itself or is described beside; damage is found; what the guard cannot see goes no further. */
class ModelFileTest {
    private static final ModelProto GRAPH = GraphBuilder.autoencoder(2, 1).build();
    private static final ModelMetadata METADATA = SampleMetadata.autoencoder(2);

    private final byte[] bytes = new ModelFileWriter().write(GRAPH, METADATA);

    private static String refusal(final byte[] content) {
        return assertThrows(ModelRejectedException.class, () -> ModelFile.read(content))
                .getMessage();
    }

    @Test
    void describesItself() throws Exception {
        final ModelFile file = ModelFile.read(new ByteArrayInputStream(bytes));
        assertEquals("sample 1.0.0", file.metadata().id());
        assertArrayEquals(bytes, file.bytes());
        assertEquals(GRAPH.getGraph(), file.graph().getGraph());
    }

    @Test
    void theSameGraphAndMetadataMakeTheSameBytes() {
        assertArrayEquals(bytes, new ModelFileWriter().write(GRAPH, METADATA));
    }

    @Test
    void anyFlippedByteIsFound() {
        for (int position = 0; position < bytes.length; position++) {
            for (final int flip : new int[] {1, 0x80, 0xFF}) {
                final byte[] damaged = bytes.clone();
                damaged[position] ^= (byte) flip;
                final int flipped = position;
                assertThrows(ModelRejectedException.class, () -> ModelFile.read(damaged), () -> "byte " + flipped);
            }
        }
    }

    @Test
    void anyMissingEndIsFound() {
        for (int length = 0; length < bytes.length; length++) {
            final byte[] part = Arrays.copyOf(bytes, length);
            assertThrows(ModelRejectedException.class, () -> ModelFile.read(part));
        }
    }

    @Test
    void aChangedModelDoesNotMatchItsChecksum() throws Exception {
        final ModelProto changed = ModelProto.parseFrom(bytes).toBuilder()
                .setProducerName("someone else")
                .build();
        assertEquals(
                "The model's content does not match its checksum: the file is damaged or was changed; copy it again from where it was made",
                refusal(changed.toByteArray()));
    }

    @Test
    void aModelThatOtherToolsHaveWrittenAgainMatchesItsChecksum() throws Exception {
        final ModelProto model = ModelProto.parseFrom(bytes);
        final ByteArrayOutputStream reordered = new ByteArrayOutputStream();
        ModelProto.newBuilder()
                .addAllMetadataProps(model.getMetadataPropsList())
                .build()
                .writeTo(reordered);
        model.toBuilder().clearMetadataProps().build().writeTo(reordered);
        assertEquals(
                ModelFile.read(bytes).graph(),
                ModelFile.read(reordered.toByteArray()).graph());
    }

    @Test
    void aModelWithoutAChecksumIsRefused() throws Exception {
        final ModelProto model = ModelProto.parseFrom(bytes);
        assertEquals(
                "The model has no checksum under 'aegisnet.sha256'; write it again with the training command",
                refusal(model.toBuilder().removeMetadataProps(1).build().toByteArray()));
    }

    @Test
    void aModelWithTwoDescriptionsIsRefused() throws Exception {
        final ModelProto model = ModelProto.parseFrom(bytes);
        assertEquals(
                "The ONNX file has 2 metadata entries 'aegisnet.model' where one must say which features it takes and what its scores mean",
                refusal(model.toBuilder()
                        .addMetadataProps(model.getMetadataProps(0))
                        .build()
                        .toByteArray()));
    }

    @Test
    void aFileThatIsNotAModelIsRejected() {
        assertEquals("The file is no ONNX model: it has no graph", refusal(new byte[0]));
        assertTrue(refusal("src_ip,dst_ip\n".getBytes(StandardCharsets.UTF_8)).startsWith("The file is no ONNX model"));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedUnread() {
        final InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(final byte[] into, final int offset, final int length) {
                return length;
            }
        };
        assertEquals(
                "The model is larger than 64 MiB; a flow model is far smaller, so this is some other file",
                assertThrows(ModelRejectedException.class, () -> ModelFile.read(endless))
                        .getMessage());
    }

    @Test
    void fieldsOfLaterVersionsDoNotReachTheEngines() throws Exception {
        final UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        final ModelProto later = GRAPH.toBuilder()
                .setUnknownFields(unknown)
                .setGraph(GRAPH.getGraph().toBuilder().setUnknownFields(unknown))
                .build();
        final ModelFile file = ModelFile.read(new ModelFileWriter().write(later, METADATA));
        assertEquals(GRAPH.getGraph().getNodeList(), file.graph().getGraph().getNodeList());
        assertEquals(
                GRAPH.getGraph().getInitializerList(), file.graph().getGraph().getInitializerList());
        assertTrue(file.graph().getUnknownFields().asMap().isEmpty());
        assertFalse(
                ModelProto.parseFrom(file.bytes()).getUnknownFields().asMap().isEmpty());
    }

    @Test
    void documentationAndClaimsAboutTensorsDoNotReachTheEngines() throws Exception {
        final ModelProto documented = GRAPH.toBuilder()
                .setDocString("words")
                .setProducerName("words")
                .setGraph(GRAPH.getGraph().toBuilder()
                        .setDocString("words")
                        .addValueInfo(GRAPH.getGraph().getInput(0).toBuilder().setName("words"))
                        .setNode(
                                0,
                                GRAPH.getGraph().getNode(0).toBuilder()
                                        .setDocString("words")
                                        .setName("words"))
                        .setInitializer(
                                0,
                                GRAPH.getGraph().getInitializer(0).toBuilder().setDocString("words")))
                .build();
        final ModelFile file = ModelFile.read(new ModelFileWriter().write(documented, METADATA));
        assertFalse(
                file.graph().toString().contains("words"), () -> file.graph().toString());
    }

    @Test
    void aDescriptionBesideIsAPartOfWhatAModelIs() throws Exception {
        final byte[] bytes = GRAPH.toByteArray();
        final String description = new MetadataJson().write(METADATA);
        assertEquals(
                ModelFile.read(bytes, description).sha256(),
                ModelFile.read(bytes, description).sha256());
        assertNotEquals(
                ModelFile.read(bytes, description).sha256(),
                ModelFile.read(bytes, description + " ").sha256());
    }

    @Test
    void readsTheDescriptionBesideAModelThatHasNone(@TempDir final Path folder) throws Exception {
        final Path model = Files.write(folder.resolve("mine.onnx"), GRAPH.toByteArray());
        assertEquals(
                "The ONNX file does not say which features it takes and what its scores mean; describe it in a file mine.onnx.json beside it",
                assertThrows(ModelRejectedException.class, () -> ModelFile.read(model))
                        .getMessage());
        Files.writeString(folder.resolve("mine.onnx.json"), new MetadataJson().write(METADATA));
        assertEquals("sample 1.0.0", ModelFile.read(model).metadata().id());
    }

    @Test
    void aModelThatDescribesItselfNeedsNothingBeside(@TempDir final Path folder) throws Exception {
        final Path model = Files.write(folder.resolve("mine.onnx"), bytes);
        Files.writeString(folder.resolve("mine.onnx.json"), "not even JSON");
        assertEquals("sample 1.0.0", ModelFile.read(model).metadata().id());
        assertEquals(
                "The model describes itself; a second description might contradict it",
                assertThrows(ModelRejectedException.class, () -> ModelFile.read(bytes, "{}"))
                        .getMessage());
    }

    @Test
    void otherMetadataPropertiesDoNotMatter() throws Exception {
        final ModelProto exported = GRAPH.toBuilder()
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey("exporter").setValue("torch"))
                .build();
        assertEquals(
                "sample 1.0.0",
                ModelFile.read(exported.toByteArray(), new MetadataJson().write(METADATA))
                        .metadata()
                        .id());
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir final Path folder) {
        final Path nowhere = folder.resolve("nowhere.onnx");
        assertEquals(
                "There is no file " + nowhere,
                assertThrows(IOException.class, () -> ModelFile.read(nowhere)).getMessage());
    }
}
