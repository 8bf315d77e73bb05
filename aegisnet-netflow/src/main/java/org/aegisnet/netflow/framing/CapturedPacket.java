package org.aegisnet.netflow.framing;

/** One packet of a capture. The bytes are its own. */
final class CapturedPacket {
    private final int linkType;
    private final long epochMillis;
    private final byte[] bytes;

    /**
     * A packet.
     *
     * @param linkType as registered by the tcpdump group
     * @param epochMillis when it was captured, milliseconds since 1970
     */
    CapturedPacket(int linkType, long epochMillis, byte[] bytes) {
        this.linkType = linkType;
        this.epochMillis = epochMillis;
        this.bytes = bytes;
    }

    int linkType() {
        return linkType;
    }

    long epochMillis() {
        return epochMillis;
    }

    byte[] bytes() {
        return bytes;
    }
}
