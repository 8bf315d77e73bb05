package org.aegisnet.processors.netflow;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Milliseconds since 1970 that never go back: the time of day when the clock was made, and what has passed since. Immutable. */
final class SteadyClock implements LongSupplier {
    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    @Override
    public long getAsLong() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
