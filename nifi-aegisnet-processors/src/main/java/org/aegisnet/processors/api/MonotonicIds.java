package org.aegisnet.processors.api;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that grow from row to row, also over a restart. A number is the clock in microseconds, or one more than the last if the clock has not
 * moved on. The numbers stay below 2<sup>53</sup>, so that JavaScript represents them exactly. Thread-safe.
 */
final class MonotonicIds {
    private static final long MICROSECONDS = 1000;

    /** Rows of several processors meet in one table, and NiFi gives the processors nothing else that they could count with together. */
    private static final MonotonicIds OF_THIS_NAR = new MonotonicIds(Clock.systemUTC());

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    MonotonicIds(final Clock clock) {
        this.clock = clock;
    }

    /** The one row of numbers for all processors of a NiFi. */
    static MonotonicIds ofThisNar() {
        return OF_THIS_NAR;
    }

    long next() {
        return last.updateAndGet(previous -> Math.max(previous + 1, clock.millis() * MICROSECONDS));
    }
}
