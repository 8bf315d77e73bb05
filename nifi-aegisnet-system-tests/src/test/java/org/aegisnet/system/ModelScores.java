package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.demo.Checkout;
import org.aegisnet.training.command.ModelsCommand;
import org.aegisnet.training.data.FlowCsv;
import org.aegisnet.training.data.FlowRow;

/** The scores that {@code bin/models score} gives the rows of a CSV file. For one thread. */
final class ModelScores {
    private final Path models;
    private final Path folder;

    /** @param folder for the scored files, made if it is absent */
    ModelScores(final Checkout checkout, final Path folder) {
        this.models = checkout.root().resolve("models");
        this.folder = folder;
    }

    /** The rows of a file in its order. */
    List<ScoredRow> of(final Path flows) throws IOException {
        final List<FlowRow> rows = rows(flows);
        final List<String> names = names(flows);
        final List<String> anomalies = scores("flow-autoencoder.onnx", "anomaly_score", flows);
        final List<String> attacks = scores("flow-forest.onnx", "attack_probability", flows);
        final List<ScoredRow> scored = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            scored.add(ScoredRow.of(names, rows.get(row).values(), anomalies.get(row), attacks.get(row)));
        }
        return List.copyOf(scored);
    }

    private List<String> scores(final String model, final String column, final Path flows) throws IOException {
        Files.createDirectories(folder);
        final Path scored = folder.resolve(model + ".csv");
        final int exitCode = ModelsCommand.run(
                "score", models.resolve(model).toString(), flows.toString(), "--output", scored.toString());
        assertEquals(0, exitCode, "bin/models score of " + flows);
        final int position = names(scored).indexOf(column);
        return rows(scored).stream().map(row -> row.values().get(position)).toList();
    }

    /** The names of the columns of a CSV file, without the blanks around them. */
    static List<String> names(final Path csv) throws IOException {
        try (FlowCsv file = FlowCsv.open(csv)) {
            return file.header().names();
        }
    }

    /** The rows of a CSV file. */
    static List<FlowRow> rows(final Path csv) throws IOException {
        final List<FlowRow> rows = new ArrayList<>();
        try (FlowCsv file = FlowCsv.open(csv)) {
            for (Optional<FlowRow> next = file.next(); next.isPresent(); next = next(file)) {
                rows.add(next.orElseThrow());
            }
        }
        return rows;
    }

    private static Optional<FlowRow> next(final FlowCsv file) {
        try {
            return file.next();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
