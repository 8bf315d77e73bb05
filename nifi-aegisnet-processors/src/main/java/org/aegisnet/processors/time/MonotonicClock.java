package org.aegisnet.processors.time;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds since 1970 that never go back and never jump: the time of day when the clock was made, plus the time passed since. If the time of
 * day was wrong then, it stays wrong by as much. Measured durations are still right. Immutable and thread-safe.
 */
public final class MonotonicClock implements LongSupplier {
    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    /** Begins with the time of day. */
    public MonotonicClock() {}

    @Override
    public long getAsLong() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
