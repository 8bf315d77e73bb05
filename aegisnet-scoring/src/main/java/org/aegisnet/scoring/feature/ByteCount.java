package org.aegisnet.scoring.feature;

/** The bytes that an exporter counts for a flow. */
public enum ByteCount {
    /** The bytes above TCP, UDP or ICMP; a packet without data counts 0 bytes. */
    PAYLOAD("payload bytes"),
    /** Whole IP packets with their headers. */
    IP("IP bytes, headers included"),
    /** Whole frames as captured, with the link layer's header. */
    FRAME("frame bytes, link-layer header included"),
    /** As the maker of the records counted. */
    UNSPECIFIED("whatever the maker of the records counted");

    private final String description;

    ByteCount(final String description) {
        this.description = description;
    }

    /** In words, for documentation. */
    public String description() {
        return description;
    }
}
