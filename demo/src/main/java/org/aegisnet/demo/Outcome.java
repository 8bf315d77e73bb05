package org.aegisnet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Files that the template has written into its folders.
 *
 * @param alerts flows that either model found suspicious
 * @param clean flows that were scored and found unsuspicious
 * @param unscored flows that neither model could score
 * @param failedFiles files that could not be read as records
 */
public record Outcome(
        List<FlowRecord> alerts, List<FlowRecord> clean, List<FlowRecord> unscored, List<Path> failedFiles) {
    public Outcome {
        alerts = List.copyOf(alerts);
        clean = List.copyOf(clean);
        unscored = List.copyOf(unscored);
        failedFiles = List.copyOf(failedFiles);
    }

    /** Reads the folders. */
    public static Outcome in(final FlowFolders folders) {
        return new Outcome(
                records(folders.alerts()),
                records(folders.clean()),
                records(folders.unscored()),
                FlowFolders.filesIn(folders.failed()));
    }

    /** All records of the three folders. */
    public Stream<FlowRecord> all() {
        return Stream.of(alerts, clean, unscored).flatMap(List::stream);
    }

    /** The same with the records that fulfil a condition. */
    Outcome where(final Predicate<FlowRecord> condition) {
        return new Outcome(
                alerts.stream().filter(condition).toList(),
                clean.stream().filter(condition).toList(),
                unscored.stream().filter(condition).toList(),
                failedFiles);
    }

    /** The number of records in the three folders. */
    public long records() {
        return all().count();
    }

    private static List<FlowRecord> records(final Path folder) {
        final ObjectMapper mapper = new ObjectMapper();
        final List<FlowRecord> records = new ArrayList<>();
        for (final Path file : FlowFolders.filesIn(folder)) {
            try (MappingIterator<JsonNode> lines =
                    mapper.readerFor(JsonNode.class).readValues(file.toFile())) {
                while (lines.hasNextValue()) {
                    records.add(new FlowRecord(lines.nextValue()));
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return records;
    }
}
