package org.aegisnet.processors.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Runner of a processor's work outside its triggers, such as reading a file or a URL again. It runs one task at a time, on a thread that ends with
 * the task. Thread-safe; its owner closes it when the processor stops.
 */
public final class BackgroundTask implements AutoCloseable {
    /** A task ends at once when it is interrupted, unless a file system does not answer; its thread then ends when that does. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private Optional<Thread> running = Optional.empty();
    private boolean closed;

    /** @param name of the thread, for whoever reads a thread dump */
    public BackgroundTask(final String name) {
        this.name = name;
    }

    /** Starts a task, unless one is under way or this has been closed. It sees to its own faults. */
    public synchronized void start(final Runnable task) {
        if (!closed && running.filter(Thread::isAlive).isEmpty()) {
            final Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.start();
            running = Optional.of(thread);
        }
    }

    /**
     * Starts a task as {@link #start} does, and waits for its end. A task that is under way already is not waited for.
     *
     * @param patience the longest wait
     */
    public void startAndAwait(final Runnable task, final Duration patience) {
        final Optional<Thread> before = last();
        start(task);
        final Optional<Thread> started = last();
        if (started.isPresent() && !started.equals(before)) {
            try {
                started.get().join(patience.toMillis());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized Optional<Thread> last() {
        return running;
    }

    /** Interrupts the task that is under way, and waits for its end a few seconds at most. */
    @Override
    public void close() {
        final Optional<Thread> last = closeForNewTasks();
        last.ifPresent(Thread::interrupt);
        try {
            if (last.isPresent()) {
                last.get().join(PATIENCE);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Thread> closeForNewTasks() {
        closed = true;
        return running;
    }
}
