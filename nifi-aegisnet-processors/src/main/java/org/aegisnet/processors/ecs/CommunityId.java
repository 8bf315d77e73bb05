package org.aegisnet.processors.ecs;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/**
 * Community ID, version 1: one text for a flow, the same in every tool and for both directions. After the specification at
 * github.com/corelight/community-id-spec. Immutable and thread-safe.
 */
public final class CommunityId {
    /** Message types of ICMP that ask and answer each other (RFC 792, RFC 950, RFC 1256). */
    private static final Map<Integer, Integer> ICMP_ANSWERS =
            Map.of(0, 8, 8, 0, 9, 10, 10, 9, 13, 14, 14, 13, 15, 16, 16, 15, 17, 18, 18, 17);

    /** Message types of ICMPv6 that ask and answer each other (RFC 2710, RFC 4443, RFC 4620, RFC 4861, RFC 6275). */
    private static final Map<Integer, Integer> ICMP_V6_ANSWERS = Map.ofEntries(
            Map.entry(128, 129),
            Map.entry(129, 128),
            Map.entry(130, 131),
            Map.entry(131, 130),
            Map.entry(133, 134),
            Map.entry(134, 133),
            Map.entry(135, 136),
            Map.entry(136, 135),
            Map.entry(139, 140),
            Map.entry(140, 139),
            Map.entry(144, 145),
            Map.entry(145, 144));

    private static final int MAX_INPUT = 40;

    private final short seed;

    /** With the seed 0, as tools use it if nobody has set another. */
    public CommunityId() {
        this(0);
    }

    /**
     * With a seed that keeps the identifiers of one domain apart from those of others.
     *
     * @param seed 0 to 65535
     */
    public CommunityId(final int seed) {
        if (seed < 0 || seed > 0xffff) {
            throw new IllegalArgumentException("The seed of a community ID lies between 0 and 65535, not at " + seed);
        }
        this.seed = (short) seed;
    }

    /** Tells whether the identifier has the ports of a protocol: the specification names three protocols, of more that have ports. */
    public static boolean hasPorts(final int protocol) {
        return protocol == IpProtocol.TCP || protocol == IpProtocol.UDP || protocol == IpProtocol.SCTP;
    }

    /**
     * The identifier of a flow over TCP, UDP or SCTP.
     *
     * @param source the address it comes from
     * @param destination the address it goes to, of the same family
     * @param sourcePort 0 to 65535
     * @param destinationPort 0 to 65535
     * @param protocol IANA number of the protocol
     */
    public String ofPorts(
            final IpAddress source,
            final IpAddress destination,
            final int sourcePort,
            final int destinationPort,
            final int protocol) {
        final ByteBuffer input = isInOrder(source, destination, sourcePort, destinationPort)
                ? input(source, destination, protocol)
                        .putShort((short) sourcePort)
                        .putShort((short) destinationPort)
                : input(destination, source, protocol)
                        .putShort((short) destinationPort)
                        .putShort((short) sourcePort);
        return hashed(input);
    }

    /**
     * The identifier of a flow over ICMP, or over ICMPv6 if the addresses are of IPv6. Messages that have no answer have a direction.
     *
     * @param type of the message, 0 to 255
     * @param code of the message, 0 to 255
     */
    public String ofIcmp(final IpAddress source, final IpAddress destination, final int type, final int code) {
        final boolean version6 = !source.isIpv4();
        final int protocol = version6 ? IpProtocol.ICMP_V6 : IpProtocol.ICMP;
        final Integer answer = (version6 ? ICMP_V6_ANSWERS : ICMP_ANSWERS).get(type);
        if (answer != null) {
            return ofPorts(source, destination, type, answer, protocol);
        }
        return hashed(
                input(source, destination, protocol).putShort((short) type).putShort((short) code));
    }

    /** The identifier of a flow over any other protocol. */
    public String ofAddresses(final IpAddress source, final IpAddress destination, final int protocol) {
        return hashed(
                isInOrder(source, destination, 0, 0)
                        ? input(source, destination, protocol)
                        : input(destination, source, protocol));
    }

    private static boolean isInOrder(
            final IpAddress source, final IpAddress destination, final int sourcePort, final int destinationPort) {
        final int order = Arrays.compareUnsigned(source.bytes(), destination.bytes());
        return order < 0 || (order == 0 && sourcePort < destinationPort);
    }

    private ByteBuffer input(final IpAddress first, final IpAddress second, final int protocol) {
        return ByteBuffer.allocate(MAX_INPUT)
                .putShort(seed)
                .put(first.bytes())
                .put(second.bytes())
                .put((byte) protocol)
                .put((byte) 0);
    }

    private static String hashed(final ByteBuffer input) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(input.flip());
            return "1:" + Base64.getEncoder().encodeToString(digest.digest());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1, which every Java platform must have", e);
        }
    }
}
