package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.Evaluation;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.FlowRecord;
import org.aegisnet.demo.Outcome;
import org.aegisnet.runtime.Bulletin;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The NAR from a library folder, the template from its file, and whatever a user may put into the input folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CsvToAlertsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> ADDED = Set.of(
            "anomaly_score",
            "anomaly_percentile",
            "is_suspicious",
            "anomaly_reasons",
            "anomaly_model",
            "flow_label",
            "attack_probability",
            "attack_reasons",
            "forest_model",
            "unscored_reason");
    private static final String SEVEN_FEATURES = "bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol";

    private final SystemUnderTest system = new SystemUnderTest("csv-to-alerts");
    private final FlowFolders folders = system.folders();
    private NiFiInstance nifi;
    private CsvToAlerts template;

    @BeforeAll
    void startNiFi() {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()));
        template = CsvToAlerts.start(nifi.client(), system.checkout().template(), folders);
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    @BeforeEach
    void emptyFolders() {
        folders.empty();
    }

    @Test
    void everyFlowOfTheSampleComesOutOnceWithAllItHadAndBothVerdicts() throws IOException {
        final long readBefore = counted("Score with the autoencoder", "Records Read");
        final List<String> sample = Files.readAllLines(system.checkout().sample());
        final List<String> columns = List.of(sample.getFirst().split(",", -1));

        final Outcome outcome = feed(system.checkout().sample());

        assertEquals(sample.size() - 1, counted("Score with the autoencoder", "Records Read") - readBefore);
        assertEquals(
                sample.stream()
                        .skip(1)
                        .map(line -> normalised(List.of(line.split(",", -1))))
                        .sorted()
                        .toList(),
                outcome.all()
                        .map(flow -> normalised(columns.stream().map(flow::text).toList()))
                        .sorted()
                        .toList());
        assertTrue(outcome.all().allMatch(flow -> flow.wasScored() && flow.wasClassified()));
        assertTrue(outcome.alerts().stream().allMatch(flow -> flow.isSuspicious() || flow.isAttack()));
        assertTrue(outcome.clean().stream().noneMatch(flow -> flow.isSuspicious() || flow.isAttack()));
        assertTrue(outcome.alerts().stream()
                .allMatch(flow -> flow.isAttack() != flow.text("attack_reasons").isEmpty()
                        && flow.isSuspicious() != flow.text("anomaly_reasons").isEmpty()));
        assertEquals(List.of(), outcome.failedFiles());
    }

    @Test
    void theSampleIsJudgedAsTheDemoSaysItIs() {
        final long foundBefore = counted("Classify with the forest", "Records Suspicious");
        final Outcome outcome = feed(system.checkout().sample());

        final Evaluation forest = Evaluation.of(outcome, FlowRecord::isAttack);

        assertEquals(550, forest.attacks());
        assertEquals(1600, forest.benign());
        assertEquals(
                counted("Classify with the forest", "Records Suspicious") - foundBefore,
                forest.found() + forest.falseAlarms());
        assertTrue(forest.recall() > 0.9, forest.inWords());
        assertTrue(forest.falsePositiveRate() < 0.05, forest.inWords());
        final Evaluation autoencoder = Evaluation.of(outcome, FlowRecord::isSuspicious);
        assertTrue(autoencoder.falsePositiveRate() < 0.15, autoencoder.inWords());
    }

    @Test
    void alertsStandInTheLogAsWell() throws IOException {
        final Outcome outcome = feed(system.checkout().sample());

        final String log = Files.readString(nifi.installation().applicationLog());
        for (final Path file : FlowFolders.filesIn(folders.alerts())) {
            for (final String alert : Files.readAllLines(file)) {
                assertTrue(log.contains(alert), alert);
            }
        }
        assertFalse(outcome.alerts().isEmpty());
    }

    @Test
    void aFlowThatTheForestCannotClassifyIsStillScoredByTheAutoencoder(@TempDir final Path temporary)
            throws IOException {
        final Path file = Files.write(
                temporary.resolve("router.csv"),
                List.of(SEVEN_FEATURES, "1200,5400,18,0.8,51234,443,6", "64,128,2,0.02,40001,53,17"));

        final Outcome outcome = feed(file);

        assertEquals(2, outcome.records());
        assertEquals(0, outcome.unscored().size());
        assertTrue(outcome.all().allMatch(flow -> flow.wasScored() && !flow.wasClassified()));
        assertTrue(
                outcome.all().allMatch(flow -> flow.text("unscored_reason").contains("Flow")), reasons(outcome.all()));
    }

    @Test
    void aFileWithOtherColumnsGoesToUnscoredWithTheReason(@TempDir final Path temporary) throws IOException {
        final Path file = Files.write(temporary.resolve("people.csv"), List.of("name,age", "Ada,36", "Alan,41"));

        final Outcome outcome = feed(file);

        assertEquals(2, outcome.unscored().size());
        assertEquals(2, outcome.records());
        assertTrue(outcome.unscored().stream()
                .noneMatch(flow -> flow.text("unscored_reason").isEmpty()));
        assertEquals("Ada", outcome.unscored().getFirst().text("name"));
    }

    @Test
    void cellsThatCannotBeTakeTheirRowToUnscoredAndNoOther(@TempDir final Path temporary) throws IOException {
        final Path file = Files.write(
                temporary.resolve("cells.csv"),
                List.of(
                        SEVEN_FEATURES,
                        "1200,5400,18,0.8,51234,443,6",
                        "Infinity,5400,18,0.8,51234,443,6",
                        "1200,NaN,18,0.8,51234,443,6",
                        "1200,5400,,0.8,51234,443,6",
                        "1200,5400,18,-0.8,51234,443,6",
                        "1200,5400,eighteen,0.8,51234,443,6",
                        "64,128,2,0.02,40001,53,17"));

        final Outcome outcome = feed(file);

        assertEquals(7, outcome.records());
        // The model takes bytes_out if it is known, and a cell that cannot be read is unknown.
        assertEquals(4, outcome.unscored().size(), () -> reasons(outcome.all()));
        assertTrue(outcome.unscored().stream()
                .noneMatch(flow -> flow.text("unscored_reason").isEmpty()));
        assertEquals(List.of(), outcome.failedFiles());
    }

    @Test
    void aMalformedFileIsKeptUnchangedAndSaidInASentence(@TempDir final Path temporary) throws IOException {
        final Path file = Files.writeString(temporary.resolve("torn.csv"), "name,age\n\"Ada,36\nAlan,41\n");

        final Outcome outcome = feed(file);

        assertEquals(0, outcome.records());
        assertEquals(1, outcome.failedFiles().size());
        assertEquals(
                Files.readString(file), Files.readString(outcome.failedFiles().getFirst()));
        assertTrue(outcome.failedFiles().getFirst().getFileName().toString().startsWith("torn-"));
        final List<String> said = bulletinsOf("Score with the autoencoder");
        assertTrue(said.stream().anyMatch(message -> message.contains("goes to failure")), said.toString());
        assertTrue(said.stream().noneMatch(message -> message.contains("\tat ")), said.toString());
    }

    @Test
    void anEmptyFileAndAHeaderAloneLeaveNothingStuck(@TempDir final Path temporary) throws IOException {
        folders.feed(Files.createFile(temporary.resolve("empty.csv")));
        final Outcome outcome = feed(Files.writeString(temporary.resolve("header.csv"), SEVEN_FEATURES + "\n"));

        assertEquals(0, outcome.records());
    }

    @Test
    void theSameFileAgainReplacesNothing(@TempDir final Path temporary) throws IOException {
        final Path file =
                Files.write(temporary.resolve("router.csv"), List.of(SEVEN_FEATURES, "1200,5400,18,0.8,51234,443,6"));

        feed(file);
        final Outcome outcome = feed(file);

        assertEquals(2, outcome.records());
    }

    @Test
    void filesThatCannotBeWrittenWaitAndAreWrittenLater(@TempDir final Path temporary) throws IOException {
        final Path file = Files.write(temporary.resolve("people.csv"), List.of("name,age", "Ada,36"));
        Files.deleteIfExists(folders.unscored());
        Files.createFile(folders.unscored());
        folders.feed(file);

        Waiting.until(
                PATIENCE,
                () -> bulletinsOf("Write unscored flows").stream().anyMatch(message -> message.contains("unscored")),
                () -> "no bulletin says that the folder cannot be written");
        assertTrue(template.flow().queues().stream()
                .anyMatch(queue -> queue.source().equals("Write unscored flows") && queue.flowFiles() == 1));
        Files.delete(folders.unscored());
        template.awaitDone(PATIENCE);

        assertEquals(1, Outcome.in(folders).unscored().size());
    }

    @Test
    void flowsInTheFormOfCicIds2017AreScoredAsBinModelsScoresThem() throws IOException {
        assertScoredAsByBinModels(List.of(PublishedFlows.madeUp(system.checkout())));
    }

    @Test
    void cicIds2017AsPublishedIsScoredAsBinModelsScoresIt() throws IOException {
        assertScoredAsByBinModels(PublishedFlows.pieces());
    }

    private void assertScoredAsByBinModels(final List<Path> files) throws IOException {
        final ModelScores scores = new ModelScores(system.checkout(), system.folder("scores"));
        final List<String> expected = new ArrayList<>();
        for (final Path file : files) {
            final List<ScoredRow> rows = scores.of(file);
            assertTrue(rows.stream().allMatch(ScoredRow::isWhole), () -> file + " has rows without scores");
            rows.forEach(row -> expected.add(row.inOneLine()));
            folders.feed(file);
        }
        template.awaitDone(Duration.ofMinutes(5));

        assertEquals(List.of(), FlowFolders.filesIn(folders.failed()));
        assertEquals(List.of(), FlowFolders.filesIn(folders.unscored()));
        final List<String> found = new ArrayList<>();
        for (final Path folder : List.of(folders.alerts(), folders.clean())) {
            new JsonLines(folder).forEach(flow -> found.add(rowOf(flow).inOneLine()));
        }
        Collections.sort(expected);
        Collections.sort(found);
        assertEquals(expected.size(), found.size());
        for (int row = 0; row < expected.size(); row++) {
            assertEquals(expected.get(row), found.get(row));
        }
    }

    private static ScoredRow rowOf(final JsonNode flow) {
        final List<String> names = new ArrayList<>();
        final List<String> values = new ArrayList<>();
        flow.properties().forEach(field -> {
            if (!ADDED.contains(field.getKey())) {
                names.add(field.getKey());
                values.add(field.getValue().asText(""));
            }
        });
        return ScoredRow.of(
                names,
                values,
                flow.path("anomaly_score").asText(""),
                flow.path("attack_probability").asText(""));
    }

    /** PutFile renames and then commits; a NiFi that is killed in between finds the file, and the FlowFile as if it had not been written. */
    @Test
    void anAlertWhoseFileIsThereAlreadyIsDeliveredAndLogged() throws IOException {
        final List<String> names;
        template.flow().stopProcessor("Write alerts");
        try {
            folders.feed(system.checkout().sample());
            Waiting.until(
                    PATIENCE,
                    () -> !template.flow().filesWaitingFor("Write alerts").isEmpty() && folders.inputIsEmpty(),
                    () -> "no alerts wait to be written");
            names = template.flow().filesWaitingFor("Write alerts");
            Files.createDirectories(folders.alerts());
            for (final String name : names) {
                Files.writeString(folders.alerts().resolve(name), "what the killed NiFi had written\n");
            }
        } finally {
            template.flow().startProcessor("Write alerts");
        }
        template.awaitDone(PATIENCE);

        final Outcome outcome = Outcome.in(folders);
        assertEquals(2150, outcome.records());
        final Set<String> unlogged = new HashSet<>();
        for (final String name : names) {
            unlogged.addAll(Files.readAllLines(folders.alerts().resolve(name)));
        }
        assertTrue(unlogged.stream().allMatch(alert -> alert.startsWith("{")), unlogged::toString);
        // Line by line: the log holds the alerts of all these tests.
        try (Stream<String> log = Files.lines(nifi.installation().applicationLog())) {
            log.forEach(unlogged::remove);
        }
        assertEquals(Set.of(), unlogged);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "\u00fc", "\u6d41"})
    void aFileWithTheLongestNameThereCanBeIsWritten(final String letter, @TempDir final Path temporary)
            throws IOException {
        final int octets = letter.getBytes(StandardCharsets.UTF_8).length;
        final Path file = Files.write(
                temporary.resolve(letter.repeat(250 / octets) + ".csv"),
                List.of(SEVEN_FEATURES, "1200,5400,18,0.8,51234,443,6"));

        assertEquals(1, feed(file).records());
    }

    @Test
    void aRowWithACellTooManyGoesToUnscoredWithItsLine(@TempDir final Path temporary) throws IOException {
        final Path file = Files.write(
                temporary.resolve("ragged.csv"),
                List.of(SEVEN_FEATURES, "1200,5400,18,0.8,51234,443,6", "1200,7,5400,18,0.8,51234,443,6"));

        final Outcome outcome = feed(file);

        assertEquals(2, outcome.records());
        assertEquals(1, outcome.unscored().size(), () -> reasons(outcome.all()));
        assertTrue(
                outcome.unscored().getFirst().text("unscored_reason").startsWith("Line 3 has 8 cells"),
                () -> reasons(outcome.all()));
        assertEquals(List.of(), outcome.failedFiles());
    }

    @Test
    void aMillionFlowsGoThroughASmallHeap(@TempDir final Path temporary) throws IOException {
        final int rows = 1_000_000;
        final Path file = temporary.resolve("million.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(SEVEN_FEATURES + "\n");
            for (int row = 0; row < rows; row++) {
                writer.write((40 + row % 1460) + "," + (row % 9000) + "," + (2 + row % 40) + ",0." + (1 + row % 97)
                        + "," + (1024 + row % 60000) + ",443,6\n");
            }
        }

        folders.feed(file);
        template.awaitDone(Duration.ofMinutes(10));

        assertEquals(rows, linesIn(folders.alerts()) + linesIn(folders.clean()));
        assertEquals(List.of(), FlowFolders.filesIn(folders.failed()));
        assertEquals(List.of(), FlowFolders.filesIn(folders.unscored()));
    }

    private Outcome feed(final Path file) {
        folders.feed(file);
        template.awaitDone(PATIENCE);
        return Outcome.in(folders);
    }

    private long counted(final String processor, final String counterName) {
        return nifi.client().counted(processor, counterName);
    }

    private List<String> bulletinsOf(final String processor) {
        return nifi.client().bulletins().stream()
                .filter(bulletin -> bulletin.source().equals(processor))
                .map(Bulletin::message)
                .toList();
    }

    private static String reasons(final Stream<FlowRecord> flows) {
        return flows.map(flow -> flow.text("unscored_reason")).toList().toString();
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

    /** Cells as numbers if they are numbers: 1960.0 and 1960 are the same value. */
    private static String normalised(final List<String> cells) {
        final List<String> values = new ArrayList<>();
        for (final String cell : cells) {
            values.add(
                    cell.matches("-?[0-9.]+([eE][-+]?[0-9]+)?")
                            ? new BigDecimal(cell).stripTrailingZeros().toPlainString()
                            : cell);
        }
        return String.join(",", values);
    }
}
