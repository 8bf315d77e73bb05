package org.aegisnet.processors.patterns;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes as the texts that NiFi keeps as state, each short enough for a provider that writes texts with a length of two bytes. Immutable and
 * thread-safe.
 */
final class StateChunks {
    private static final String COUNT = "chunks";
    private static final String CHUNK = "chunk.";
    private static final int MAX_LENGTH = 60_000;

    /** The texts, by key. */
    Map<String, String> split(final byte[] bytes) {
        final String text = Base64.getEncoder().encodeToString(bytes);
        final int count = Math.ceilDiv(text.length(), MAX_LENGTH);
        final Map<String, String> chunks = new LinkedHashMap<>();
        chunks.put(COUNT, Integer.toString(count));
        for (int chunk = 0; chunk < count; chunk++) {
            chunks.put(
                    CHUNK + chunk,
                    text.substring(chunk * MAX_LENGTH, Math.min(text.length(), (chunk + 1) * MAX_LENGTH)));
        }
        return chunks;
    }

    /**
     * The bytes; empty if no state was saved.
     *
     * @throws IllegalArgumentException if chunks are missing or are not in the form that this class writes
     */
    Optional<byte[]> join(final Map<String, String> chunks) {
        if (!chunks.containsKey(COUNT)) {
            return Optional.empty();
        }
        final int count = Integer.parseInt(chunks.get(COUNT));
        final StringBuilder text = new StringBuilder();
        for (int chunk = 0; chunk < count; chunk++) {
            final String part = chunks.get(CHUNK + chunk);
            if (part == null) {
                throw new IllegalArgumentException("part %d of %d is missing".formatted(chunk + 1, count));
            }
            text.append(part);
        }
        return Optional.of(Base64.getDecoder().decode(text.toString()));
    }
}
