package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;
import org.aegisnet.scoring.model.ModelKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two concurrent tasks in the real NiFi give every flow the score that one gives it, to the last digit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrentTasksIT {
    private static final int FILES = 8;
    private static final int ROWS = 8_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SystemUnderTest system = new SystemUnderTest("concurrent-tasks");
    private NiFiInstance nifi;

    @BeforeAll
    void startNiFi() {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()), NiFiJvm.small());
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void giveTheScoresOfOne(final ModelKind kind) throws Exception {
        final OneProcessor processor = new OneProcessor(nifi.client(), kind, system.folder(kind.name()));
        final List<String> columns = new ArrayList<>(new GeneratedFlows(OneProcessor.bundled(kind)).columns());
        columns.addAll(
                switch (kind) {
                    case AUTOENCODER -> List.of("anomaly_score", "is_suspicious", "anomaly_reasons");
                    case FOREST -> List.of("attack_probability", "flow_label", "attack_reasons");
                });

        final String ofOne = scoredBy(1, processor, kind, columns);
        final String ofTwo = scoredBy(2, processor, kind, columns);

        assertTrue(ofOne.startsWith(FILES * ROWS + " records"), ofOne);
        assertEquals(ofOne, ofTwo);
        processor.flow().delete();
    }

    private String scoredBy(
            final int tasks, final OneProcessor processor, final ModelKind kind, final List<String> columns)
            throws Exception {
        emptyResults(kind);
        processor.flow().setConcurrentTasks(OneProcessor.SCORING, tasks);
        for (int file = 0; file < FILES; file++) {
            final Path flows = system.folder(kind.name()).resolve("flows-" + file + ".csv");
            new GeneratedFlows(OneProcessor.bundled(kind)).write(flows, ROWS, file);
            processor.feed(flows);
        }
        final AtomicInteger mostAtOnce = new AtomicInteger();
        processor.flow().start();
        processor.awaitDone(
                PATIENCE,
                () -> mostAtOnce.accumulateAndGet(
                        processor.flow().status(OneProcessor.SCORING).activeTasks(), Math::max));
        processor.flow().stop();
        assertEquals(tasks, mostAtOnce.get(), "tasks seen at work at once");
        return processor.results().digest(columns).inWords();
    }

    private void emptyResults(final ModelKind kind) throws IOException {
        for (final Path file : FlowFolders.filesIn(system.folder(kind.name()).resolve("output"))) {
            Files.delete(file);
        }
    }
}
