package org.aegisnet.netflow.plan;

/**
 * Meaning of an exporter's OUT_BYTES and OUT_PKTS (23, 24). IANA calls them postOctetDeltaCount and postPacketDeltaCount: the same
 * direction, counted after a middlebox. Many exporters put the counters of the other direction there.
 */
public enum OutCounters {
    /**
     * By the values that the exporter sends, whatever the version. Without IN counters they are the flow's own. Beside IN counters they are the
     * other direction if they cannot be the same packets after a middlebox (FortiOS 5.2, nProbe). They are the same direction if they are equal
     * (FortiOS 5.4). With a flowDirection (61) and a zero in IN, they are the flow's own.
     */
    AUTOMATIC,
    /** Always the other direction. */
    REVERSE,
    /** Never the other direction; the flow's own when the record has no IN counters. */
    SAME_DIRECTION
}
