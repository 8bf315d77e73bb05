package org.aegisnet.scoring.feature;

import org.aegisnet.net.IpProtocol;

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

    /**
     * Tells whether a protocol is ICMP or ICMPv6.
     *
     * @param protocol IANA number
     */
    static boolean isIcmp(final double protocol) {
        return protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMP_V6;
    }
}
