package org.aegisnet.processors.pairing;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reader and writer of counts and texts. A count is in groups of seven bits, the lowest first; a text is its length and UTF-8. Stateless. */
final class VarintIo {
    private static final int MAX_TEXT = 1 << 28;
    private static final int GROUP_BITS = 7;
    private static final int MORE = 0x80;

    private VarintIo() {}

    static void writeCount(final DataOutput output, final long count) throws IOException {
        long rest = count;
        while ((rest & -MORE) != 0) {
            output.writeByte((int) ((rest & (MORE - 1)) | MORE));
            rest >>>= GROUP_BITS;
        }
        output.writeByte((int) rest);
    }

    static long readCount(final DataInput input) throws IOException {
        long count = 0;
        for (int shift = 0; shift < Long.SIZE; shift += GROUP_BITS) {
            final int next = input.readUnsignedByte();
            count |= (long) (next & (MORE - 1)) << shift;
            if (next < MORE) {
                return count;
            }
        }
        throw new IOException("A count has no end");
    }

    /**
     * Reads a count of things that are going to be read.
     *
     * @throws IOException if it is larger than the limit, as in content that is damaged or was never written by us
     */
    static int readSize(final DataInput input, final int limit) throws IOException {
        final long size = readCount(input);
        if (size < 0 || size > limit) {
            throw new IOException("A size of %d is more than the %d there can be".formatted(size, limit));
        }
        return (int) size;
    }

    static void writeText(final DataOutput output, final String text) throws IOException {
        writeBytes(output, text.getBytes(StandardCharsets.UTF_8));
    }

    static String readText(final DataInput input) throws IOException {
        return new String(readBytes(input), StandardCharsets.UTF_8);
    }

    static void writeBytes(final DataOutput output, final byte[] bytes) throws IOException {
        writeCount(output, bytes.length);
        output.write(bytes);
    }

    static byte[] readBytes(final DataInput input) throws IOException {
        final int length = readSize(input, MAX_TEXT);
        // Grows with what is really there, so that a wrong length costs no memory.
        byte[] bytes = new byte[Math.min(length, 1 << 16)];
        int read = 0;
        while (read < length) {
            if (read == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length * 2));
            }
            input.readFully(bytes, read, bytes.length - read);
            read = bytes.length;
        }
        return bytes;
    }
}
