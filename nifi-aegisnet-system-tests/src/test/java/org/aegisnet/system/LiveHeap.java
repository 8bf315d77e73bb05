package org.aegisnet.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.runtime.Jcmd;

/** The live heap of another JVM, sampled now and then; each sample collects the JVM's garbage first. For one thread. */
final class LiveHeap {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1 << 20;

    private final long processId;
    private final List<Long> megabytes = new ArrayList<>();
    private long lookedAt = System.nanoTime();

    LiveHeap(final long processId) {
        this.processId = processId;
    }

    /** Takes a sample if the last one is some seconds ago. */
    void look() {
        if (System.nanoTime() - lookedAt > PAUSE.toNanos()) {
            try {
                megabytes.add(liveBytes() / MEGABYTE);
            } catch (final IOException e) {
                throw new IllegalStateException("The heap of process %d could not be seen".formatted(processId), e);
            }
            lookedAt = System.nanoTime();
        }
    }

    /** The histogram's last line is the sum: Total, objects, bytes. */
    private long liveBytes() throws IOException {
        final String histogram = new Jcmd(processId).answer("GC.class_histogram");
        return Long.parseLong(
                histogram.substring(histogram.lastIndexOf("Total")).strip().split("\\s+", -1)[2]);
    }

    /** The samples in megabytes, in their order. */
    List<Long> megabytes() {
        return List.copyOf(megabytes);
    }
}
