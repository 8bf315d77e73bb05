package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.FlowRecord;
import org.aegisnet.demo.Outcome;
import org.aegisnet.runtime.NiFiException;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test of years of a scoring processor's life in a minute. It is stopped and terminated in the middle of its work, and its model is replaced under
 * load. {@code bin/test -P slow} has five times as many storms.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnduranceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String AUTOENCODER = "Score with the autoencoder";
    private static final String FOREST = "Classify with the forest";
    private static final int STORMS = Integer.getInteger("aegisnet.endurance.storms", 40);

    /** NiFi's own pools grow to their limits in the meantime. */
    private static final int MAX_MORE_THREADS = 40;

    private static final int ROWS = 1_000 * Math.max(100, STORMS);

    private final SystemUnderTest system = new SystemUnderTest("endurance");
    private final FlowFolders folders = system.folders();
    private NiFiInstance nifi;
    private CsvToAlerts template;

    @BeforeAll
    void startNiFi() {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()), NiFiJvm.small());
        template = CsvToAlerts.start(nifi.client(), system.checkout().template(), folders);
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    @BeforeEach
    void emptyFolders() throws IOException {
        for (final Path folder : List.of(folders.alerts(), folders.clean(), folders.unscored(), folders.failed())) {
            for (final Path file : FlowFolders.filesIn(folder)) {
                Files.delete(file);
            }
        }
    }

    @Test
    void isStoppedAndTerminatedAgainAndAgainWhileItScores(@TempDir final Path temporary) throws Exception {
        assumeTrue(Files.isDirectory(NativeFootprint.PROC), "only Linux tells what a process holds");
        feedAndAwait(system.checkout().sample());
        emptyFolders();
        storm(20, temporary);
        final NativeFootprint before = footprint();

        storm(STORMS, temporary);
        final NativeFootprint after = footprint();

        System.out.printf("Before %d storms: %s%nAfter: %s%n", STORMS, before, after);
        assertTrue(nifi.isRunning(), "NiFi has survived");
        assertEquals(0, after.threadsInOurCode(), "threads: " + after);
        assertTrue(after.threads() - before.threads() <= MAX_MORE_THREADS, "threads: " + before + ", " + after);
        // The heap may still grow to its limit; a native session left behind by every storm would be far above this.
        assertTrue(after.residentMegabytes() - before.residentMegabytes() < 400, "memory: " + before + ", " + after);
        assertTrue(after.temporaryFiles() - before.temporaryFiles() < 20, "temporary files: " + before + ", " + after);
    }

    /** Leaves the file to be scored whole at the end: none of its flows may be lost or doubled by the storms before. */
    private void storm(final int times, final Path temporary) throws Exception {
        emptyFolders();
        folders.feed(manyFlows(temporary.resolve("storm-" + times + ".csv")));
        for (int time = 0; time < times; time++) {
            final String processor = time % 2 == 0 ? AUTOENCODER : FOREST;
            template.flow().stopProcessor(processor);
            terminate(processor);
            template.flow().startProcessor(processor);
            Thread.sleep(20 + time % 5 * 20);
        }
        template.awaitDone(PATIENCE);
        assertEquals(ROWS, linesIn(folders.alerts()) + linesIn(folders.clean()));
    }

    private void terminate(final String processor) {
        try {
            template.flow().terminateProcessor(processor);
        } catch (final NiFiException e) {
            // The processor had stopped by itself: no task was left to terminate.
            assertTrue(e.getMessage().contains("stopped") || e.getMessage().contains("terminate"), e.getMessage());
        }
    }

    @Test
    void takesAModelThatIsReplacedUnderLoad(@TempDir final Path temporary) throws Exception {
        final Path model = temporary.resolve("model.onnx");
        final Path bundled = system.checkout().root().resolve("models/flow-autoencoder.onnx");
        Files.copy(bundled, model);
        useModel(model.toString());
        for (int file = 0; file < 20; file++) {
            folders.feed(Files.copy(system.checkout().sample(), temporary.resolve("load-" + file + ".csv")));
            if (file == 7) {
                replace(model, "no model at all".getBytes(StandardCharsets.UTF_8));
            }
            if (file == 14) {
                replace(model, NextModel.of(bundled));
            }
            Thread.sleep(400);
        }
        folders.feed(Files.copy(system.checkout().sample(), temporary.resolve("last.csv")));
        template.awaitDone(PATIENCE);

        final Outcome outcome = Outcome.in(folders);
        final Set<String> models = new TreeSet<>();
        outcome.all().map(flow -> flow.text("anomaly_model")).forEach(models::add);
        assertEquals(21 * 2150, outcome.records());
        assertTrue(
                outcome.all().allMatch(FlowRecord::wasScored), "the old model stays at work while the new one is bad");
        assertEquals(Set.of("flow-autoencoder 1.0.0", "flow-autoencoder " + NextModel.VERSION), models);
        assertTrue(nifi.client().bulletins().stream()
                .anyMatch(bulletin -> bulletin.message().contains("stays in use")));
        useModel(bundled.toString());
    }

    private void useModel(final String location) {
        template.flow().stop();
        template.flow().setProperty(AUTOENCODER, "Model", location);
        template.flow().setProperty(AUTOENCODER, "Model Refresh Interval", "1 sec");
        template.flow().start();
    }

    private static void replace(final Path model, final byte[] content) throws IOException {
        final Path fresh = Files.write(model.resolveSibling("fresh"), content);
        Files.move(fresh, model, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void feedAndAwait(final Path file) {
        folders.feed(file);
        template.awaitDone(PATIENCE);
    }

    private NativeFootprint footprint() throws IOException {
        return NativeFootprint.of(nifi.processId(), nifi.installation().temporaryFolder());
    }

    private static Path manyFlows(final Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol\n");
            for (int row = 0; row < ROWS; row++) {
                writer.write("%d,%d,%d,0.%d,%d,443,6%n"
                        .formatted(40 + row % 1460, row % 9000, 2 + row % 40, 1 + row % 97, 1024 + row % 60000));
            }
        }
        return file;
    }

    private static long linesIn(final Path folder) throws IOException {
        long count = 0;
        for (final Path file : FlowFolders.filesIn(folder)) {
            try (Stream<String> lines = Files.lines(file)) {
                count += lines.count();
            }
        }
        return count;
    }
}
