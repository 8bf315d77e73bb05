package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A model file that has been read and has passed the {@link ModelGuard}: an ONNX graph with its metadata. Nothing of it has reached native
 * code. Immutable.
 */
public final class ModelFile {
    /** A model larger than this is refused unread. */
    public static final int MAXIMUM_BYTES = 64 * 1024 * 1024;

    static final String METADATA_KEY = "aegisnet.model";

    /** The deepest nesting of messages in an ONNX file without subgraphs is below this. */
    private static final int MAXIMUM_NESTING = 20;

    private final ModelMetadata metadata;
    private final ModelProto graph;
    private final byte[] bytes;

    private ModelFile(final ModelMetadata metadata, final ModelProto graph, final byte[] bytes) {
        this.metadata = metadata;
        this.graph = graph;
        this.bytes = bytes;
    }

    /**
     * Reads a model file from a folder.
     *
     * @throws ModelRejectedException where the file is no model that can be used
     * @throws IOException where the file cannot be read; the message names the file
     */
    public static ModelFile read(final Path path) throws IOException, ModelRejectedException {
        try (InputStream stream = Files.newInputStream(path)) {
            return read(stream);
        } catch (final NoSuchFileException e) {
            throw new IOException("There is no file %s".formatted(path), e);
        }
    }

    /**
     * Reads a model file to the stream's end; the stream stays open.
     *
     * @throws ModelRejectedException where the content is no model that can be used
     */
    public static ModelFile read(final InputStream stream) throws IOException, ModelRejectedException {
        final byte[] bytes = stream.readNBytes(MAXIMUM_BYTES + 1);
        if (bytes.length > MAXIMUM_BYTES) {
            throw new ModelRejectedException(
                    "The model is larger than %d MiB; a flow model is far smaller, so this is some other file"
                            .formatted(MAXIMUM_BYTES / (1024 * 1024)));
        }
        return read(bytes);
    }

    /**
     * Reads a model file.
     *
     * @param bytes the whole file
     * @throws ModelRejectedException where the bytes are no model that can be used
     */
    public static ModelFile read(final byte[] bytes) throws ModelRejectedException {
        final ModelProto graph = parse(bytes);
        final List<String> documents = graph.getMetadataPropsList().stream()
                .filter(entry -> METADATA_KEY.equals(entry.getKey()))
                .map(StringStringEntryProto::getValue)
                .toList();
        if (documents.size() != 1) {
            throw new ModelRejectedException(
                    "The ONNX file has no metadata under '%s', so nothing says which features it takes and what its scores mean"
                            .formatted(METADATA_KEY));
        }
        final String stated = ModelChecksum.statedIn(graph)
                .orElseThrow(() -> new ModelRejectedException(
                        "The model has no checksum under '%s'; write it again with the training command"
                                .formatted(ModelChecksum.KEY)));
        if (!stated.equals(ModelChecksum.computedFrom(graph))) {
            throw new ModelRejectedException(
                    "The model's content does not match its checksum: the file is damaged or was changed; copy it again from where it was made");
        }
        final ModelMetadata metadata = new MetadataJson().read(documents.getFirst());
        new ModelGuard().check(graph, metadata);
        return new ModelFile(metadata, graph, bytes.clone());
    }

    private static ModelProto parse(final byte[] bytes) throws ModelRejectedException {
        try {
            final CodedInputStream input = CodedInputStream.newInstance(bytes);
            input.setRecursionLimit(MAXIMUM_NESTING);
            final ModelProto graph = ModelProto.parseFrom(input);
            if (!graph.hasGraph()) {
                throw new ModelRejectedException("The file is no ONNX model: it has no graph");
            }
            return graph;
        } catch (final InvalidProtocolBufferException e) {
            throw new ModelRejectedException("The file is no ONNX model, or only a part of one: " + e.getMessage(), e);
        } catch (final IOException e) {
            throw new ModelRejectedException("The file cannot be read as an ONNX model: " + e.getMessage(), e);
        }
    }

    public ModelMetadata metadata() {
        return metadata;
    }

    /** The parsed graph. */
    public ModelProto graph() {
        return graph;
    }

    /** The file's bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
