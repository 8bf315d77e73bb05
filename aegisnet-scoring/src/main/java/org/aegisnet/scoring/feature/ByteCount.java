package org.aegisnet.scoring.feature;

/** What an exporter counts as a flow's bytes. */
public enum ByteCount {
    /** What lies above TCP, UDP or ICMP; a packet without data counts nothing. */
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
