package org.aegisnet.netflow.datagram;

import java.util.Objects;

/**
 * One datagram as it came: who sent it, when it was received, and its bytes in a buffer that stays its owner's.
 *
 * <p>Not a copy: the buffer must not change until the datagram has been decoded. The decoder keeps no reference to it afterwards.
 */
public final class Datagram {
    /** The port of a sender of which no port is known. */
    public static final int NO_PORT = 0;

    private final Exporter exporter;
    private final int port;
    private final long receivedMillis;
    private final byte[] buffer;
    private final int offset;
    private final int length;

    /**
     * A datagram in a part of a buffer.
     *
     * @param exporter who sent it
     * @param receivedMillis when it was received, in milliseconds since 1970; drives every time limit of the decoder
     * @param buffer holds the bytes
     * @param offset of the first byte
     * @param length in bytes, 0 to 65,535 in practice
     * @throws IndexOutOfBoundsException if the part is not inside the buffer
     */
    public Datagram(Exporter exporter, long receivedMillis, byte[] buffer, int offset, int length) {
        this(exporter, NO_PORT, receivedMillis, buffer, offset, length);
    }

    /**
     * A datagram in a part of a buffer, from a port that is known.
     *
     * @param exporter who sent it
     * @param port from which it was sent, or {@link #NO_PORT}
     * @param receivedMillis when it was received, in milliseconds since 1970
     * @param buffer holds the bytes
     * @param offset of the first byte
     * @param length in bytes
     * @throws IndexOutOfBoundsException if the part is not inside the buffer
     */
    public Datagram(Exporter exporter, int port, long receivedMillis, byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        this.exporter = Objects.requireNonNull(exporter, "exporter");
        this.port = port;
        this.receivedMillis = receivedMillis;
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /** A datagram that fills its array. */
    public Datagram(Exporter exporter, long receivedMillis, byte[] bytes) {
        this(exporter, receivedMillis, bytes, 0, bytes.length);
    }

    public Exporter exporter() {
        return exporter;
    }

    /** Returns the port from which it was sent; {@link #NO_PORT} if it is not known. */
    public int port() {
        return port;
    }

    public long receivedMillis() {
        return receivedMillis;
    }

    /** The buffer itself, not a copy. */
    public byte[] buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }
}
