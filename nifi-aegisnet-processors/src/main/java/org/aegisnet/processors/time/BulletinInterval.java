package org.aegisnet.processors.time;

import java.time.Duration;

/** Keeps something that happens again and again from being said again and again. Safe for all threads. */
public final class BulletinInterval {
    private final long intervalNanos;
    private long saidNanos;
    private boolean said;

    /** @param interval between two times that it is said */
    public BulletinInterval(final Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /** Whether it may be said now; if so, not again for the interval. */
    public synchronized boolean isDue(final long nowNanos) {
        if (said && nowNanos - saidNanos < intervalNanos) {
            return false;
        }
        said = true;
        saidNanos = nowNanos;
        return true;
    }
}
