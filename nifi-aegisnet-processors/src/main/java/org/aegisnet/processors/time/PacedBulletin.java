package org.aegisnet.processors.time;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Tells how many there were since it was told last, at most once an interval; so that whoever causes many bulletins cannot drown the others. For one thread. */
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
     * @param teller takes the number to be told
     */
    public PacedBulletin(final Duration interval, final LongSupplier nanos, final LongConsumer teller) {
        this.intervalNanos = interval.toNanos();
        this.nanos = nanos;
        this.teller = teller;
    }

    /** Adds to what is to be told, and tells it where it is time to. */
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
