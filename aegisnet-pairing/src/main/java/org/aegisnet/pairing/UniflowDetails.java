package org.aegisnet.pairing;

import java.util.Objects;
import java.util.Optional;

/**
 * Further details of a half that pairing can use. Immutable.
 *
 * @param tcpFlags all TCP flags of the half together (IPFIX element 6); {@value #UNKNOWN} if absent
 * @param direction where the exporter saw the packets (IPFIX element 61): 0 for ingress, 1 for egress; {@value #UNKNOWN} if absent
 * @param icmpType ICMP's or ICMPv6's type; {@value #UNKNOWN} if absent
 * @param vlan the VLAN that the packets came by (IPFIX element 58); {@value #UNKNOWN} if absent
 * @param postVlan the VLAN that the packets left by (IPFIX element 59); {@value #UNKNOWN} if absent
 * @param translated source and destination after address translation (IPFIX elements 225 to 228, 281, 282); empty if nothing was translated
 */
public record UniflowDetails(
        int tcpFlags, int direction, int icmpType, int vlan, int postVlan, Optional<FiveTuple> translated) {
    /** Value of a detail that a half does not have. */
    public static final int UNKNOWN = -1;

    /** A half that says none of this. */
    public static final UniflowDetails NONE = new UniflowDetails(UNKNOWN, UNKNOWN, UNKNOWN);

    /** Details with a translation that may be empty. */
    public UniflowDetails {
        Objects.requireNonNull(translated, "translated");
    }

    /** Details of a half without VLANs and without a translation. */
    public UniflowDetails(final int tcpFlags, final int direction, final int icmpType) {
        this(tcpFlags, direction, icmpType, UNKNOWN, UNKNOWN, Optional.empty());
    }
}
