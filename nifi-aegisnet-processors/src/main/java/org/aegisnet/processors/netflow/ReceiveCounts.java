package org.aegisnet.processors.netflow;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** The counts of datagrams beside those of the decoders, until somebody takes them. Safe for all threads; nothing is counted twice or lost. */
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

    /** Hands over what has been counted since this was last called. */
    synchronized void takeAll(final ObjLongConsumer<ReceiveCounter> taker) {
        counts.forEach((counter, adder) -> {
            final long count = adder.sum();
            adder.add(-count);
            taker.accept(counter, count);
        });
    }
}
