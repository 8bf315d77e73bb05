package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtractFlowVerdictsTest {
    private static final Map<String, String> CLIENT = Map.of("http.remote.addr", "127.0.0.9");

    private ScoredFlowsRunner flows;

    @BeforeEach
    void newRunner() throws InitializationException {
        flows = ScoredFlowsRunner.extracting();
    }

    @Test
    void makesARowThatTellsWhoWasFlaggedByWhomAndWhy() throws IOException {
        final JsonNode row = flows.json(
                        flows.run("[" + ScoredFlowsRunner.ATTACK + "]", CLIENT, ExtractFlowVerdicts.SUCCESS))
                .path(0);

        assertEquals("attack", row.path("status").asText());
        assertEquals("10.0.0.1", row.path("src_ip").asText());
        assertEquals(22, row.path("dst_port").asInt());
        assertEquals(150, row.path("bytes").asInt());
        assertEquals(1, row.path("is_suspicious").asInt());
        assertEquals("forest 1", row.path("forest_model").asText());
        assertTrue(row.path("reasons").asText().contains("packets 4, typically 9"));
        assertEquals("127.0.0.9", row.path("origin").asText());
        assertEquals(22, row.size());
    }

    @Test
    void understandsOtherVocabularies() throws IOException {
        final JsonNode row = flows.json(flows.run(
                        "[{\"id.orig_h\":\"10.1.1.1\",\"id.resp_p\":53,\"proto\":\"udp\",\"orig_ip_bytes\":60,\"resp_ip_bytes\":90,\"orig_pkts\":1,\"resp_pkts\":1,\"duration\":0.2}]",
                        CLIENT,
                        ExtractFlowVerdicts.SUCCESS))
                .path(0);

        assertEquals("10.1.1.1", row.path("src_ip").asText());
        assertEquals(17, row.path("protocol").asInt());
        assertEquals(150, row.path("bytes").asInt());
        assertEquals(2, row.path("packets").asInt());
    }

    @Test
    void namesTheThreatOfTheFieldThatTheUserNames() throws IOException {
        flows.runner().setProperty(ExtractFlowVerdicts.THREAT_FIELD, "pattern");

        assertEquals(
                "port scan",
                flows.json(flows.run("[{\"pattern\":\"port scan\"}]", CLIENT, ExtractFlowVerdicts.SUCCESS))
                        .at("/0/threat")
                        .asText());
    }

    @Test
    void readsFindingsBehindAPrefixAndInEcs() throws IOException {
        final String ecs =
                "[{\"src_ip\":\"192.0.2.1\",\"event\":{\"kind\":\"alert\"},\"aegisnet\":{\"attack\":{\"is_suspicious\":true,\"score\":0.98,\"model\":\"forest 1\"}}}]";
        final JsonNode row =
                flows.json(flows.run(ecs, CLIENT, ExtractFlowVerdicts.SUCCESS)).path(0);
        assertEquals("attack", row.path("status").asText());
        assertEquals("Attack", row.path("label").asText());
        assertEquals(0.98, row.path("probability").asDouble());
        assertEquals("forest 1", row.path("forest_model").asText());

        flows.runner().setProperty(ScoredFlowProperties.ADDED_FIELD_PREFIX, "ml_");
        final JsonNode prefixed = flows.json(flows.run(
                "[%s,{\"ml_aegisnet\":{\"anomaly\":{\"is_suspicious\":true,\"score\":2}}},{\"flow_label\":\"Attack\"}]"
                        .formatted(ScoredFlowsRunner.ATTACK
                                .replace("flow_label", "ml_flow_label")
                                .replace("forest_model", "ml_forest_model")),
                CLIENT,
                ExtractFlowVerdicts.SUCCESS));
        assertEquals("attack", prefixed.at("/0/status").asText());
        assertEquals("suspicious", prefixed.at("/1/status").asText());
        assertEquals("unscored", prefixed.at("/2/status").asText());
    }

    @Test
    void readsNumbersThatCsvMadeTexts() throws IOException {
        final JsonNode row = flows.json(flows.run(
                        "[{\"flow_label\":\"Safe\",\"attack_probability\":\"0.25\",\"is_suspicious\":\"true\",\"unscored_reason\":\"\"}]",
                        CLIENT,
                        ExtractFlowVerdicts.SUCCESS))
                .path(0);

        assertEquals("suspicious", row.path("status").asText());
        assertEquals(0.25, row.path("probability").asDouble());
    }

    @Test
    void thePatternIsTheThreatAndAFlowOfAPatternIsSuspicious() throws IOException {
        final JsonNode rows = flows.json(flows.run(
                "[{\"pattern_label\":\"Port Scan\",\"pattern_reasons\":\"61 ports\"},{\"pattern_label\":\"None\"},"
                        + "{\"aegisnet\":{\"pattern\":{\"is_suspicious\":true,\"model\":\"Host Sweep 1\"}}}]",
                CLIENT,
                ExtractFlowVerdicts.SUCCESS));

        assertEquals("Port Scan", rows.at("/0/threat").asText());
        assertEquals("suspicious", rows.at("/0/status").asText());
        assertTrue(rows.at("/0/reasons").asText().contains("61 ports"));
        assertEquals("safe", rows.at("/1/status").asText());
        assertTrue(rows.at("/1/threat").isNull());
        assertEquals("Host Sweep", rows.at("/2/threat").asText());
    }

    @Test
    void aFlowThatOneModelCouldNotJudgeIsNotSafe() throws IOException {
        final JsonNode rows = flows.json(flows.run(
                "[{\"flow_label\":\"Safe\",\"unscored_reason\":\"bytes_in is -5.0, which cannot be\"},{\"flow_label\":\"Safe\",\"unscored_reason\":null}]",
                CLIENT,
                ExtractFlowVerdicts.SUCCESS));

        assertEquals("incomplete", rows.at("/0/status").asText());
        assertEquals("safe", rows.at("/1/status").asText());
    }

    @Test
    void aWriterThatDoesNotTakeARowSaysSo() throws InitializationException {
        flows.service(ExtractFlowVerdicts.RECORD_WRITER, new FailingWriter(false));
        flows.runner().enqueue("[{\"a\":1}]", CLIENT);
        flows.runner().run();

        flows.runner().assertAllFlowFilesTransferred(ExtractFlowVerdicts.FAILURE, 1);
        final String reason = flows.runner()
                .getFlowFilesForRelationship(ExtractFlowVerdicts.FAILURE)
                .getFirst()
                .getAttribute("record.error.message");
        assertTrue(reason.startsWith("The Record Writer does not take a row of it: no such column"), reason);
        assertEquals(1, flows.runner().getCounterValue("FlowFiles Failed"));
    }

    @Test
    void anErrorOfTheWriterFailsOneFlowFileAndKeepsTheOthers() throws InitializationException {
        flows.service(ExtractFlowVerdicts.RECORD_WRITER, new FailingWriter(true));
        flows.runner().enqueue("[{\"a\":1}]", CLIENT);
        flows.runner().enqueue("[{\"a\":1},{\"a\":2}]", CLIENT);
        flows.runner().run();

        flows.runner().assertTransferCount(ExtractFlowVerdicts.FAILURE, 1);
        assertEquals(1, flows.runner().getQueueSize().getObjectCount());
        final MockFlowFile failed = flows.runner()
                .getFlowFilesForRelationship(ExtractFlowVerdicts.FAILURE)
                .getFirst();
        failed.assertContentEquals("[{\"a\":1},{\"a\":2}]");
        assertTrue(failed.getAttribute("record.error.message").startsWith("Its rows cannot be written: "));
    }

    @Test
    void anErrorIsNotTriedForEver() throws InitializationException {
        for (final Throwable failure : List.of(new OutOfMemoryError("Java heap space"), new IllegalStateException())) {
            final ScoredFlowsRunner failing = ScoredFlowsRunner.extracting()
                    .service(ExtractFlowVerdicts.RECORD_READER, new FailingReader(failure));
            final String reason =
                    failing.run("[]", CLIENT, ExtractFlowVerdicts.FAILURE).getAttribute("record.error.message");

            assertTrue(reason.startsWith("It cannot be read as scored flows: "), reason);
            assertFalse(reason.contains("null"), reason);
        }
    }

    @Test
    void cutsWhatNoColumnHoldsAndLeavesOutWhatNoDatabaseTakes() throws IOException {
        final String reasons = ("{\"feature\":\"f\",\"share\":0.1,\"seen\":1.0,\"expected\":1.0,\"text\":\""
                        + "y".repeat(1500) + "\"},")
                .repeat(9);
        final JsonNode row = flows.json(flows.run(
                        "[{\"src_ip\":\"%s\",\"dst_ip\":\"a\\u0000b\\ud800\",\"forest_model\":\"m\",\"attack_reasons\":[%s]}]"
                                .formatted("x".repeat(999), reasons.substring(0, reasons.length() - 1)),
                        CLIENT,
                        ExtractFlowVerdicts.SUCCESS))
                .path(0);

        assertEquals("x".repeat(200), row.path("src_ip").asText());
        assertEquals("ab", row.path("dst_ip").asText());
        assertEquals(
                2, new ObjectMapper().readTree(row.path("reasons").asText()).size());
    }

    @Test
    void takesWhatWaitsTogether() throws IOException {
        flows.runner().enqueue("[{\"a\":1}]", CLIENT);
        flows.runner().enqueue("[]", CLIENT);
        flows.runner().enqueue("[{\"a\":1},{\"a\":2}]", CLIENT);
        flows.runner().run();

        flows.runner().assertAllFlowFilesTransferred(ExtractFlowVerdicts.SUCCESS, 1);
        final MockFlowFile rows = flows.runner()
                .getFlowFilesForRelationship(ExtractFlowVerdicts.SUCCESS)
                .getFirst();
        rows.assertAttributeEquals("record.count", "3");
        final List<Long> ids =
                flows.json(rows).findValues("id").stream().map(JsonNode::asLong).toList();
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }

    @Test
    void oneThatCannotBeReadKeepsNoOtherBack() {
        flows.runner().enqueue("[{\"a\":1}]", CLIENT);
        flows.runner().enqueue("[{", CLIENT);
        flows.runner().enqueue("[{\"a\":2}]", CLIENT);
        flows.runner().run(2);

        flows.runner().assertTransferCount(ExtractFlowVerdicts.FAILURE, 1);
        flows.runner().assertTransferCount(ExtractFlowVerdicts.SUCCESS, 1);
        flows.runner()
                .getFlowFilesForRelationship(ExtractFlowVerdicts.SUCCESS)
                .getFirst()
                .assertAttributeEquals("record.count", "2");
    }

    @Test
    void theRowsOfTwoImportsHaveDifferentNumbers() throws Exception {
        final String many = "[" + "{\"a\":1},".repeat(5000) + "{\"a\":1}]";
        final CountDownLatch both = new CountDownLatch(2);
        final List<Long> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            final List<Future<List<Long>>> parts = new ArrayList<>();
            for (int part = 0; part < 2; part++) {
                parts.add(threads.submit(() -> {
                    final ScoredFlowsRunner flows = ScoredFlowsRunner.extracting();
                    flows.runner().enqueue(many, CLIENT);
                    both.countDown();
                    both.await();
                    flows.runner().run();
                    return flows
                            .json(flows.runner()
                                    .getFlowFilesForRelationship(ExtractFlowVerdicts.SUCCESS)
                                    .getFirst())
                            .findValues("id")
                            .stream()
                            .map(JsonNode::asLong)
                            .toList();
                }));
            }
            for (final Future<List<Long>> part : parts) {
                ids.addAll(part.get());
            }
        }

        assertEquals(2 * 5001, ids.size());
        assertEquals(ids.size(), ids.stream().distinct().count());
    }

    @Test
    void rowNumbersGrowEvenIfTheClockStandsStill() {
        final MonotonicIds numbers = new MonotonicIds(Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC));

        assertEquals(List.of(5000L, 5001L), List.of(numbers.next(), numbers.next()));
    }
}
