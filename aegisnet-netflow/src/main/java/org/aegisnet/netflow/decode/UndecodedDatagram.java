package org.aegisnet.netflow.decode;

/**
 * Bytes that could not be decoded, with the reason. Immutable.
 *
 * <p>The bytes are a complete datagram: the whole one, or its header with the set concerned. They can be given to a decoder again, for
 * instance when the template is known.
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

    /** Tells whether flows of the sender had been decoded before. Such a datagram is more credible than one of an unknown sender. */
    public boolean isFromKnownExporter() {
        return fromKnownExporter;
    }
}
