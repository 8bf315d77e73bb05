package org.aegisnet.processors.netflow;

import java.util.concurrent.atomic.AtomicLong;

/** Limit, in bytes, of the datagrams that wait to be decoded, over all queues together. Safe for all threads. */
final class ByteBudget {
    /** Bytes of memory that a datagram takes in addition to its content: the array's header, the datagram object, the queue's node. */
    static final int OVERHEAD = 100;

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes */
    ByteBudget(final long limit) {
        this.limit = limit;
    }

    /** Takes room for a datagram, if there is enough. */
    boolean take(final int length) {
        final long taken = length + (long) OVERHEAD;
        final long now = used.addAndGet(taken);
        // The first one always has room, for one that is larger than the limit would otherwise wait for ever.
        if (now <= limit || now == taken) {
            return true;
        }
        used.addAndGet(-taken);
        return false;
    }

    /** Gives back the room of a datagram. */
    void release(final int length) {
        used.addAndGet(-(length + (long) OVERHEAD));
    }
}
