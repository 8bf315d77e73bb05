package org.aegisnet.processors.alert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.aegisnet.processors.model.BackgroundTask;
import org.aegisnet.processors.model.WatchedFile;
import org.apache.nifi.logging.ComponentLog;

/**
 * Holder of the allow-list of one scheduled processor, which looks for a changed file. If the file cannot be used, the previous list stays active.
 * Without a previous list no alert is allowed, so that a corrupt file hides nothing. A background task reads the file again, so that triggers do not
 * wait for a file system. Thread-safe; owns that task.
 */
final class ReloadingAllowList implements AutoCloseable {
    private final Optional<Path> file;
    private final long refreshNanos;
    private final ComponentLog logger;
    /** A file is read within it, unless its disk does not answer; the list in use then stays. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BackgroundTask background = new BackgroundTask("AegisNet reads the allow-list again");
    private volatile AllowList current = AllowList.empty();
    private volatile String fingerprint = "";
    private volatile String lastComplaint = "";
    private volatile long checkedAt;

    /**
     * Reads the file for the first time.
     *
     * @param file empty if the user has not set an allow-list
     * @param refresh the interval between checks for a changed file
     */
    ReloadingAllowList(final Optional<Path> file, final Duration refresh, final ComponentLog logger) {
        this.file = file;
        this.refreshNanos = refresh.toNanos();
        this.logger = logger;
        this.file.ifPresent(this::refresh);
    }

    /** The active list. Starts a check for a changed file if the interval has passed. */
    AllowList current() {
        if (file.isPresent() && System.nanoTime() - checkedAt >= refreshNanos) {
            background.startAndAwait(() -> refresh(file.get()), PATIENCE);
        }
        return current;
    }

    private void refresh(final Path path) {
        final String found = new WatchedFile(path).fingerprint();
        try {
            if (!found.equals(fingerprint)) {
                final AllowList fresh = AllowList.read(path);
                if (!fingerprint.isEmpty()) {
                    logger.info(
                            "The allow-list has changed: {} entries in the place of {}", fresh.size(), current.size());
                }
                current = fresh;
                // Only what has been read is remembered: what could not be is tried again.
                fingerprint = found;
                lastComplaint = "";
            }
        } catch (final IOException | RuntimeException e) {
            final String complaint = found + e.getMessage();
            if (!complaint.equals(lastComplaint)) {
                lastComplaint = complaint;
                logger.error("{}. {} entries stay at work", e.getMessage(), current.size());
            }
        } finally {
            checkedAt = System.nanoTime();
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
