package org.aegisnet.processors.time;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A bulletin of the number of events since the last bulletin, at most one in each interval. A source of many events therefore cannot hide other
 * bulletins. For one thread.
 */
public final class PacedBulletin {
    private final long intervalNanos;
    private final LongSupplier nanos;
    private final LongConsumer teller;
    private long untold;
    private boolean isTold;
    private long toldAt;

    /**
     * @param interval between two bulletins
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param teller reports the number
     */
    public PacedBulletin(final Duration interval, final LongSupplier nanos, final LongConsumer teller) {
        this.intervalNanos = interval.toNanos();
        this.nanos = nanos;
        this.teller = teller;
    }

    /** Adds to the number, and reports it if a bulletin is due. */
    public void add(final long more) {
        untold += more;
        final long now = nanos.getAsLong();
        if (untold > 0 && (!isTold || now - toldAt >= intervalNanos)) {
            teller.accept(untold);
            untold = 0;
            isTold = true;
            toldAt = now;
        }
    }
}
