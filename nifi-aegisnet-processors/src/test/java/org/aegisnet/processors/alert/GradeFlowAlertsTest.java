package org.aegisnet.processors.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.api.FailingReader;
import org.aegisnet.processors.patterns.DetectFlowPatterns;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeFlowAlertsTest {
    private static final Path SAMPLE = Path.of("../demo/flows/office-and-brute-force.csv");
    private static final String FLOW =
            "\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"10.0.0.2\",\"src_port\":5000,\"dst_port\":22,\"protocol\":6,\"bytes_in\":100,"
                    + "\"bytes_out\":50,\"packets\":4,\"duration\":0.5,\"first\":1772366400000";

    private AlertRunner alerts;

    @BeforeEach
    void newRunner() throws InitializationException {
        alerts = new AlertRunner(new GradeFlowAlerts());
    }

    @Test
    void anErrorOrAnExceptionOfAReaderIsNotTriedForEver() throws InitializationException {
        for (final Throwable failure : List.of(
                new OutOfMemoryError("Java heap space"),
                new AssertionError("odd"),
                new ProcessException("no schema"))) {
            for (final Processor processor :
                    List.of(new GradeFlowAlerts(), new ApplyAllowList(), new FormatFlowAlerts())) {
                final AlertRunner failing = new AlertRunner(processor);
                final FailingReader reader = new FailingReader(failure);
                failing.runner().addControllerService("failing", reader);
                failing.runner().enableControllerService(reader);
                failing.runner().setProperty(ScoringProperties.RECORD_READER, "failing");
                failing.feed("[]");

                failing.runner().assertAllFlowFilesTransferred(AlertReader.FAILURE, 1);
                final String reason = failing.runner()
                        .getFlowFilesForRelationship(AlertReader.FAILURE)
                        .getFirst()
                        .getAttribute("record.error.message");
                assertTrue(reason.contains(failure.getMessage()), reason);
            }
        }
    }

    @Test
    void readsNumbersThatCsvMadeTexts() throws IOException {
        alerts.feed("{" + FLOW + ",\"flow_label\":\"Attack\",\"attack_probability\":\"0.99\"}");

        assertEquals("critical", only().path("severity").asText());
        assertEquals(0.99, only().path("attack_probability").asDouble());
    }

    @Test
    void anAlertTellsWhoWhatHowGraveAndWhy() throws IOException {
        alerts.feed(
                "{" + FLOW
                        + ",\"flow_label\":\"Attack\",\"attack_probability\":0.93,\"attack_reasons\":\"packets 4, typically 9\","
                        + "\"forest_model\":\"forest 1\",\"is_suspicious\":true,\"anomaly_score\":1.5,\"anomaly_percentile\":99.2,"
                        + "\"anomaly_reasons\":[{\"text\":\"dst_port 22, unusual\"},{\"text\":\"duration 0.5\"}],\"anomaly_model\":\"auto 1\"}");

        final JsonNode alert = only();
        assertEquals("Attack", alert.path("label").asText());
        assertEquals("high", alert.path("severity").asText());
        assertEquals(99.2, alert.path("risk").asDouble());
        assertEquals("10.0.0.1", alert.path("src_ip").asText());
        assertEquals(22, alert.path("dst_port").asInt());
        assertEquals(6, alert.path("protocol").asInt());
        assertEquals("2026-03-01T12:00:00.500Z", alert.path("alert_time").asText());
        assertEquals(
                "packets 4, typically 9; dst_port 22, unusual; duration 0.5",
                alert.path("reasons").asText());
        assertEquals("forest 1; auto 1", alert.path("models").asText());
        assertEquals("alert", alert.path("alert_kind").asText());
        assertEquals(36, alert.path("alert_id").asText().length());
        assertTrue(alert.path("synthetic").isMissingNode());
    }

    @ParameterizedTest
    @CsvSource({
        "0.69, 10, low",
        "0.7, 10, medium",
        "0.9, 10, high",
        "0.98, 10, critical",
        "0.5, 98.9, low",
        "0.5, 99, medium",
        "0.5, 99.9, high",
        "0.5, 100, high",
        "0.75, 99.95, high"
    })
    void severityIsTheHighestThatAnyFindingGives(
            final String probability, final String percentile, final String severity) throws IOException {
        alerts.feed(
                "{%s,\"flow_label\":\"Attack\",\"attack_probability\":%s,\"is_suspicious\":true,\"anomaly_percentile\":%s}"
                        .formatted(FLOW, probability, percentile));

        assertEquals(severity, only().path("severity").asText());
    }

    @Test
    void levelsAreTheUsers() throws IOException {
        alerts.runner().setProperty(GradeFlowAlerts.PROBABILITY_LEVELS, "0.1, 0.2, 0.3");
        alerts.feed("{%s,\"flow_label\":\"Attack\",\"attack_probability\":0.3}".formatted(FLOW));

        assertEquals("critical", only().path("severity").asText());
        for (final String wrong : List.of("0.9, 0.7", "1.1", "high", "0.1,0.2,0.3,0.4", "")) {
            alerts.runner().setProperty(GradeFlowAlerts.PROBABILITY_LEVELS, wrong);
            alerts.runner().assertNotValid();
        }
    }

    @Test
    void thePatternNamesTheThreatIfThereIsOne() throws IOException {
        alerts.feed(
                "{" + FLOW
                        + ",\"flow_label\":\"Attack\",\"attack_probability\":0.6,\"pattern_label\":\"Port Scan\",\"pattern_confidence\":0.91,"
                        + "\"pattern_reasons\":\"100 ports in 60 s\",\"pattern_technique\":\"T1046\",\"pattern_tactic\":\"TA0007\"}");

        assertEquals("Port Scan", only().path("label").asText());
        assertEquals("high", only().path("severity").asText());
        assertEquals("T1046", only().path("pattern_technique").asText());
    }

    @Test
    void flowsWithoutAFindingLeaveUnchanged() throws IOException {
        alerts.feed(
                "{" + FLOW + ",\"flow_label\":\"Safe\",\"is_suspicious\":false,\"pattern_label\":\"None\",\"more\":7}",
                "{" + FLOW + ",\"unscored_reason\":\"No field supplies packets\"}");

        alerts.runner().assertTransferCount(GradeFlowAlerts.ALERT, 0);
        assertEquals(List.of("7", ""), alerts.texts(GradeFlowAlerts.NORMAL, "more"));
        assertEquals(2, alerts.runner().getCounterValue("Flows Without a Finding"));
    }

    @Test
    void theMarkOfSyntheticFlowsStays() throws IOException {
        alerts.feed("{" + FLOW + ",\"is_suspicious\":true,\"synthetic\":true}");

        assertTrue(only().path("synthetic").asBoolean());
    }

    @Test
    void aPrefixIsRespected() throws IOException {
        alerts.runner().setProperty(ScoringProperties.ADDED_FIELD_PREFIX, "ml_");
        alerts.feed("{" + FLOW + ",\"ml_is_suspicious\":true,\"ml_anomaly_percentile\":99.95}");

        assertEquals("Anomaly", only().path("label").asText());
        assertEquals("high", only().path("severity").asText());
    }

    @Test
    void contentWithoutRecordsGoesToFailureUnchanged() {
        alerts.feed("{\"a\":");

        alerts.runner().assertAllFlowFilesTransferred(AlertReader.FAILURE, 1);
        alerts.runner()
                .getFlowFilesForRelationship(AlertReader.FAILURE)
                .getFirst()
                .assertContentEquals("{\"a\":");
    }

    @Test
    void inEcsTheFindingsOfSeveralAreOneAlert() throws IOException {
        alerts.feed(
                "{" + FLOW
                        + ",\"event\":{\"kind\":\"alert\",\"module\":\"aegisnet\",\"dataset\":\"aegisnet.attack\"},\"aegisnet\":{"
                        + "\"attack\":{\"is_suspicious\":true,\"score\":0.93,\"score_norm\":93.0,\"reason\":\"few packets\",\"model\":\"forest 1\"},"
                        + "\"anomaly\":{\"is_suspicious\":true,\"score\":4.5,\"score_norm\":99.2,\"reason\":\"odd port\",\"model\":\"auto 1\"},"
                        + "\"pattern\":{\"is_suspicious\":true,\"score\":0.6,\"score_norm\":60.0,\"reason\":\"many ports\",\"model\":\"Port Scan 1\"}}}");

        assertEquals("Port Scan", only().path("label").asText());
        assertEquals("high", only().path("severity").asText());
        assertEquals("many ports; few packets; odd port", only().path("reasons").asText());
        assertEquals("forest 1; auto 1", only().path("models").asText());
    }

    @Test
    void bothNamingsOfTheForestGiveTheSameAlerts() throws IOException, InitializationException {
        assertSameAlerts(new ClassifyFlowForest(), new ClassifyFlowForest(), "label", "severity", "attack_probability");
    }

    @Test
    void bothNamingsOfTheAutoencoderGiveTheSameAlerts() throws IOException, InitializationException {
        assertSameAlerts(
                new ScoreFlowAutoencoder(), new ScoreFlowAutoencoder(), "label", "severity", "anomaly_percentile");
    }

    @Test
    void bothNamingsOfThePatternsGiveTheSameAlerts() throws IOException, InitializationException {
        final StringBuilder scan = new StringBuilder(
                "src_ip,dst_ip,src_port,dst_port,protocol,bytes_in,bytes_out,packets,duration,first\n");
        for (int port = 1; port <= 400; port++) {
            scan.append("192.0.2.9,198.51.100.7,%d,%d,6,60,40,2,0.01,%d%n"
                    .formatted(40_000 + port, port, 1_772_366_400L + port / 20));
        }
        final List<JsonNode> plain = graded(new DetectFlowPatterns(), FieldNaming.PLAIN, scan.toString());
        final List<JsonNode> ecs = graded(new DetectFlowPatterns(), FieldNaming.ECS, scan.toString());

        assertFalse(plain.isEmpty());
        assertEquals(
                parts(plain, "label", "severity", "pattern_technique", "pattern_tactic", "src_ip", "alert_time"),
                parts(ecs, "label", "severity", "pattern_technique", "pattern_tactic", "src_ip", "alert_time"));
        assertEquals("T1046", ecs.getFirst().path("pattern_technique").asText());
    }

    private void assertSameAlerts(final Processor plainly, final Processor inEcs, final String... fields)
            throws IOException, InitializationException {
        final String sample =
                Files.readAllLines(SAMPLE).stream().limit(1200).collect(Collectors.joining("\n", "", "\n"));
        final List<JsonNode> plain = graded(plainly, FieldNaming.PLAIN, sample);
        final List<JsonNode> ecs = graded(inEcs, FieldNaming.ECS, sample);

        assertTrue(plain.size() > 10, plain.size() + " alerts");
        assertEquals(parts(plain, fields), parts(ecs, fields));
    }

    private static List<JsonNode> graded(final Processor processor, final FieldNaming naming, final String csv)
            throws IOException, InitializationException {
        final TestRunner scoring = TestRunners.newTestRunner(processor);
        final CSVReader reader = new CSVReader();
        scoring.addControllerService("reader", reader);
        scoring.setProperty(reader, "schema-access-strategy", "infer-schema");
        scoring.enableControllerService(reader);
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        scoring.addControllerService("writer", writer);
        scoring.enableControllerService(writer);
        scoring.setProperty(ScoringProperties.RECORD_READER, "reader");
        scoring.setProperty(ScoringProperties.RECORD_WRITER, "writer");
        scoring.setProperty(ScoringProperties.FIELD_NAMING, naming);
        scoring.enqueue(csv);
        scoring.run();
        final AlertRunner grading = new AlertRunner(new GradeFlowAlerts());
        for (final MockFlowFile flowFile : scoring.getFlowFilesForRelationship("suspicious")) {
            grading.runner().enqueue(flowFile);
        }
        grading.runner().run();
        grading.runner().assertTransferCount(GradeFlowAlerts.NORMAL, 0);
        grading.runner().assertTransferCount(AlertReader.FAILURE, 0);
        return grading.records(GradeFlowAlerts.ALERT);
    }

    /** Numbers with the digits that a float keeps: event.risk_score is one. */
    private static List<String> parts(final List<JsonNode> alerts, final String... fields) {
        return alerts.stream()
                .map(alert -> List.of(fields).stream()
                        .map(alert::path)
                        .map(value -> value.isNumber() ? "%.4f".formatted(value.asDouble()) : value.asText())
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private JsonNode only() throws IOException {
        alerts.runner().assertAllFlowFilesTransferred(GradeFlowAlerts.ALERT, 1);
        assertEquals(1, alerts.records(GradeFlowAlerts.ALERT).size());
        return alerts.records(GradeFlowAlerts.ALERT).getFirst();
    }
}
