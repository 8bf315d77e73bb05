package org.aegisnet.patterns.snapshot;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writer of state; small numbers take few bytes. For one thread; the caller owns the stream. */
public final class SnapshotOutput {
    private static final int GROUP = 7;
    private static final int GROUP_MASK = 0x7f;
    private static final int MORE = 0x80;

    private final DataOutputStream stream;

    public SnapshotOutput(final OutputStream stream) {
        this.stream = new DataOutputStream(stream);
    }

    /** A number of either sign, 1 to 10 bytes. */
    public void writeNumber(final long number) throws IOException {
        writeUnsigned((number << 1) ^ (number >> 63));
    }

    /** A number of things, 0 or more. */
    public void writeSize(final int size) throws IOException {
        writeUnsigned(size);
    }

    private void writeUnsigned(final long number) throws IOException {
        long rest = number;
        while ((rest & ~GROUP_MASK) != 0) {
            stream.writeByte((int) ((rest & GROUP_MASK) | MORE));
            rest >>>= GROUP;
        }
        stream.writeByte((int) rest);
    }

    /** Eight bytes as they are. */
    public void writeBits(final long bits) throws IOException {
        stream.writeLong(bits);
    }

    /** Bytes with their number. */
    public void writeBytes(final byte[] bytes) throws IOException {
        writeSize(bytes.length);
        stream.write(bytes);
    }

    /** Yes or no. */
    public void writeFlag(final boolean flag) throws IOException {
        stream.writeBoolean(flag);
    }
}
