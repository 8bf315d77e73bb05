package org.aegisnet.training.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Fingerprint that tells whether two flows are the same measurement. It is the leading 128 bits of a SHA-256 over the label and all measured
 * values, by column name. The notation of a number does not count.
 */
public record Fingerprint(long high, long low) {

    static Fingerprint of(final Label label, final List<String> names, final List<String> values) {
        final MessageDigest digest = sha256();
        digest.update(label.name().getBytes(StandardCharsets.UTF_8));
        for (int column = 0; column < names.size(); column++) {
            digest.update((byte) 0);
            digest.update(names.get(column).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(canonical(values.get(column)));
        }
        final ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new Fingerprint(hash.getLong(), hash.getLong());
    }

    private static byte[] canonical(final String value) {
        try {
            final double number = Double.parseDouble(value);
            return ByteBuffer.allocate(Double.BYTES).putDouble(number + 0.0).array();
        } catch (final NumberFormatException e) {
            return value.strip().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
