package org.aegisnet.netflow.decode;

import java.util.EnumMap;
import java.util.Map;

/** The counts of a decoder since it was made. Not safe for more than one thread; {@link #snapshot()} is. */
public final class DecodeCounters {
    private final long[] counts = new long[Counter.values().length];

    public long get(Counter counter) {
        return counts[counter.slot()];
    }

    /** All counts as they are now; a copy. */
    public Map<Counter, Long> snapshot() {
        Map<Counter, Long> snapshot = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            snapshot.put(counter, get(counter));
        }
        return snapshot;
    }

    void add(Counter counter, long count) {
        counts[counter.slot()] += count;
    }

    void increment(Counter counter) {
        counts[counter.slot()]++;
    }
}
