package org.aegisnet.netflow.framing;

/** Reason for which a packet of a capture gave no datagram. */
public enum PassedOver {
    /** The link layer carries a protocol other than IP, such as ARP. */
    NOT_IP,
    /** IP carries something else than UDP. */
    NOT_UDP,
    /** UDP to a port that was not asked for. */
    OTHER_PORT,
    /** A fragment of a datagram of which other fragments are missing from the capture. */
    INCOMPLETE_FRAGMENTS,
    /** Headers that end too early or contradict each other. */
    MALFORMED_PACKET,
    /** A link layer that is not Ethernet, Linux cooked capture, BSD loopback or raw IP. */
    UNKNOWN_LINK_LAYER
}
