package org.aegisnet.processors.patterns;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.aegisnet.patterns.PatternDetector;
import org.aegisnet.patterns.PatternSettings;
import org.aegisnet.patterns.Snapshot;
import org.aegisnet.patterns.SnapshotRejectedException;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.logging.ComponentLog;

/**
 * The single detector of a running processor. It is restored from NiFi's local state, lent to one task at a time, and saved from time to time and
 * at the end. Thread-safe.
 */
final class PersistentDetector implements AutoCloseable {
    /** In NiFi's local state these become about 700 kB of text. */
    static final int MAX_SNAPSHOT = 512 * 1024;

    private final StateChunks chunks = new StateChunks();
    private final ReentrantLock lock = new ReentrantLock();
    private final PatternDetector detector;
    private final StateManager stateManager;
    private final Duration saveInterval;
    private final ComponentLog logger;
    private long savedAt = System.nanoTime();
    private boolean closed;

    /** Takes up the detector from the state; state that cannot be used is told in a bulletin, and the detector begins empty. */
    PersistentDetector(
            final PatternSettings settings,
            final StateManager stateManager,
            final Duration saveInterval,
            final ComponentLog logger)
            throws IOException {
        this.stateManager = stateManager;
        this.saveInterval = saveInterval;
        this.logger = logger;
        this.detector = restored(settings).orElseGet(() -> new PatternDetector(settings, System::currentTimeMillis));
    }

    private Optional<PatternDetector> restored(final PatternSettings settings) throws IOException {
        try {
            final Optional<byte[]> bytes =
                    chunks.join(stateManager.getState(Scope.LOCAL).toMap());
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(PatternDetector.restore(settings, System::currentTimeMillis, bytes.get()));
        } catch (final SnapshotRejectedException | IllegalArgumentException e) {
            logger.warn(
                    "The saved counts of earlier flows cannot be used, and all windows begin empty: {}",
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** A task's turn. */
    @FunctionalInterface
    interface Turn {
        void run(PatternDetector detector);
    }

    /** Lends the detector for a turn; other tasks wait. */
    void use(final Turn turn) {
        lock.lock();
        try {
            turn.run(detector);
        } finally {
            lock.unlock();
        }
    }

    /** Saves if it is time to. A task that NiFi has terminated saves nothing over what came after it. */
    void saveIfDue() {
        lock.lock();
        try {
            if (!closed && System.nanoTime() - savedAt >= saveInterval.toNanos()) {
                save();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Saves for the last time. */
    @Override
    public void close() {
        lock.lock();
        try {
            save();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Saves the detector. If NiFi cannot save it, a bulletin says so and the detector continues. */
    private void save() {
        try {
            final Snapshot snapshot = detector.snapshot(MAX_SNAPSHOT);
            stateManager.setState(chunks.split(snapshot.bytes()), Scope.LOCAL);
            if (snapshot.sourcesLeftOut() + snapshot.targetsLeftOut() > 0) {
                logger.info(
                        "Saved the counts of {} sources; {} sources and {} targets that were seen least are too many to save",
                        snapshot.sources(),
                        snapshot.sourcesLeftOut(),
                        snapshot.targetsLeftOut());
            }
        } catch (final IOException e) {
            logger.warn("The counts of earlier flows could not be saved: {}", e.getMessage(), e);
        }
        savedAt = System.nanoTime();
    }
}
