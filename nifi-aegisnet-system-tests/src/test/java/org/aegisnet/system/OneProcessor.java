package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.Waiting;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/** A scoring processor between two folders: CSV files in, JSON lines out, and nothing else on the canvas. */
final class OneProcessor {
    static final String SCORING = "Score";

    private static final String TAKING = "Take files";
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final ModelKind kind;
    private final Path input;
    private final Path output;
    private final ImportedFlow flow;

    /**
     * Puts the flow onto the canvas; it does not run yet.
     *
     * @param folder for the files, made if it is absent
     */
    OneProcessor(final NiFiClient client, final ModelKind kind, final Path folder) throws IOException {
        this.kind = kind;
        this.input = Files.createDirectories(folder.resolve("input"));
        this.output = Files.createDirectories(folder.resolve("output"));
        this.flow = client.importFlow(draft());
        flow.enableServices();
        flow.awaitValid();
    }

    private FlowDraft draft() {
        final FlowDraft draft = new FlowDraft(kind.name());
        final String reader = draft.addService(
                "CSV",
                "org.apache.nifi.csv.CSVReader",
                Map.of("schema-access-strategy", "infer-schema", "Skip Header Line", "true"));
        final String writer = JsonLinesFolder.addWriter(draft);
        draft.addProcessor(
                TAKING,
                "org.apache.nifi.processors.standard.GetFile",
                Map.of("Input Directory", input.toString(), "Minimum File Age", "0 sec", "Polling Interval", "0 sec"),
                List.of(),
                1);
        draft.addProcessor(
                SCORING, typeOf(kind), Map.of("Record Reader", reader, "Record Writer", writer), List.of(), 1);
        draft.connect(TAKING, List.of("success"), SCORING);
        new JsonLinesFolder(output).addBehind(draft, SCORING, List.of("suspicious", "normal", "unscored", "failure"));
        return draft;
    }

    static String typeOf(final ModelKind kind) {
        return switch (kind) {
            case AUTOENCODER -> "org.aegisnet.processors.ScoreFlowAutoencoder";
            case FOREST -> "org.aegisnet.processors.ClassifyFlowForest";
        };
    }

    /** The model that the processor uses. */
    static ModelMetadata bundled(final ModelKind kind) throws ModelRejectedException {
        return new BundledModels().read(kind).metadata();
    }

    ImportedFlow flow() {
        return flow;
    }

    /** The records that have come out. */
    JsonLines results() {
        return new JsonLines(output);
    }

    /** Moves a file in, whole at once. */
    void feed(final Path file) throws IOException {
        Files.move(file, input.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until all that was fed has gone through; looks with every question at what runs. */
    void awaitDone(final Duration limit, final Runnable look) {
        final long[] busyAt = {System.nanoTime()};
        Waiting.until(
                limit,
                () -> {
                    look.run();
                    if (!FlowFolders.filesIn(input).isEmpty() || !flow.isIdle()) {
                        busyAt[0] = System.nanoTime();
                    }
                    return System.nanoTime() - busyAt[0] > QUIET.toNanos();
                },
                () -> "still in the queues: " + flow.queues());
    }
}
