package org.aegisnet.system;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelMetadata;

/**
 * Flows with the features of a model and three columns that no model knows: a number, a text that needs quoting, a fraction. Written as it goes;
 * the same seed gives the same flows.
 */
final class GeneratedFlows {
    private static final String[] NOTES = {"", "web, \"cached\"", "Zürich – 東京", "plain"};
    private static final double EXACT_FRACTION = 64;

    private final List<Feature> features;

    GeneratedFlows(final ModelMetadata model) {
        this.features = model.features();
    }

    /** The names of all columns. */
    List<String> columns() {
        final List<String> names = new ArrayList<>(List.of("id", "note", "fraction"));
        features.forEach(feature -> names.add(feature.name()));
        return List.copyOf(names);
    }

    /**
     * Writes a CSV file.
     *
     * @return the digest of what was written
     */
    RecordDigest write(final Path file, final int rows, final long seed) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed);
        final RecordDigest digest = new RecordDigest();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(line(columns()));
            for (int row = 0; row < rows; row++) {
                final List<String> cells = cells(row, random);
                writer.write(line(cells));
                digest.add(cells);
            }
        }
        return digest;
    }

    /** The cells of a row. Float32 holds their fractions exactly, so that the number parsing of a reader does not affect the test. */
    private List<String> cells(final int row, final SplittableRandom random) {
        final List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(row));
        cells.add(NOTES[random.nextInt(NOTES.length)]);
        cells.add(Double.toString(random.nextInt(1, 4096) / EXACT_FRACTION));
        for (final Feature feature : features) {
            cells.add(
                    switch (feature.unit()) {
                        case PORT -> Integer.toString(random.nextInt(1, 65536));
                        case PROTOCOL -> random.nextBoolean() ? "6" : "17";
                        case SECONDS -> Double.toString(random.nextInt(1, 4096) / EXACT_FRACTION);
                        default -> Integer.toString(1 + random.nextInt(1 << random.nextInt(1, 16)));
                    });
        }
        return cells;
    }

    private static String line(final List<String> cells) {
        return cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")) + "\n";
    }
}
