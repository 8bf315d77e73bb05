package org.aegisnet.patterns;

import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/**
 * One flow, as far as patterns need it. Forward is from source to destination. Works for both directions in one record (a biflow) and for
 * one-way records, whose reverse counters are unknown. Immutable.
 *
 * @param source the initiator, according to the exporter
 * @param destination the responder
 * @param sourcePort 0 to 65535, or {@link #UNKNOWN}
 * @param destinationPort 0 to 65535; for ICMP the type of the message; or {@link #UNKNOWN}
 * @param protocol IANA number
 * @param startMillis of the first packet, milliseconds since 1970
 * @param endMillis of the last packet, not before the start
 * @param bytesForward or {@link #UNKNOWN}
 * @param packetsForward or {@link #UNKNOWN}
 * @param packetsReverse or {@link #UNKNOWN}; 0 if the exporter saw that no packet came back
 * @param tcpFlags of the packets forward, all together (RFC 9293, section 3.1: FIN 1, SYN 2, RST 4, ACK 16), or {@link #UNKNOWN}
 * @param eventMillis the point in time the flow is counted at: its end, unless {@link PatternDetector#placed} says another
 */
public record Flow(
        IpAddress source,
        IpAddress destination,
        int sourcePort,
        int destinationPort,
        int protocol,
        long startMillis,
        long endMillis,
        long bytesForward,
        long packetsForward,
        long packetsReverse,
        int tcpFlags,
        long eventMillis) {
    /** Stands for a number that a record does not tell. */
    public static final int UNKNOWN = -1;

    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    /** Ports from here on are given out by operating systems to those who ask (Linux; IANA begins higher, at 49152). */
    private static final int FIRST_EPHEMERAL_PORT = 32_768;

    /** Packets of a rejected, unanswered or aborted attempt: SYN, its repetitions, SYN-ACK, ACK, RST. */
    private static final int MAX_UNANSWERED = 6;

    private static final int MAX_ATTEMPT = 3;

    /** The types of ICMP that ask: echo, timestamp, information and address mask (RFC 792, RFC 950). */
    private static final int ECHO = 8;

    private static final int TIMESTAMP = 13;
    private static final int INFORMATION = 15;
    private static final int ADDRESS_MASK = 17;
    private static final int ECHO_V6 = 128;

    /** A flow that is counted at its end. */
    public Flow(
            final IpAddress source,
            final IpAddress destination,
            final int sourcePort,
            final int destinationPort,
            final int protocol,
            final long startMillis,
            final long endMillis,
            final long bytesForward,
            final long packetsForward,
            final long packetsReverse,
            final int tcpFlags) {
        this(
                source,
                destination,
                sourcePort,
                destinationPort,
                protocol,
                startMillis,
                endMillis,
                bytesForward,
                packetsForward,
                packetsReverse,
                tcpFlags,
                endMillis);
    }

    /** This flow, counted at another point in time. */
    Flow countedAt(final long millis) {
        return new Flow(
                source,
                destination,
                sourcePort,
                destinationPort,
                protocol,
                startMillis,
                endMillis,
                bytesForward,
                packetsForward,
                packetsReverse,
                tcpFlags,
                millis);
    }

    /**
     * Tells whether the flow is the responder's half of a conversation whose exporter reports each direction by itself, or a late answer. TCP
     * flags decide if they are clear, else the ports: a service answers an ephemeral port.
     */
    public boolean isReply() {
        if (packetsReverse > 0 || IpProtocol.isIcmp(protocol)) {
            return false;
        }
        if (protocol == IpProtocol.TCP && tcpFlags != UNKNOWN) {
            if ((tcpFlags & SYN) != 0 && (tcpFlags & ACK) == 0) {
                return false;
            }
            if ((tcpFlags & SYN) == 0 && (tcpFlags & RST) != 0) {
                return true;
            }
        }
        return sourcePort != UNKNOWN && sourcePort < FIRST_EPHEMERAL_PORT && destinationPort >= FIRST_EPHEMERAL_PORT;
    }

    /**
     * Tells whether the flow may be an attempt to find a host or service: it was not answered, or ended before any data was exchanged. For
     * ICMP, it is a request message.
     */
    public boolean isProbe() {
        return switch (protocol) {
            case IpProtocol.ICMP, IpProtocol.ICMP_V6 -> isIcmpQuestion();
            case IpProtocol.TCP ->
                packetsReverse > 0 ? isShort(MAX_ATTEMPT) && packetsReverse <= MAX_ATTEMPT : isUnanswered();
            default -> packetsReverse <= 0 && isUnanswered();
        };
    }

    private boolean isUnanswered() {
        return packetsReverse == 0 ? isShort(MAX_UNANSWERED) : isShort(MAX_ATTEMPT);
    }

    private boolean isShort(final int longest) {
        return packetsForward != UNKNOWN && packetsForward <= longest;
    }

    private boolean isIcmpQuestion() {
        return switch (destinationPort) {
            case UNKNOWN, ECHO, TIMESTAMP, INFORMATION, ADDRESS_MASK, ECHO_V6 -> true;
            default -> false;
        };
    }

    /** Tells whether the flow is a probe of a host; a UDP flow counts only if it is known that no packet came back. */
    boolean isProbeOfAHost() {
        return isProbe() && (protocol != IpProtocol.UDP || packetsReverse == 0);
    }
}
