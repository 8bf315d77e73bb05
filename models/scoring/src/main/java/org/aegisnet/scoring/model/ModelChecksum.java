package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The checksum in a model file: SHA-256 over the file as it would be without the checksum, graph and metadata alike. It finds damage; it is
 * no signature, for whoever can change the file can change it too.
 */
final class ModelChecksum {
    static final String KEY = "aegisnet.sha256";

    private ModelChecksum() {}

    static ModelProto addTo(final ModelProto model) {
        final ModelProto bare = without(model);
        return bare.toBuilder()
                .addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(KEY).setValue(of(bare)))
                .build();
    }

    static Optional<String> statedIn(final ModelProto model) {
        return model.getMetadataPropsList().stream()
                .filter(entry -> KEY.equals(entry.getKey()))
                .map(StringStringEntryProto::getValue)
                .findFirst();
    }

    static String computedFrom(final ModelProto model) {
        return of(without(model));
    }

    private static ModelProto without(final ModelProto model) {
        final List<StringStringEntryProto> others = model.getMetadataPropsList().stream()
                .filter(entry -> !KEY.equals(entry.getKey()))
                .toList();
        return model.toBuilder()
                .clearMetadataProps()
                .addAllMetadataProps(others)
                .build();
    }

    private static String of(final ModelProto model) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model.toByteArray()));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
