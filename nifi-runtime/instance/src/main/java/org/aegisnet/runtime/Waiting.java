package org.aegisnet.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks again and again, for NiFi does most things asynchronously. */
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Waiting() {}

    /**
     * Asks until there is an answer.
     *
     * @param complaint what to say when the time is over; asked only then, so that it can tell the last state seen
     * @throws NiFiException when the time is over
     */
    public static <T> T forAnswer(
            final Duration limit, final Supplier<Optional<T>> question, final Supplier<String> complaint) {
        final long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            final Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new NiFiException("Waited " + limit.toSeconds() + " s in vain: " + complaint.get());
            }
            pause();
        }
    }

    /** Asks until the condition holds, as {@link #forAnswer} does. */
    public static void until(final Duration limit, final BooleanSupplier condition, final Supplier<String> complaint) {
        forAnswer(limit, () -> condition.getAsBoolean() ? Optional.of(Boolean.TRUE) : Optional.empty(), complaint);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NiFiException("Interrupted while waiting for NiFi", e);
        }
    }
}
