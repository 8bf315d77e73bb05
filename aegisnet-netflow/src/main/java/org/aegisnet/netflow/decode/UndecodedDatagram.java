package org.aegisnet.netflow.decode;

/**
 * Bytes that could not be decoded, and why. Immutable.
 *
 * <p>The bytes are a datagram of their own: the whole one, or its header with the set concerned, so that they can be given to a decoder
 * again, for instance when the template is known.
 */
public final class UndecodedDatagram {
    private final DecodeProblem problem;
    private final long receivedMillis;
    private final byte[] bytes;
    private final boolean fromKnownExporter;

    UndecodedDatagram(DecodeProblem problem, long receivedMillis, byte[] bytes, boolean fromKnownExporter) {
        this.problem = problem;
        this.receivedMillis = receivedMillis;
        this.bytes = bytes;
        this.fromKnownExporter = fromKnownExporter;
    }

    public DecodeProblem problem() {
        return problem;
    }

    /** When the datagram was received, milliseconds since 1970. */
    public long receivedMillis() {
        return receivedMillis;
    }

    /** The datagram; the array is the receiver's to keep. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether flows of the sender had been decoded before, so that it is worth more than what anybody may send. */
    public boolean isFromKnownExporter() {
        return fromKnownExporter;
    }
}
