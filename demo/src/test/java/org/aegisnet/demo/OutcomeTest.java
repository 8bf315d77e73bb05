package org.aegisnet.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
    private static final String FOUND_BY_BOTH =
            "{\"Label\":\"SSH\",\"is_suspicious\":true,\"anomaly_score\":2.5,\"anomaly_percentile\":99.5,\"anomaly_reasons\":\"odd port\","
                    + "\"flow_label\":\"Attack\",\"attack_probability\":0.9,\"attack_reasons\":\"many packets\"}";
    private static final String FALSE_ALARM =
            "{\"Label\":\"BENIGN\",\"is_suspicious\":true,\"anomaly_score\":2.1,\"flow_label\":\"Safe\",\"attack_probability\":0.1}";
    private static final String MISSED =
            "{\"Label\":\"FTP\",\"is_suspicious\":false,\"anomaly_score\":0.5,\"flow_label\":\"Safe\",\"attack_probability\":0.2}";
    private static final String UNSCORED = "{\"Label\":\"Benign\",\"unscored_reason\":\"packets is empty\"}";

    @TempDir
    private Path root;

    private FlowFolders folders;

    @BeforeEach
    void folders() throws IOException {
        folders = FlowFolders.createEmpty(root);
        Files.createDirectory(folders.alerts());
        Files.createDirectory(folders.clean());
        Files.createDirectory(folders.unscored());
        Files.write(folders.alerts().resolve("a.jsonl"), List.of(FOUND_BY_BOTH));
        Files.write(folders.alerts().resolve("b.jsonl"), List.of(FALSE_ALARM));
        Files.write(folders.clean().resolve("c.jsonl"), List.of(MISSED));
        Files.write(folders.unscored().resolve("d.jsonl"), List.of(UNSCORED));
    }

    @Test
    void holdsEveryRecordOfEveryFile() {
        final Outcome outcome = Outcome.in(folders);

        assertEquals(4, outcome.records());
        assertEquals(2, outcome.alerts().size());
        assertEquals("packets is empty", outcome.unscored().getFirst().text("unscored_reason"));
        assertEquals(List.of(), outcome.failedFiles());
    }

    @Test
    void comparesVerdictsWithLabels() {
        final Outcome outcome = Outcome.in(folders);

        assertEquals(new Evaluation(2, 1, 2, 0), Evaluation.of(outcome, FlowRecord::isAttack));
        assertEquals(new Evaluation(2, 1, 2, 1), Evaluation.of(outcome, FlowRecord::isSuspicious));
        assertEquals(
                "recall 50.0 % (1 of 2 attacks), false positives 50.00 % (1 of 2 benign flows)",
                Evaluation.of(outcome, FlowRecord::isSuspicious).inWords());
    }

    @Test
    void tellsTheFalseAlarmsOfEachNetworkOfTheCaptureApart() throws IOException {
        Files.writeString(folders.clean().resolve("netflow.jsonl"), """
                {"src_ip":"192.0.2.10","dst_ip":"198.51.100.1","is_suspicious":false}
                {"src_ip":"198.51.100.1","dst_ip":"192.0.2.69","is_suspicious":true}
                {"src_ip":"192.0.2.70","dst_ip":"198.51.100.1","is_suspicious":true}
                {"src_ip":"192.0.2.130","dst_ip":"198.51.100.1","is_suspicious":true}
                """);

        final Map<String, Evaluation> networks =
                Evaluation.ofNetFlowByNetwork(Outcome.in(folders), FlowRecord::isSuspicious);

        assertEquals(new Evaluation(0, 0, 2, 1), networks.get("the office"));
        assertEquals(new Evaluation(0, 0, 1, 1), networks.get("a network that no model has learnt from"));
    }

    @Test
    void isToldInCountsThatAddUpExamplesAndReasons() {
        final ByteArrayOutputStream told = new ByteArrayOutputStream();

        new Report(new PrintStream(told, true, StandardCharsets.UTF_8), new Label())
                .print(
                        List.of("Flows read         4"),
                        Outcome.in(folders),
                        folders,
                        URI.create("http://127.0.0.1:8080/nifi/"));

        final String text = told.toString(StandardCharsets.UTF_8);
        assertTrue(
                text.contains("Records out        4 = 2 alerts + 1 clean + 1 unscored by both; 0 files failed"), text);
        assertTrue(text.contains("Found by both: label Attack, attack probability 0.900, anomaly score 2.500"), text);
        assertTrue(text.contains("why, says the forest: many packets"), text);
        assertTrue(text.contains("why, says the autoencoder: odd port"), text);
        assertTrue(text.contains(folders.alerts().resolve("a.jsonl").toString()), text);
    }
}
