package org.aegisnet.processors.netflow;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts of datagrams before they are decoded, until somebody takes them. Safe for all threads; nothing is counted twice or lost. */
final class ReceiveCounts {
    private final Map<ReceiveCounter, LongAdder> counts = new EnumMap<>(ReceiveCounter.class);

    ReceiveCounts() {
        for (final ReceiveCounter counter : ReceiveCounter.values()) {
            counts.put(counter, new LongAdder());
        }
    }

    void add(final ReceiveCounter counter, final long count) {
        counts.get(counter).add(count);
    }

    /** What has been counted since it was last taken. One thread at a time. */
    long take(final ReceiveCounter counter) {
        final LongAdder adder = counts.get(counter);
        final long count = adder.sum();
        adder.add(-count);
        return count;
    }
}
