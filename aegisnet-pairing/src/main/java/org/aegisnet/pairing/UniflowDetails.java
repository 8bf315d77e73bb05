package org.aegisnet.pairing;

/**
 * Further details of a half that pairing can use. Immutable.
 *
 * @param tcpFlags all TCP flags of the half together (IPFIX element 6); {@value #UNKNOWN} if absent
 * @param direction where the exporter saw the packets (IPFIX element 61): 0 for ingress, 1 for egress; {@value #UNKNOWN} if absent
 * @param icmpType ICMP's or ICMPv6's type; {@value #UNKNOWN} if absent
 */
public record UniflowDetails(int tcpFlags, int direction, int icmpType) {
    /** Value of a detail that a half does not have. */
    public static final int UNKNOWN = -1;

    /** A half that says none of this. */
    public static final UniflowDetails NONE = new UniflowDetails(UNKNOWN, UNKNOWN, UNKNOWN);
}
