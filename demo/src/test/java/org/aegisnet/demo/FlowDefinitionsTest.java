package org.aegisnet.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aegisnet.runtime.FlowDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of the repository's flow definitions: every NiFi 2 can start each of them. No step of them loses a file or waits for ever. Definitions that
 * Java code builds are checked against the same descriptors when they are imported.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlowDefinitionsTest {
    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path checkout = Stream.iterate(
                    Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
            .filter(folder -> Files.isDirectory(folder.resolve("templates")))
            .findFirst()
            .orElseThrow();

    private List<Path> files() throws IOException {
        final List<Path> found = new ArrayList<>();
        Files.walkFileTree(checkout, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(final Path folder, final BasicFileAttributes attributes) {
                final String name = folder.getFileName().toString();
                return !folder.equals(checkout) && (NO_SOURCES.contains(name) || name.startsWith("."))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".json")
                        && Files.readString(file, StandardCharsets.UTF_8).contains("\"flowContents\"")) {
                    found.add(checkout.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private List<Path> templates() throws IOException {
        return files().stream().filter(file -> file.startsWith("templates")).toList();
    }

    private JsonNode read(final Path file) throws IOException {
        return mapper.readTree(checkout.resolve(file).toFile());
    }

    private List<JsonNode> components(final Path file, final String type) throws IOException {
        return new FlowDefinition(read(file))
                .components().stream()
                        .filter(component -> component.path("type").asText().endsWith("." + type))
                        .toList();
    }

    @Test
    void allAreFound() throws IOException {
        assertEquals(5, templates().size(), templates().toString());
        assertTrue(files().size() > templates().size(), files().toString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyServiceAndEverySecretHasItsDescriptor(final Path file) throws IOException {
        final FlowDefinition definition = new FlowDefinition(read(file));

        assertEquals(List.of(), definition.missingDescriptors());
        assertTrue(definition.serviceReferences() > 0, "no property of " + file + " was seen to name a service");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDescriptorThatIsMissingOrWrongIsNoticed(final Path file) throws IOException {
        final Set<String> noticed = new HashSet<>();
        int planted = 0;
        for (final JsonNode original : new FlowDefinition(read(file)).components()) {
            for (final String property : names(original.path("propertyDescriptors"))) {
                for (final String change :
                        List.of("all", "name", "identifiesControllerService", "sensitive", "dynamic")) {
                    final JsonNode document = read(file);
                    final ObjectNode descriptors = (ObjectNode) new FlowDefinition(document)
                            .components().stream()
                                    .filter(component ->
                                            component.path("identifier").equals(original.path("identifier")))
                                    .findFirst()
                                    .orElseThrow()
                                    .path("propertyDescriptors");
                    final ObjectNode descriptor = (ObjectNode) descriptors.path(property);
                    switch (change) {
                        case "all" -> descriptors.remove(property);
                        case "name" -> descriptor.put("name", property + "?");
                        default ->
                            descriptor.put(change, !descriptor.path(change).booleanValue());
                    }
                    planted++;
                    final List<String> missing = new FlowDefinition(document).missingDescriptors();
                    assertFalse(missing.isEmpty(), original.path("name") + " " + property + " " + change);
                    noticed.addAll(missing);
                }
            }
        }
        assertTrue(planted > 0 && !noticed.isEmpty(), "nothing was planted in " + file);
    }

    private static List<String> names(final JsonNode object) {
        final List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** With {@code false}, which is NiFi's default, a cell {@code Infinity} makes the writer refuse the whole file. */
    @ParameterizedTest
    @MethodSource("files")
    void everyJsonWriterWritesInfinity(final Path file) throws IOException {
        for (final JsonNode writer : components(file, "JsonRecordSetWriter")) {
            assertEquals(
                    "true",
                    writer.at("/properties/Allow Scientific Notation").asText(),
                    writer.path("name").asText());
        }
    }

    /** One file has one answer: whatever reads CSV of flows reads it with the same parser. */
    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateReadsCsvWithTheFlowCsvReader(final Path file) throws IOException {
        assertEquals(List.of(), components(file, "CSVReader"));
        final boolean takesCsv = file.endsWith("csv-to-alerts.json") || file.endsWith("scoring-api.json");
        assertEquals(takesCsv ? 1 : 0, components(file, "FlowCsvReader").size(), file.toString());
    }

    /** With Commons CSV, which is NiFi's default, a name that stands twice in the header shifts all columns behind it. */
    @ParameterizedTest
    @MethodSource("files")
    void everyCsvReaderKeepsColumnsApartWhoseNameStandsTwice(final Path file) throws IOException {
        for (final JsonNode reader : components(file, "CSVReader")) {
            assertEquals(
                    "jackson-csv",
                    reader.at("/properties/csv-reader-csv-parser").asText(),
                    reader.path("name").asText());
        }
    }

    /**
     * NiFi that is killed between the file and its commit gives PutFile the same FlowFile again. It has to replace its own file then, and may replace no other: so
     * each name holds the FlowFile's identifier.
     */
    @ParameterizedTest
    @MethodSource("templates")
    void aFileThatIsThereAlreadyIsTheFlowFilesOwn(final Path file) throws IOException {
        for (final JsonNode step : components(file, "PutFile")) {
            assertEquals(
                    "replace",
                    step.at("/properties/Conflict Resolution Strategy").asText(),
                    step.path("name").asText());
            assertEquals(List.of(), unnamedWaysTo(file, step, new HashSet<>()));
        }
    }

    /** The ways to a step on which nothing gives the FlowFile a name of its own. */
    private List<String> unnamedWaysTo(final Path file, final JsonNode step, final Set<String> seen)
            throws IOException {
        final List<String> unnamed = new ArrayList<>();
        final JsonNode contents = read(file).path("flowContents");
        boolean led = false;
        for (final JsonNode connection : contents.path("connections")) {
            final String source = connection.at("/source/id").asText();
            if (connection.at("/destination/id").equals(step.path("identifier"))) {
                led = true;
                if (seen.add(source)) {
                    final JsonNode before = componentWith(contents, source);
                    if (!givesName(before)) {
                        unnamed.addAll(unnamedWaysTo(file, before, seen));
                    }
                }
            }
        }
        if (!led) {
            unnamed.add(step.path("name").asText());
        }
        return unnamed;
    }

    private static JsonNode componentWith(final JsonNode contents, final String identifier) {
        for (final String kind : List.of("processors", "inputPorts")) {
            for (final JsonNode component : contents.path(kind)) {
                if (component.path("identifier").asText().equals(identifier)) {
                    return component;
                }
            }
        }
        throw new IllegalStateException("A connection comes from %s, which is not there".formatted(identifier));
    }

    private static boolean givesName(final JsonNode step) {
        return step.at("/properties/filename").asText().contains("${uuid}")
                || step.path("type").asText().endsWith(".FormatFlowAlerts");
    }

    /** A file that cannot be written is tried again, and no later step is skipped for good. */
    @ParameterizedTest
    @MethodSource("templates")
    void rowsThatCannotBeWrittenWaitInAQueueOfTheirOwn(final Path file) throws IOException {
        final JsonNode contents = read(file).path("flowContents");
        for (final JsonNode step : components(file, "PutFile")) {
            final List<String> leadsBack = new ArrayList<>();
            for (final JsonNode connection : contents.path("connections")) {
                if (connection.at("/source/id").equals(step.path("identifier"))
                        && connection.at("/destination/id").equals(step.path("identifier"))) {
                    connection.path("selectedRelationships").forEach(name -> leadsBack.add(name.asText()));
                }
            }
            assertEquals(List.of("failure"), leadsBack, step.path("name").asText());
        }
    }
}
