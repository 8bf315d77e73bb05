package org.aegisnet.pairing;

/**
 * Source, destination and protocol of a flow. Immutable.
 *
 * @param source the address it comes from
 * @param destination the address it goes to
 * @param sourcePort 0 to 65535; 0 if the protocol has no ports
 * @param destinationPort 0 to 65535; 0 if the protocol has no ports
 * @param protocol IANA's number, 0 to 255
 */
public record FiveTuple(IpAddress source, IpAddress destination, int sourcePort, int destinationPort, int protocol) {
    static final int TCP = 6;
    private static final int UDP = 17;
    private static final int DCCP = 33;
    private static final int SCTP = 132;
    private static final int UDP_LITE = 136;

    /** The ports of a protocol without ports are taken for 0: exporters write ICMP's type and code there, which differ between the halves. */
    public FiveTuple {
        if (!hasPorts(protocol)) {
            sourcePort = 0;
            destinationPort = 0;
        }
    }

    /**
     * Tells whether ports distinguish the flows of a protocol.
     *
     * @param protocol IANA's number
     */
    public static boolean hasPorts(final int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP || protocol == DCCP || protocol == UDP_LITE;
    }
}
