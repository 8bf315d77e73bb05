package org.aegisnet.system;

/**
 * The counts of a collector.
 *
 * @param flows records of flows
 * @param packets in them
 * @param bytes in them
 */
record FlowSums(long flows, long packets, long bytes) {
    static final FlowSums NONE = new FlowSums(0, 0, 0);

    FlowSums plus(final FlowSums other) {
        return new FlowSums(flows + other.flows, packets + other.packets, bytes + other.bytes);
    }
}
