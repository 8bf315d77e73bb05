package org.aegisnet.pairing;

/** The ICMP messages that ask for an answer (IANA's registries of ICMP and ICMPv6 types). Holds no state. */
final class IcmpRequests {
    private static final int ICMP = 1;
    private static final int ICMP_V6 = 58;

    private IcmpRequests() {}

    static boolean isRequest(final int protocol, final int type) {
        return switch (protocol) {
            case ICMP -> type == 8 || type == 13 || type == 15 || type == 17;
            case ICMP_V6 -> type == 128 || type == 133 || type == 135;
            default -> false;
        };
    }
}
