package org.aegisnet.pairing;

import org.aegisnet.net.IpProtocol;

/** The ICMP messages that ask for an answer (IANA's registries of ICMP and ICMPv6 types). Holds no state. */
final class IcmpRequests {
    private IcmpRequests() {}

    static boolean isRequest(final int protocol, final int type) {
        return switch (protocol) {
            case IpProtocol.ICMP -> type == 8 || type == 13 || type == 15 || type == 17;
            case IpProtocol.ICMP_V6 -> type == 128 || type == 133 || type == 135;
            default -> false;
        };
    }
}
