package org.aegisnet.demo;

import java.time.Duration;

/** Timer of inactivity. A file between two processors is briefly outside all queues, so only a longer inactivity means the end. */
final class Quiet {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1500);

    private long since = System.nanoTime();

    /** Tells whether the inactivity has lasted long enough, given the current state. */
    boolean lasts(final boolean quietNow) {
        final long now = System.nanoTime();
        if (!quietNow) {
            since = now;
        }
        return now - since > LONG_ENOUGH.toNanos();
    }
}
