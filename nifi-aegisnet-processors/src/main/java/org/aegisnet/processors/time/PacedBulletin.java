package org.aegisnet.processors.time;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A bulletin of the number of events since the last bulletin, at most one in each interval. A source of many events therefore cannot hide other
 * bulletins. For one thread.
 */
public final class PacedBulletin {
    private final BulletinInterval interval;
    private final LongSupplier nanos;
    private final LongConsumer teller;
    private long untold;

    /**
     * @param interval between two bulletins
     * @param nanos a clock that only goes forward, in nanoseconds
     * @param teller reports the number
     */
    public PacedBulletin(final Duration interval, final LongSupplier nanos, final LongConsumer teller) {
        this.interval = new BulletinInterval(interval);
        this.nanos = nanos;
        this.teller = teller;
    }

    /** Adds to the number, and reports it if a bulletin is due. */
    public void add(final long more) {
        untold += more;
        if (untold > 0 && interval.isDue(nanos.getAsLong())) {
            teller.accept(untold);
            untold = 0;
        }
    }
}
