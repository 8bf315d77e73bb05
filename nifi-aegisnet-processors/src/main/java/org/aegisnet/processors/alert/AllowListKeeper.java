package org.aegisnet.processors.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.apache.nifi.logging.ComponentLog;

/**
 * Keeps the allow-list of one scheduled processor, and looks for a changed file. A file that cannot be used leaves the list at work that was there
 * before; where none was, no alert is allowed, so that a spoilt file hides nothing. Thread-safe.
 */
final class AllowListKeeper {
    private static final String ABSENT = "absent";

    private final Optional<Path> file;
    private final long refreshNanos;
    private final ComponentLog logger;
    private AllowList current = AllowList.empty();
    private String fingerprint = "";
    private long checkedAt;

    /**
     * Reads the file for the first time.
     *
     * @param file empty where there is no allow-list
     * @param refresh how often to look whether it has changed
     */
    AllowListKeeper(final Optional<Path> file, final Duration refresh, final ComponentLog logger) {
        this.file = file;
        this.refreshNanos = refresh.toNanos();
        this.logger = logger;
        refresh();
    }

    /** The list at work. */
    synchronized AllowList current() {
        if (System.nanoTime() - checkedAt >= refreshNanos) {
            refresh();
        }
        return current;
    }

    private synchronized void refresh() {
        checkedAt = System.nanoTime();
        if (file.isEmpty()) {
            return;
        }
        final String found = fingerprintOf(file.get());
        if (found.equals(fingerprint)) {
            return;
        }
        try {
            final AllowList fresh = AllowList.read(file.get());
            if (!fingerprint.isEmpty()) {
                logger.info("The allow-list has changed: {} entries in the place of {}", fresh.size(), current.size());
            }
            current = fresh;
        } catch (final IOException e) {
            logger.error("{}. {} entries stay at work", e.getMessage(), current.size());
        }
        fingerprint = found;
    }

    private static String fingerprintOf(final Path file) {
        try {
            final BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s %d %s".formatted(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (final IOException e) {
            return ABSENT;
        }
    }
}
