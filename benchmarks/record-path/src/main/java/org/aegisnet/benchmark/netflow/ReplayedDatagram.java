package org.aegisnet.benchmark.netflow;

import java.nio.ByteBuffer;

/**
 * A datagram of NetFlow v9 that is sent again and again.
 *
 * @param bytes its content; the sequence number is written anew each time
 * @param flows how many flows are in it
 */
record ReplayedDatagram(ByteBuffer bytes, int flows) {
    private static final int SEQUENCE = 12;

    ReplayedDatagram(final byte[] bytes, final int flows) {
        this(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), flows);
    }

    /** The bytes from the beginning, with a sequence number. */
    ByteBuffer numbered(final int sequence) {
        return bytes.clear().putInt(SEQUENCE, sequence);
    }
}
