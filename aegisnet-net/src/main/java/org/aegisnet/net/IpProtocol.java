package org.aegisnet.net;

import java.util.Locale;
import java.util.OptionalInt;

/** Numbers of the protocols above IP, from IANA's registry "Assigned Internet Protocol Numbers". Holds no state. */
public final class IpProtocol {
    /** Internet Control Message Protocol (RFC 792). */
    public static final int ICMP = 1;
    /** Internet Group Management Protocol (RFC 9776). */
    public static final int IGMP = 2;
    /** IPv4 in IP (RFC 2003). */
    public static final int IPV4 = 4;
    /** Transmission Control Protocol (RFC 9293). */
    public static final int TCP = 6;
    /** User Datagram Protocol (RFC 768). */
    public static final int UDP = 17;
    /** Datagram Congestion Control Protocol (RFC 4340). */
    public static final int DCCP = 33;
    /** IPv6 in IP (RFC 2473). */
    public static final int IPV6 = 41;
    /** Resource Reservation Protocol (RFC 2205). */
    public static final int RSVP = 46;
    /** Generic Routing Encapsulation (RFC 2784). */
    public static final int GRE = 47;
    /** Encapsulating Security Payload (RFC 4303). */
    public static final int ESP = 50;
    /** Authentication Header (RFC 4302). */
    public static final int AH = 51;
    /** ICMP for IPv6 (RFC 8200). */
    public static final int ICMP_V6 = 58;
    /** Enhanced Interior Gateway Routing Protocol (RFC 7868). */
    public static final int EIGRP = 88;
    /** Open Shortest Path First (RFC 2328). */
    public static final int OSPF = 89;
    /** Protocol Independent Multicast (RFC 7761). */
    public static final int PIM = 103;
    /** Virtual Router Redundancy Protocol (RFC 9568). */
    public static final int VRRP = 112;
    /** Layer Two Tunneling Protocol (RFC 3931). */
    public static final int L2TP = 115;
    /** Stream Control Transmission Protocol (RFC 9260). */
    public static final int SCTP = 132;
    /** UDP-Lite (RFC 3828). */
    public static final int UDP_LITE = 136;

    /** The largest number: the field of IP's header has eight bits. */
    public static final int MAX = 0xff;

    private IpProtocol() {}

    /** Tells whether a protocol is ICMP or ICMPv6, whose messages have a type and a code. */
    public static boolean isIcmp(final int protocol) {
        return protocol == ICMP || protocol == ICMP_V6;
    }

    /** Tells whether ports distinguish the flows of a protocol. */
    public static boolean hasPorts(final int protocol) {
        return protocol == TCP || protocol == UDP || protocol == SCTP || protocol == DCCP || protocol == UDP_LITE;
    }

    /**
     * Finds the number of a protocol by its name.
     *
     * @param name IANA's keyword or the name in {@code /etc/protocols}, in capitals or not, such as {@code tcp} or {@code ipv6-icmp}
     * @return 0 to {@value #MAX}; empty if the name is not known
     */
    public static OptionalInt number(final String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "icmp" -> OptionalInt.of(ICMP);
            case "igmp" -> OptionalInt.of(IGMP);
            case "ipip", "ipencap" -> OptionalInt.of(IPV4);
            case "tcp" -> OptionalInt.of(TCP);
            // Argus names the protocol that it sees inside UDP.
            case "udp", "rtp", "rtcp", "udt" -> OptionalInt.of(UDP);
            case "ipv6" -> OptionalInt.of(IPV6);
            case "rsvp" -> OptionalInt.of(RSVP);
            case "gre" -> OptionalInt.of(GRE);
            case "esp" -> OptionalInt.of(ESP);
            case "ah" -> OptionalInt.of(AH);
            case "icmp6", "icmpv6", "ipv6-icmp" -> OptionalInt.of(ICMP_V6);
            case "eigrp" -> OptionalInt.of(EIGRP);
            case "ospf", "ospfigp" -> OptionalInt.of(OSPF);
            case "pim" -> OptionalInt.of(PIM);
            case "vrrp" -> OptionalInt.of(VRRP);
            case "l2tp" -> OptionalInt.of(L2TP);
            case "sctp" -> OptionalInt.of(SCTP);
            default -> OptionalInt.empty();
        };
    }
}
