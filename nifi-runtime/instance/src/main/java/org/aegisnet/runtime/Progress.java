package org.aegisnet.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The progress of a wait. The words that describe the last state show it: while they change, something moves, and a busy machine gets its time. For one
 * thread.
 */
final class Progress {
    /** So many times the patience is the end of a wait whose words change for ever. */
    private static final int MAX_WAIT = 6;

    private static final int LOOKS = 4;

    private final Duration patience;
    private final Supplier<String> words;
    private final LongSupplier nanoseconds;
    private final long start;
    private long moved;
    private long looked;
    private Optional<String> seen = Optional.empty();

    /**
     * A wait that begins now.
     *
     * @param patience longest time in which nothing may move
     * @param words the state in words; asked a few times within the patience, for it may cost a look at NiFi
     * @param nanoseconds a clock as {@link System#nanoTime()} is one
     */
    Progress(final Duration patience, final Supplier<String> words, final LongSupplier nanoseconds) {
        this.patience = patience;
        this.words = words;
        this.nanoseconds = nanoseconds;
        this.start = nanoseconds.getAsLong();
        this.moved = start;
        this.looked = start;
    }

    /** Tells whether nothing has moved for the length of the patience, or the longest wait is over. */
    boolean isOver() {
        final long now = nanoseconds.getAsLong();
        if (now - looked < patience.toNanos() / LOOKS) {
            return false;
        }
        looked = now;
        final Optional<String> before = seen;
        seen = Optional.of(words.get());
        if (before.isPresent() && !before.equals(seen)) {
            moved = now;
        }
        return now - moved >= patience.toNanos() || now - start >= MAX_WAIT * patience.toNanos();
    }

    /** The duration of the wait so far. */
    Duration waited() {
        return Duration.ofNanos(nanoseconds.getAsLong() - start);
    }
}
