package org.aegisnet.processors.synthetic;

import java.util.concurrent.TimeUnit;

/** The number of flows that have become due since the last request. The first flow is due at once. Thread-safe. */
final class Backlog {
    private static final double MAX_SECONDS = 10;

    private long lastAsked;
    private double due = 1;

    /** @param now in nanoseconds */
    Backlog(final long now) {
        this.lastAsked = now;
    }

    /**
     * Takes the flows that are due.
     *
     * @param now in nanoseconds
     * @param rate flows a second
     */
    synchronized int take(final long now, final double rate) {
        due += rate * Math.min(MAX_SECONDS, (now - lastAsked) / (double) TimeUnit.SECONDS.toNanos(1));
        lastAsked = now;
        final int whole = (int) due;
        due -= whole;
        return whole;
    }
}
