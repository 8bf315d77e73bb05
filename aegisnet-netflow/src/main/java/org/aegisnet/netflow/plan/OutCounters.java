package org.aegisnet.netflow.plan;

/**
 * What an exporter means by OUT_BYTES and OUT_PKTS (23, 24). IANA calls them postOctetDeltaCount and postPacketDeltaCount: the same
 * direction, counted after a middlebox. Many exporters put the other direction there.
 */
public enum OutCounters {
    /**
     * By the values that the exporter sends, whatever the version. Without IN counters they are the flow's own. Beside IN counters they are the other
     * direction where they cannot be the same packets after a middlebox (FortiOS 5.2, nProbe), and the same direction where they are equal
     * (FortiOS 5.4). With a flowDirection (61) and a zero in IN, they are the flow's own.
     */
    AUTOMATIC,
    /** Always the other direction. */
    REVERSE,
    /** Never the other direction; the flow's own when the record has no IN counters. */
    SAME_DIRECTION
}
