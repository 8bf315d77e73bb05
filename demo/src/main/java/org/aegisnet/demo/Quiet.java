package org.aegisnet.demo;

import java.time.Duration;

/** How long nothing has moved. A file between two processors is for a moment in no queue: only a while of quiet means the end. */
final class Quiet {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1500);

    private long since = System.nanoTime();

    /** Whether it has been quiet for long enough, with what is to be seen now. */
    boolean lasts(final boolean quietNow) {
        final long now = System.nanoTime();
        if (!quietNow) {
            since = now;
        }
        return now - since > LONG_ENOUGH.toNanos();
    }
}
