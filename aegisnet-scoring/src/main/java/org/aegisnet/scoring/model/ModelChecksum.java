package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The checksum in a model file: SHA-256 over the file as it would be without the checksum, graph and metadata alike. It finds damage. It is not
 * a signature, because anyone who can change the file can also change the checksum.
 */
final class ModelChecksum {
    static final String KEY = "aegisnet.sha256";

    private static final int ENTRY_TAG =
            ModelProto.METADATA_PROPS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

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

    /**
     * Tells whether a file's content is what its checksum was made of.
     *
     * @param bytes the file, which has been read as a model before
     * @param stated the checksum in the file
     */
    static boolean matches(final byte[] bytes, final String stated) {
        // Written again, the message gives the bytes that the checksum was made of. They nearly always lie in the file
        // already.
        return stated.equals(ofBytesWithout(bytes)) || stated.equals(of(without(parsed(bytes))));
    }

    private static ModelProto parsed(final byte[] bytes) {
        try {
            return ModelProto.parseFrom(bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException("The bytes have been parsed before", e);
        }
    }

    /** Of the bytes as they lie in the file, but for the checksum's own. */
    private static String ofBytesWithout(final byte[] bytes) {
        final MessageDigest digest = sha256();
        final CodedInputStream input = CodedInputStream.newInstance(bytes);
        int digested = 0;
        try {
            int start = 0;
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                if (tag == ENTRY_TAG && isChecksum(input)) {
                    digest.update(bytes, digested, start - digested);
                    digested = input.getTotalBytesRead();
                } else if (tag != ENTRY_TAG) {
                    input.skipField(tag);
                }
                start = input.getTotalBytesRead();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("The bytes have been parsed before", e);
        }
        digest.update(bytes, digested, bytes.length - digested);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isChecksum(final CodedInputStream input) throws IOException {
        final StringStringEntryProto entry =
                input.readMessage(StringStringEntryProto.parser(), ExtensionRegistryLite.getEmptyRegistry());
        return KEY.equals(entry.getKey());
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

    /** SHA-256 of bytes, and of a text after them. */
    static String of(final byte[] bytes, final String... texts) {
        final MessageDigest digest = sha256();
        digest.update(bytes);
        for (final String text : texts) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String of(final ModelProto model) {
        return HexFormat.of().formatHex(sha256().digest(model.toByteArray()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
