package org.aegisnet.scoring.feature;

/** The place of ICMP's type and code in the records of an exporter that has fields only for ports. */
enum IcmpPorts {
    /** Nowhere. */
    ABSENT,
    /** Zeek: the type as source port; as destination port the code, or the type that answers where there is one. */
    TYPE_AND_CODE,
    /** NetFlow: type and code together as destination port ({@link IcmpMessage#ofTypeAndCode}). */
    DESTINATION_PORT,
    /** Argus: code times 256 plus type as source port, written in hexadecimal. */
    SOURCE_PORT;

    private static final int ICMP = 1;
    private static final int ICMP_V6 = 58;

    /**
     * Tells whether a protocol is ICMP or ICMPv6.
     *
     * @param protocol IANA number
     */
    static boolean isIcmp(final double protocol) {
        return protocol == ICMP || protocol == ICMP_V6;
    }
}
