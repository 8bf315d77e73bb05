package org.aegisnet.processors.time;

import java.time.Duration;

/** A limiter that keeps a repeated event from being reported more than once in an interval. Safe for all threads. */
public final class BulletinInterval {
    private final long intervalNanos;
    private long saidNanos;
    private boolean said;

    /** @param interval between two reports */
    public BulletinInterval(final Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** Tells whether the event may be reported now. If so, the next report is due after the interval. */
    public synchronized boolean isDue(final long nowNanos) {
        if (said && nowNanos - saidNanos < intervalNanos) {
            return false;
        }
        said = true;
        saidNanos = nowNanos;
        return true;
    }
}
