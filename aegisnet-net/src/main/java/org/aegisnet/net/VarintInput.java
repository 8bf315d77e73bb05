package org.aegisnet.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reader of data that {@link VarintOutput} wrote. It rejects sizes that are larger than possible, and a wrong size costs no memory. For one thread;
 * the caller owns the stream.
 */
public final class VarintInput extends DataInputStream {
    private static final int MAX_BINARY = 1 << 28;
    private static final int FIRST_BYTES = 1 << 16;

    /** @param stream gives the bytes that were written */
    public VarintInput(final InputStream stream) {
        super(stream);
    }

    /**
     * Reads a number without a sign. It is negative if it is 2^63 or more.
     *
     * @throws StreamCorruptedException if the number has more than ten bytes
     */
    public long readCount() throws IOException {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += VarintOutput.GROUP_BITS) {
            final int next = readUnsignedByte();
            count |= (long) (next & (VarintOutput.MORE - 1)) << shift;
            if (next < VarintOutput.MORE) {
                return count;
            }
        }
        throw corrupted("a number does not end");
    }

    /** Reads a number of either sign. */
    public long readNumber() throws IOException {
        final long number = readCount();
        return (number >>> 1) ^ -(number & 1);
    }

    /**
     * Reads the number of things that follow.
     *
     * @param maximum the largest number there can be
     * @throws StreamCorruptedException if the number is larger, so that the data was damaged or written by something else
     */
    public int readSize(final int maximum) throws IOException {
        final long size = readCount();
        if (size < 0 || size > maximum) {
            throw corrupted("a size is %s, and its maximum is %d".formatted(Long.toUnsignedString(size), maximum));
        }
        return (int) size;
    }

    /** Reads bytes after their number, at most 2^28. */
    public byte[] readBinary() throws IOException {
        return readBinary(MAX_BINARY);
    }

    /**
     * Reads bytes after their number.
     *
     * @param maximum the largest number there can be
     */
    public byte[] readBinary(final int maximum) throws IOException {
        final int length = readSize(maximum);
        // The array grows with the bytes that are there, so that a wrong length costs no memory.
        byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
        int read = 0;
        while (read < length) {
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
            }
            readFully(bytes, read, bytes.length - read);
            read = bytes.length;
        }
        return bytes;
    }

    /** Reads a text of UTF-8, after the number of its bytes. */
    public String readText() throws IOException {
        return new String(readBinary(), StandardCharsets.UTF_8);
    }

    /** Makes the exception for data that cannot have been written. */
    public StreamCorruptedException corrupted(final String fault) {
        return new StreamCorruptedException(fault);
    }
}
