package org.aegisnet.benchmark.netflow;

/**
 * Totals that a listener has counted.
 *
 * @param received datagrams read from the socket
 * @param decoded of those
 * @param flows in them
 * @param missing sequence numbers that never came, which are datagrams in NetFlow v9
 * @param queueDrops datagrams that were dropped because the queue was full
 * @param kernelDrops datagrams that were dropped because the socket's buffer was full
 */
record Counts(long received, long decoded, long flows, long missing, long queueDrops, long kernelDrops) {
    static Counts of(final Listener listener) {
        return new Counts(
                listener.count(Listener.Count.RECEIVED),
                listener.count(Listener.Count.DECODED),
                listener.count(Listener.Count.FLOWS),
                listener.count(Listener.Count.MISSING),
                listener.count(Listener.Count.QUEUE_DROPS),
                listener.count(Listener.Count.KERNEL_DROPS));
    }

    Counts minus(final Counts earlier) {
        return new Counts(
                received - earlier.received,
                decoded - earlier.decoded,
                flows - earlier.flows,
                missing - earlier.missing,
                queueDrops - earlier.queueDrops,
                kernelDrops - earlier.kernelDrops);
    }

    /** Tells whether every datagram that was sent is in one of the counters. */
    boolean accountFor(final long sent) {
        return received + kernelDrops == sent && decoded + queueDrops == received;
    }
}
