package org.aegisnet.pairing;

import org.aegisnet.net.IpProtocol;

/** Rule that decides which of two halves belongs to the initiator of the conversation. Stateless. */
final class Initiator {
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;

    private Initiator() {}

    /**
     * Returns the initiator's half by the first criterion that decides. The order is: a SYN without ACK, an ICMP request, the earlier start, the
     * higher port, the earlier arrival. The higher port counts because servers listen on low ones.
     *
     * @param earlier the half that came first
     * @param later the other one
     */
    static <T> Uniflow<T> of(final Uniflow<T> earlier, final Uniflow<T> later) {
        if (asks(earlier) != asks(later)) {
            return asks(earlier) ? earlier : later;
        }
        if (earlier.first() != later.first()) {
            return earlier.first() < later.first() ? earlier : later;
        }
        return later.sourcePort() > earlier.sourcePort() ? later : earlier;
    }

    private static boolean asks(final Uniflow<?> half) {
        if (half.protocol() == IpProtocol.TCP) {
            return half.tcpFlags() != UniflowDetails.UNKNOWN && (half.tcpFlags() & (SYN | ACK)) == SYN;
        }
        return IcmpRequests.isRequest(half.protocol(), half.icmpType());
    }
}
