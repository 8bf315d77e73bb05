package org.aegisnet.net;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writer of state in which small numbers take few bytes: groups of seven bits, the lowest first, as Protocol Buffers write them. The high bit of a
 * byte says that another one follows. For one thread; the caller owns the stream.
 */
public final class VarintOutput extends DataOutputStream {
    /** Number of bits in a byte that belong to the number. */
    static final int GROUP_BITS = 7;

    /** Bit of a byte that another byte follows. */
    static final int MORE = 0x80;

    /** @param stream takes the bytes, in the order in which they are written */
    public VarintOutput(final OutputStream stream) {
        super(stream);
    }

    /** Writes a number without a sign, 1 to 10 bytes; a negative one is written as if it were 2^64 larger. */
    public void writeCount(final long count) throws IOException {
        long rest = count;
        while ((rest & -MORE) != 0) {
            writeByte((int) ((rest & (MORE - 1)) | MORE));
            rest >>>= GROUP_BITS;
        }
        writeByte((int) rest);
    }

    /** Writes a number of either sign, 1 to 10 bytes: zigzag, so that small negative numbers are short, too. */
    public void writeNumber(final long number) throws IOException {
        writeCount((number << 1) ^ (number >> 63));
    }

    /** Writes bytes after their number. */
    public void writeBinary(final byte[] bytes) throws IOException {
        writeCount(bytes.length);
        write(bytes);
    }

    /** Writes a text as UTF-8, after the number of its bytes. */
    public void writeText(final String text) throws IOException {
        writeBinary(text.getBytes(StandardCharsets.UTF_8));
    }
}
