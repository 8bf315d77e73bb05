package org.aegisnet.pairing;

/**
 * What else a half says that pairing can use. Immutable.
 *
 * @param tcpFlags all TCP flags of the half together (IPFIX element 6); {@value #UNKNOWN} where it does not say
 * @param direction where the exporter saw the packets (IPFIX element 61): 0 on their way in, 1 on their way out; {@value #UNKNOWN} where it does not say
 * @param icmpType ICMP's or ICMPv6's type; {@value #UNKNOWN} where it does not say
 */
public record UniflowDetails(int tcpFlags, int direction, int icmpType) {
    /** Stands for what a half does not say. */
    public static final int UNKNOWN = -1;

    /** A half that says none of this. */
    public static final UniflowDetails NONE = new UniflowDetails(UNKNOWN, UNKNOWN, UNKNOWN);
}
