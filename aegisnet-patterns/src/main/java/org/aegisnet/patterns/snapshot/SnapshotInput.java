package org.aegisnet.patterns.snapshot;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/**
 * Reader of data that {@link SnapshotOutput} wrote. It rejects sizes that are larger than possible. For one thread; the caller owns the stream.
 */
public final class SnapshotInput {
    private static final int GROUP = 7;
    private static final int GROUP_MASK = 0x7f;
    private static final int MORE = 0x80;

    private final DataInputStream stream;

    public SnapshotInput(final InputStream stream) {
        this.stream = new DataInputStream(stream);
    }

    /** A number of either sign. */
    public long readNumber() throws IOException {
        final long number = readUnsigned();
        return (number >>> 1) ^ -(number & 1);
    }

    /** A number of things, at most the largest that can be. */
    public int readSize(final int largest) throws IOException {
        final long size = readUnsigned();
        if (size < 0 || size > largest) {
            throw nonsense("there are %d things where at most %d can be".formatted(size, largest));
        }
        return (int) size;
    }

    private long readUnsigned() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += GROUP) {
            final int group = stream.readUnsignedByte();
            number |= (long) (group & GROUP_MASK) << shift;
            if ((group & MORE) == 0) {
                return number;
            }
        }
        throw nonsense("a number does not end");
    }

    /** Eight bytes as they are. */
    public long readBits() throws IOException {
        return stream.readLong();
    }

    /** Bytes, at most the largest number that can be. */
    public byte[] readBytes(final int largest) throws IOException {
        final byte[] bytes = new byte[readSize(largest)];
        stream.readFully(bytes);
        return bytes;
    }

    /** Yes or no. */
    public boolean readFlag() throws IOException {
        return stream.readBoolean();
    }

    /** The exception for what cannot have been written. */
    public IOException nonsense(final String what) {
        return new StreamCorruptedException(what);
    }
}
