package org.aegisnet.processors.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateSyntheticFlowsTest {
    private static final int FLOWS = 400;

    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicLong nanoTime = new AtomicLong();
    private TestRunner runner;

    @BeforeEach
    void newRunner() throws InitializationException {
        runner = withWriter(new GenerateSyntheticFlows(nanoTime::get));
    }

    @Test
    void everyFlowIsMarkedAndHasAddressesOfTheDocumentation() throws IOException {
        runner.setProperty(GenerateSyntheticFlows.ATTACK_SHARE, "0.5");
        final List<JsonNode> flows = made(10);

        assertTrue(flows.size() > 100);
        for (final JsonNode flow : flows) {
            assertTrue(flow.path("synthetic").asBoolean(), flow.toString());
            assertTrue(!flow.path("synthetic_kind").asText().isEmpty(), flow.toString());
            for (final String address : List.of("Source IP", "Destination IP")) {
                assertTrue(
                        flow.path(address).asText().matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+"),
                        flow.toString());
            }
            assertEquals(21, flow.size());
        }
    }

    @Test
    void theRateIsTheUsersHoweverOftenTheProcessorRuns() throws IOException {
        runner.setProperty(GenerateSyntheticFlows.FLOWS_PER_SECOND, "2.5");
        runner.run(1, false);
        for (int run = 0; run < 300; run++) {
            nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(run % 3 == 0 ? 50 : 100));
            runner.run(1, false, false);
        }

        // One at the start, and 2.5 a second for 25 seconds.
        assertEquals(1 + 62, flows().size());
    }

    @ParameterizedTest
    @CsvSource({
        "Flows per Second, 100001",
        "Flows per Second, -1",
        "Attack Share, 1.1",
        "Attack Share, some",
    })
    void impossibleValuesAreInvalidAndNotCutOff(final String property, final String value) {
        runner.assertValid();
        runner.setProperty(property, value);

        final AssertionError error = assertThrows(AssertionError.class, runner::assertValid);
        assertTrue(error.getMessage().contains("'%s'".formatted(property)), error.getMessage());
    }

    @Test
    void theShareOfAttacksIsTheUsers() throws IOException {
        runner.setProperty(GenerateSyntheticFlows.SEED, "7");
        runner.setProperty(GenerateSyntheticFlows.ATTACK_SHARE, "0.25");
        runner.setProperty(GenerateSyntheticFlows.FLOWS_PER_SECOND, "1000");
        final List<String> attacks =
                SyntheticKind.attacks(true).stream().map(SyntheticKind::words).toList();

        final double share = made(4).stream()
                        .filter(flow ->
                                attacks.contains(flow.path("synthetic_kind").asText()))
                        .count()
                / 4001.0;

        assertEquals(0.25, share, 0.03);
    }

    @Test
    void theSameSeedGivesTheSameFlows() throws IOException {
        runner.setProperty(GenerateSyntheticFlows.SEED, "7");
        final List<Integer> first = ports(made(2));
        runner.clearTransferState();

        assertEquals(first, ports(made(2)));
    }

    /** The figures of CICFlowMeter, worked out by hand. */
    @Test
    void featuresFollowFromThePackets() {
        final Map<String, Object> values = new LinkedHashMap<>();
        new PacketTrain()
                .forward(10)
                .after(100)
                .backward(0)
                .after(50)
                .forward(20)
                .after(350)
                .forward(0)
                .after(500)
                .backward(70)
                .describe(values);

        assertEquals(1000L, values.get("Flow Duration"));
        assertEquals(3, values.get("Total Fwd Packets"));
        assertEquals(2, values.get("Total Backward Packets"));
        assertEquals(30L, values.get("Total Length of Fwd Packets"));
        assertEquals(70L, values.get("Total Length of Bwd Packets"));
        assertEquals(20.0, values.get("Fwd Packet Length Max"));
        assertEquals(10.0, values.get("Fwd Packet Length Mean"));
        assertEquals(Math.sqrt(20_000), (double) values.get("Fwd IAT Std"), 1e-9);
        assertEquals(150.0, values.get("Fwd IAT Min"));
        assertEquals(900.0, values.get("Bwd IAT Max"));
        assertEquals(850.0, values.get("Packet Length Variance"));
    }

    /** Of 400 flows of each kind, at a budget of 1 %: safe ones hardly, attacks mostly, as the documentation has it with the exceptions. */
    @ParameterizedTest
    @CsvSource({
        "NAME_LOOKUP, 0, 0, 0, 0",
        "TIME_QUESTION, 0, 0, 0, 0",
        "WEB_PAGE, 0, 0.02, 0.05, 0.2",
        "PORT_SCAN, 0.9, 1, 1, 1",
        "FTP_BRUTE_FORCE, 1, 1, 1, 1",
        "HTTP_FLOOD, 0.7, 0.9, 1, 1",
        "SLOW_REQUEST, 0, 0.02, 1, 1"
    })
    void bothModelsSayOfTheKindsWhatTheDocumentationSays(
            final SyntheticKind kind,
            final double anomalousFrom,
            final double anomalousTo,
            final double attackFrom,
            final double attackTo)
            throws IOException, InitializationException {
        final SyntheticFlows source = new SyntheticFlows(new SplittableRandom(1), 0);
        final List<String> lines = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            lines.add(mapper.writeValueAsString(
                    source.flow(kind, Instant.parse("2026-03-01T12:00:00Z")).toMap()));
        }
        final String flows = String.join("\n", lines);

        final double anomalous = share(flows, new ScoreFlowAutoencoder(), "is_suspicious", "true");
        final double attack = share(flows, new ClassifyFlowForest(), "flow_label", "Attack");

        assertTrue(anomalousFrom <= anomalous && anomalous <= anomalousTo, "anomalous: " + anomalous);
        assertTrue(attackFrom <= attack && attack <= attackTo, "attacks: " + attack);
    }

    private double share(final String flows, final Processor processor, final String field, final String value)
            throws IOException, InitializationException {
        final TestRunner scoring = withWriter(processor);
        final JsonTreeReader reader = new JsonTreeReader();
        scoring.addControllerService("reader", reader);
        scoring.enableControllerService(reader);
        scoring.setProperty(ScoringProperties.RECORD_READER, "reader");
        scoring.setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        scoring.setProperty("Threshold Strategy", "False Positive Budget");
        scoring.enqueue(flows);
        scoring.run();
        final List<JsonNode> scored = all(scoring.getFlowFilesForRelationship("success"));
        assertEquals(FLOWS, scored.size());
        return scored.stream()
                        .filter(flow -> flow.path(field).asText().equals(value))
                        .count()
                / (double) FLOWS;
    }

    private static TestRunner withWriter(final Processor processor) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(processor);
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        runner.setProperty(ScoringProperties.RECORD_WRITER, "writer");
        return runner;
    }

    private List<JsonNode> made(final int seconds) throws IOException {
        runner.run(1, false);
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        runner.run(1, true, false);
        return flows();
    }

    private List<JsonNode> flows() throws IOException {
        return all(runner.getFlowFilesForRelationship(GenerateSyntheticFlows.SUCCESS));
    }

    private List<JsonNode> all(final List<MockFlowFile> flowFiles) throws IOException {
        final List<JsonNode> flows = new ArrayList<>();
        for (final MockFlowFile flowFile : flowFiles) {
            flows.addAll(
                    StreamSupport.stream(mapper.readTree(flowFile.getContent()).spliterator(), false)
                            .collect(Collectors.toList()));
        }
        return flows;
    }

    private static List<Integer> ports(final List<JsonNode> flows) {
        return flows.stream().map(flow -> flow.path("Source Port").asInt()).toList();
    }
}
