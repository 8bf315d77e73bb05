package org.aegisnet.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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

    private static final String FILE = "protocols.txt";
    private static final Map<String, Integer> NUMBERS = read();

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
     * Finds the number of a protocol by its name. Known are IANA's keywords, the names in {@code /etc/protocols}, and those of Argus and of Azure's
     * flow logs. Argus also names protocols that it sees inside UDP.
     *
     * @param name in capitals or not, such as {@code tcp} or {@code ipv6-icmp}
     * @return 0 to {@value #MAX}; empty if the name is not known
     */
    public static OptionalInt number(final String name) {
        final Integer number = NUMBERS.get(name.toLowerCase(Locale.ROOT));
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static Map<String, Integer> read() {
        try (InputStream stream = IpProtocol.class.getResourceAsStream(FILE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            final Map<String, Integer> numbers = new HashMap<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final String[] numberAndNames = line.split(" ", -1);
                for (int name = 1; name < numberAndNames.length; name++) {
                    numbers.put(numberAndNames[name], Integer.valueOf(numberAndNames[0]));
                }
            }
            return Map.copyOf(numbers);
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the jar of aegisnet-net cannot be read".formatted(FILE), e);
        }
    }
}
