package org.aegisnet.processors.alert;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.aegisnet.processors.model.BackgroundTask;
import org.aegisnet.processors.model.WatchedFile;
import org.apache.nifi.logging.ComponentLog;

/**
 * Keeps the allow-list of one scheduled processor, and looks for a changed file. A file that cannot be used leaves the list at work that was there
 * before; where none was, no alert is allowed, so that a spoilt file hides nothing. The file is read again beside the triggers, which wait for no file
 * system. Thread-safe; owns the task that reads.
 */
final class ReloadingAllowList implements AutoCloseable {
    private final Optional<Path> file;
    private final long refreshNanos;
    private final ComponentLog logger;
    private final BackgroundTask background = new BackgroundTask("AegisNet reads the allow-list again");
    private volatile AllowList current = AllowList.empty();
    private volatile String fingerprint = "";
    private volatile String lastComplaint = "";
    private volatile long checkedAt;

    /**
     * Reads the file for the first time.
     *
     * @param file empty where there is no allow-list
     * @param refresh how often to look whether it has changed
     */
    ReloadingAllowList(final Optional<Path> file, final Duration refresh, final ComponentLog logger) {
        this.file = file;
        this.refreshNanos = refresh.toNanos();
        this.logger = logger;
        this.file.ifPresent(this::refresh);
    }

    /** The list at work. Has a changed file looked for when the interval has passed. */
    AllowList current() {
        if (file.isPresent() && System.nanoTime() - checkedAt >= refreshNanos) {
            background.start(() -> refresh(file.get()));
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
