package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;
import org.aegisnet.scoring.model.ModelKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One FlowFile of many records in a NiFi with a small heap: 300,000 records in every build, 5,000,000 with {@code bin/test -P slow}. The output
 * holds the same records as the input, and memory does not grow with the file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeFileIT {
    private static final int ROWS = Integer.getInteger("aegisnet.large.rows", 300_000);
    private static final int HEAP_MEGABYTES = Integer.getInteger("aegisnet.large.heap", 256);
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final SystemUnderTest system = new SystemUnderTest("large-file");
    private NiFiInstance nifi;

    @BeforeAll
    void startNiFi() {
        nifi = system.startNiFi(
                List.of(system.checkout().narFolder()), new NiFiJvm(HEAP_MEGABYTES, List.of("-XX:+UseSerialGC")));
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    @BeforeEach
    void deleteResults() throws IOException {
        for (final ModelKind kind : ModelKind.values()) {
            for (final Path file :
                    FlowFolders.filesIn(system.folder(kind.name()).resolve("output"))) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOutputEqualsTheInput(final ModelKind kind) throws Exception {
        final OneProcessor processor = new OneProcessor(nifi.client(), kind, system.folder(kind.name()));
        final GeneratedFlows flows = new GeneratedFlows(OneProcessor.bundled(kind));
        final Path file = system.folder(kind.name()).resolve("many-flows.csv");
        final String wentIn = flows.write(file, ROWS, 20_171_103).inWords();
        processor.feed(file);
        processor.flow().start();
        final LiveHeap heap = new LiveHeap(nifi.processId());
        final TaskTime taskTime = new TaskTime(processor.flow(), OneProcessor.SCORING);
        processor.awaitDone(PATIENCE, () -> {
            heap.look();
            taskTime.look();
        });

        assertEquals(wentIn, processor.results().digest(flows.columns()).inWords());
        assertTrue(nifi.isRunning(), "NiFi has survived");
        assertTrue(growth(heap.megabytes()) < 32, "the heap in use grows: " + heap.megabytes());
        System.out.printf(
                "%s: %s in a heap of %d MB, task time %s, heap in use while it ran %s MB%n",
                OneProcessor.typeOf(kind), wentIn, HEAP_MEGABYTES, taskTime.longest(), heap.megabytes());
        processor.flow().delete();
    }

    /** From the first look to the last. */
    private static long growth(final List<Long> megabytes) {
        return megabytes.isEmpty() ? 0 : megabytes.getLast() - megabytes.getFirst();
    }
}
