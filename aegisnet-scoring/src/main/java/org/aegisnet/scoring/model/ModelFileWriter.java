package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;

/** Writer that makes a self-describing model file of a graph and its metadata. The same input makes the same bytes. Thread-safe. */
public final class ModelFileWriter {
    private final MetadataJson json = new MetadataJson();

    /**
     * Writes a model file: the graph, the metadata under {@code aegisnet.model}, and the checksum of both under {@code aegisnet.sha256}.
     *
     * @param graph a model whose input is {@code features}, float32 [flows, features] in the order of the metadata; its own metadata
     *     properties are replaced
     */
    public byte[] write(final ModelProto graph, final ModelMetadata metadata) {
        final ModelProto described = graph.toBuilder()
                .clearMetadataProps()
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey(ModelFile.METADATA_KEY)
                        .setValue(json.write(metadata)))
                .build();
        return ModelChecksum.addTo(described).toByteArray();
    }
}
