package org.aegisnet.pairing;

import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

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
    /** The ports of a protocol without ports are taken for 0: exporters write ICMP's type and code there, which differ between the halves. */
    public FiveTuple {
        if (!IpProtocol.hasPorts(protocol)) {
            sourcePort = 0;
            destinationPort = 0;
        }
    }
}
