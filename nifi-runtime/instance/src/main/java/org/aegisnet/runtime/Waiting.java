package org.aegisnet.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repeated requests to NiFi, which does most things asynchronously. A wait is over when nothing has moved for a while, not when a fixed time has
 * passed. A machine that does other work at the same time is slow, but still makes progress.
 */
public final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Waiting() {}

    /**
     * Asks until there is an answer.
     *
     * @param patience longest time in which nothing may move. It begins anew each time the complaint has changed; the whole wait is at most six
     * times as long
     * @param complaint the last state in words; it is asked a few times within the patience, and its changes are the progress
     * @throws NiFiException when nothing has moved for so long
     */
    public static <T> T forAnswer(
            final Duration patience, final Supplier<Optional<T>> question, final Supplier<String> complaint) {
        return forAnswer(patience, question, complaint, complaint);
    }

    /**
     * Asks until there is an answer, if something else than the complaint shows the progress.
     *
     * @param signs words that change while something moves, such as the number of lines in a log
     * @param complaint message when the time is over; asked only then
     * @throws NiFiException when the signs have not changed for so long
     */
    static <T> T forAnswer(
            final Duration patience,
            final Supplier<Optional<T>> question,
            final Supplier<String> signs,
            final Supplier<String> complaint) {
        final Progress progress = new Progress(patience, signs, System::nanoTime);
        while (true) {
            final Optional<T> answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (progress.isOver()) {
                throw new NiFiException("Waited " + progress.waited().toSeconds() + " s in vain: " + complaint.get());
            }
            pause();
        }
    }

    /** Asks until the condition holds, as {@link #forAnswer} does. */
    public static void until(
            final Duration patience, final BooleanSupplier condition, final Supplier<String> complaint) {
        forAnswer(patience, () -> condition.getAsBoolean() ? Optional.of(Boolean.TRUE) : Optional.empty(), complaint);
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
