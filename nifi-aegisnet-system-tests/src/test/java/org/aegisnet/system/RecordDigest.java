package org.aegisnet.system;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A hash over records that does not depend on their order, and that a doubled or a missing record changes. For one thread. */
final class RecordDigest {
    private static final char END_OF_CELL = '\u001f';

    private final MessageDigest sha256;
    private long records;
    private long first;
    private long second;

    RecordDigest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    /** Adds a record. */
    void add(final List<String> cells) {
        final StringBuilder text = new StringBuilder();
        for (final String cell : cells) {
            text.append(cell).append(END_OF_CELL);
        }
        final ByteBuffer hash = ByteBuffer.wrap(sha256.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        records++;
        first += hash.getLong();
        second += hash.getLong();
    }

    /** Two digests in words are equal if the records were. */
    String inWords() {
        return "%d records, %016x%016x".formatted(records, first, second);
    }
}
