package org.aegisnet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final Progress progress = new Progress(
            PATIENCE,
            () -> {
                looks.incrementAndGet();
                return done + " of 10";
            },
            clock::get);

    private boolean isOverAfter(final long seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return progress.isOver();
    }

    @Test
    void aWaitInWhichNothingMovesEndsWithThePatience() {
        assertFalse(isOverAfter(99));
        assertTrue(isOverAfter(26));
    }

    @Test
    void aWaitInWhichSomethingMovesOutlastsThePatience() {
        assertFalse(isOverAfter(60));
        done.incrementAndGet();
        assertFalse(isOverAfter(60));
        assertFalse(isOverAfter(60));
        assertTrue(isOverAfter(60));
        assertEquals(Duration.ofMinutes(4), progress.waited());
    }

    @Test
    void aWaitWhoseWordsChangeForEverEndsAllTheSame() {
        int steps = 0;
        while (!isOverAfter(50)) {
            done.incrementAndGet();
            steps++;
        }
        assertEquals(11, steps);
    }

    @Test
    void theStateIsLookedAtAFewTimesOnly() {
        for (int second = 0; second < 99; second++) {
            assertFalse(isOverAfter(1));
        }
        assertEquals(3, looks.get());
    }
}
