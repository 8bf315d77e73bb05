package org.aegisnet.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.aegisnet.demo.FlowFolders;

/** The records in the files of a folder, one JSON object in a line; one is held at a time. */
final class JsonLines {
    private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

    private final Path folder;

    JsonLines(final Path folder) {
        this.folder = folder;
    }

    /** The digest of some columns of all records. */
    RecordDigest digest(final List<String> columns) {
        final RecordDigest digest = new RecordDigest();
        forEach(line -> digest.add(
                columns.stream().map(column -> line.path(column).asText("")).toList()));
        return digest;
    }

    /** Shows every record. */
    void forEach(final Consumer<JsonNode> viewer) {
        for (final Path file : FlowFolders.filesIn(folder)) {
            try (MappingIterator<JsonNode> lines = READER.readValues(file.toFile())) {
                lines.forEachRemaining(viewer);
            } catch (final IOException e) {
                throw new IllegalStateException("%s is no file of JSON lines".formatted(file), e);
            }
        }
    }
}
