package org.aegisnet.training.command;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Progress messages for the user: each step with the time since the start. */
final class Progress {
    private static final long MEGABYTE = 1_000_000;
    private static final double MILLISECONDS = 1000;

    private final PrintWriter writer;
    private final Instant start = Instant.now();

    Progress(final PrintWriter writer) {
        this.writer = writer;
    }

    void step(final String text) {
        final double seconds = Duration.between(start, Instant.now()).toMillis() / MILLISECONDS;
        writer.printf(Locale.ROOT, "%7.1f s  %s%n", seconds, text);
        writer.flush();
    }

    /** Tells the most memory that the Java heap has taken so far. */
    void stepPeakMemory() {
        final long bytes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        step("at most %d MB of heap were in use".formatted(bytes / MEGABYTE));
    }
}
