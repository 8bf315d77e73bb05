package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model file that has been read and has passed the {@link ModelGuard}: an ONNX graph with its metadata. Nothing of it has reached native
 * code. Immutable.
 */
public final class ModelFile {
    /** A model larger than this is refused unread. */
    public static final int MAXIMUM_BYTES = 64 * 1024 * 1024;

    static final String METADATA_KEY = "aegisnet.model";

    private static final String DESCRIPTION_SUFFIX = ".json";

    private final ModelMetadata metadata;

    /** Of an autoencoder the whole. */
    private final Optional<ModelProto> graph;

    private final Optional<ModelSkeleton> skeleton;
    private final byte[] bytes;
    private final String sha256;

    private ModelFile(
            final ModelMetadata metadata,
            final Optional<ModelProto> graph,
            final Optional<ModelSkeleton> skeleton,
            final byte[] bytes,
            final String sha256) {
        this.metadata = metadata;
        this.graph = graph;
        this.skeleton = skeleton;
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    /**
     * Reads a model file from a folder. A model that does not describe itself is described by the JSON document beside it: {@code forest.onnx}
     * by {@code forest.onnx.json}.
     *
     * @throws ModelRejectedException if the file is not a usable model
     * @throws IOException if the file cannot be read; the message names the file
     */
    public static ModelFile read(final Path path) throws IOException, ModelRejectedException {
        final byte[] bytes;
        try (InputStream stream = Files.newInputStream(path)) {
            bytes = readAll(stream);
        } catch (final NoSuchFileException e) {
            throw new IOException("There is no file %s".formatted(path), e);
        }
        final ModelSkeleton model = parse(bytes);
        if (describesItself(model)) {
            return selfDescribed(model, bytes);
        }
        final Path beside = descriptionBeside(path);
        if (!Files.exists(beside)) {
            throw new ModelRejectedException(
                    "The ONNX file does not say which features it takes and what its scores mean; describe it in a file %s beside it"
                            .formatted(beside.getFileName()));
        }
        if (Files.size(beside) > MetadataJson.MAXIMUM_CHARACTERS) {
            throw new ModelRejectedException(
                    "%s is larger than %d bytes".formatted(beside.getFileName(), MetadataJson.MAXIMUM_CHARACTERS));
        }
        return described(model, bytes, new String(Files.readAllBytes(beside), StandardCharsets.UTF_8));
    }

    /**
     * Reads a model file to the stream's end; the stream stays open.
     *
     * @throws ModelRejectedException if the content is not a usable model
     */
    public static ModelFile read(final InputStream stream) throws IOException, ModelRejectedException {
        return readOwn(readAll(stream));
    }

    /** Where the JSON document lies that describes a model which does not describe itself. */
    public static Path descriptionBeside(final Path path) {
        return path.resolveSibling(path.getFileName() + DESCRIPTION_SUFFIX);
    }

    private static byte[] readAll(final InputStream stream) throws IOException, ModelRejectedException {
        final byte[] bytes = stream.readNBytes(MAXIMUM_BYTES + 1);
        if (bytes.length > MAXIMUM_BYTES) {
            throw new ModelRejectedException(
                    "The model is larger than %d MiB; a flow model is far smaller, so this is some other file"
                            .formatted(MAXIMUM_BYTES / (1024 * 1024)));
        }
        return bytes;
    }

    /**
     * Reads a model file that describes itself.
     *
     * @param bytes the whole file
     * @throws ModelRejectedException if the bytes are not a usable model
     */
    public static ModelFile read(final byte[] bytes) throws ModelRejectedException {
        return readOwn(bytes.clone());
    }

    /** @param bytes that nobody else has */
    private static ModelFile readOwn(final byte[] bytes) throws ModelRejectedException {
        return selfDescribed(parse(bytes), bytes);
    }

    /**
     * Reads a model file that someone else describes.
     *
     * @param bytes the whole file
     * @param description a JSON document as in {@link MetadataJson}
     * @throws ModelRejectedException if the bytes are not a usable model, or already hold a description
     */
    public static ModelFile read(final byte[] bytes, final String description) throws ModelRejectedException {
        final ModelSkeleton model = parse(bytes);
        if (describesItself(model)) {
            throw new ModelRejectedException("The model describes itself; a second description might contradict it");
        }
        return described(model, bytes.clone(), description);
    }

    private static boolean describesItself(final ModelSkeleton model) {
        return model.message().getMetadataPropsList().stream()
                .anyMatch(entry -> METADATA_KEY.equals(entry.getKey()) || ModelChecksum.KEY.equals(entry.getKey()));
    }

    private static ModelFile selfDescribed(final ModelSkeleton skeleton, final byte[] bytes)
            throws ModelRejectedException {
        final ModelProto model = skeleton.message();
        final List<String> documents = model.getMetadataPropsList().stream()
                .filter(entry -> METADATA_KEY.equals(entry.getKey()))
                .map(StringStringEntryProto::getValue)
                .toList();
        if (documents.size() != 1) {
            throw new ModelRejectedException(
                    "The ONNX file has %d metadata entries '%s' where one must say which features it takes and what its scores mean"
                            .formatted(documents.size(), METADATA_KEY));
        }
        final String stated = ModelChecksum.statedIn(model)
                .orElseThrow(() -> new ModelRejectedException(
                        "The model has no checksum under '%s'; write it again with the training command"
                                .formatted(ModelChecksum.KEY)));
        if (!ModelChecksum.matches(bytes, stated)) {
            throw new ModelRejectedException(
                    "The model's content does not match its checksum: the file is damaged or was changed; copy it again from where it was made");
        }
        return described(skeleton, bytes, documents.getFirst());
    }

    private static ModelFile described(final ModelSkeleton skeleton, final byte[] bytes, final String description)
            throws ModelRejectedException {
        final ModelMetadata metadata = new MetadataJson().read(description);
        // A forest's lists are read by the forest engine, which checks them; they reach no native code.
        final boolean whole = metadata.kind() == ModelKind.AUTOENCODER;
        if (skeleton.message().getMetadataPropsCount() > ModelGuard.MAXIMUM_METADATA_ENTRIES) {
            throw new ModelRejectedException("The file has %d metadata entries; %d is the most"
                    .formatted(skeleton.message().getMetadataPropsCount(), ModelGuard.MAXIMUM_METADATA_ENTRIES));
        }
        final ModelProto graph =
                whole ? BareGraph.of(onlyWhatIsRead(parseWhole(bytes))) : onlyWhatIsRead(skeleton.message());
        new ModelGuard().check(graph, metadata);
        return new ModelFile(
                metadata,
                whole ? Optional.of(graph) : Optional.empty(),
                whole ? Optional.empty() : Optional.of(skeleton.with(graph)),
                bytes,
                describesItself(skeleton) ? ModelChecksum.of(bytes) : ModelChecksum.of(bytes, description));
    }

    /** Fields of later ONNX versions go: what the guard cannot see must not reach native code. */
    private static ModelProto onlyWhatIsRead(final ModelProto model) throws ModelRejectedException {
        final ModelProto graph = model.toBuilder().clearMetadataProps().build();
        if (!UnknownFields.in(graph)) {
            return graph;
        }
        try {
            return DiscardUnknownFieldsParser.wrap(ModelProto.parser()).parseFrom(graph.toByteArray());
        } catch (final InvalidProtocolBufferException e) {
            throw new ModelRejectedException("The file cannot be read as an ONNX model: " + e.getMessage(), e);
        }
    }

    private static ModelSkeleton parse(final byte[] bytes) throws ModelRejectedException {
        new ProtobufSizeGuard(bytes).check();
        try {
            final ModelSkeleton skeleton = new ModelSkeletonReader(bytes).read();
            if (!skeleton.message().hasGraph()) {
                throw new ModelRejectedException("The file is no ONNX model: it has no graph");
            }
            return skeleton;
        } catch (final IOException e) {
            throw unreadable(e);
        }
    }

    private static ModelProto parseWhole(final byte[] bytes) throws ModelRejectedException {
        try {
            final CodedInputStream input = CodedInputStream.newInstance(bytes);
            input.setRecursionLimit(ProtobufSizeGuard.MAXIMUM_DEPTH + 1);
            return ModelProto.parseFrom(input);
        } catch (final IOException e) {
            throw unreadable(e);
        }
    }

    private static ModelRejectedException unreadable(final IOException e) {
        final String what = e instanceof InvalidProtocolBufferException
                ? "The file is no ONNX model, or only a part of one: "
                : "The file cannot be read as an ONNX model: ";
        return new ModelRejectedException(what + e.getMessage(), e);
    }

    /**
     * The SHA-256 of the model, in hexadecimal digits. It covers the file, or the file followed by the document that describes it. Two models
     * with the same SHA-256 are the same.
     */
    public String sha256() {
        return sha256;
    }

    public ModelMetadata metadata() {
        return metadata;
    }

    /**
     * The parsed model without metadata and without fields that this version does not know. For an autoencoder it is the graph that the guard
     * has checked, without documentation. For a forest it is made from the file's bytes at each call.
     */
    public ModelProto graph() {
        return graph.orElseGet(() -> readAgain(() -> onlyWhatIsRead(parseWhole(bytes))));
    }

    /** The same without the lists of its nodes' attributes, and these by themselves; of an autoencoder made for each call. */
    public ModelSkeleton skeleton() {
        return skeleton.orElseGet(() -> readAgain(() -> parse(bytes)));
    }

    private static <T> T readAgain(final Reading<T> reading) {
        try {
            return reading.read();
        } catch (final ModelRejectedException e) {
            throw new IllegalStateException("The file was readable before", e);
        }
    }

    /** The file's bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws ModelRejectedException;
    }
}
