package org.aegisnet.netflow.plan;

/**
 * What an exporter means by OUT_BYTES and OUT_PKTS (23, 24). IANA calls them postOctetDeltaCount and postPacketDeltaCount: the same
 * direction, counted after a middlebox. Many exporters put the other direction there.
 */
public enum OutCounters {
    /**
     * By what the record holds. Without IN counters they are the flow's own. In NetFlow v9 beside IN counters they are the other direction
     * (FortiOS, nProbe), unless the record has a flowDirection (61): such exporters count what they saw coming in with IN and what they
     * saw going out with OUT. In IPFIX they are what IANA says.
     */
    AUTOMATIC,
    /** Always the other direction. */
    REVERSE,
    /** Never the other direction; the flow's own when the record has no IN counters. */
    SAME_DIRECTION
}
