package org.aegisnet.processors.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.processors.record.RoutingStrategy;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowScoringProcessorTest {
    @TempDir
    private Path folder;

    private FlowScoringRunner flows;

    @BeforeEach
    void loadFixture() throws Exception {
        flows = FlowScoringRunner.forest(folder);
    }

    @Test
    void sendsARecordThatLacksAValueToUnscoredWithTheReason() throws Exception {
        flows.csv("a,,10,1\nb,Infinity,10,1\nc,1,NaN,1\nd,1,10,-2\ne,1,ten,1\nf,1,10,1\n");

        final Map<String, String> reasons = flows.records(FlowScoringProcessor.UNSCORED).stream()
                .collect(Collectors.toMap(
                        node -> node.get("flow_id").asText(),
                        node -> node.get("unscored_reason").asText()));
        assertEquals(
                Map.of(
                        "a", "bytes_in is empty",
                        "b", "bytes_in is 'Infinity', no finite number",
                        "c", "bytes_out is 'NaN', no finite number",
                        "d", "duration is -2, which cannot be: a flow lasts between 0 s and 48 days",
                        "e", "bytes_out is 'ten', no finite number"),
                reasons);
        assertEquals(
                "f",
                flows.records(FlowScoringProcessor.NORMAL)
                        .getFirst()
                        .get("flow_id")
                        .asText());
        assertCounted(6, 1, 5);
    }

    @Test
    void sendsRecordsWithOtherColumnsToUnscoredAndSaysWhatIsMissing() throws Exception {
        flows.content("name,bytes_in,colour\nx,1,red\ny,2,blue\n");

        final List<JsonNode> unscored = flows.records(FlowScoringProcessor.UNSCORED);
        assertEquals(2, unscored.size());
        assertEquals(
                "No field supplies bytes_out, duration",
                unscored.getFirst().get("unscored_reason").asText());
        assertEquals("red", unscored.getFirst().get("colour").asText());
        flows.runner().assertTransferCount(FlowScoringProcessor.NORMAL, 0);
    }

    @Test
    void keepsTheReasonOfAnEarlierProcessor() throws Exception {
        flows.content("unscored_reason,bytes_in,bytes_out,duration\npackets is empty,1,,1\n,2,,1\n");

        assertEquals(
                List.of("packets is empty; bytes_out is empty", "bytes_out is empty"),
                flows.records(FlowScoringProcessor.UNSCORED).stream()
                        .map(node -> node.get("unscored_reason").asText())
                        .toList());
    }

    @Test
    void sendsMalformedContentToFailureWhole() {
        final String malformed = FlowScoringRunner.HEADER + "a,1,10,1\n\"b,1,10,1\n";
        flows.content(malformed);

        final MockFlowFile failed = flows.only(FlowScoringProcessor.FAILURE);
        failed.assertContentEquals(malformed);
        assertEquals(1, flows.runner().getCounterValue("FlowFiles Failed"));
        assertEquals(
                List.of(failed.getAttribute("record.error.message")),
                flows.runner().getProvenanceEvents().stream()
                        .filter(event -> event.getEventType() == ProvenanceEventType.ROUTE)
                        .map(ProvenanceEventRecord::getDetails)
                        .toList());
        assertTrue(failed.getAttribute("record.error.message").length() > 10);
        flows.runner().assertTransferCount(FlowScoringProcessor.NORMAL, 0);
        flows.runner().assertTransferCount(FlowScoringProcessor.SUSPICIOUS, 0);
        for (final LogMessage message : flows.runner().getLogger().getErrorMessages()) {
            assertEquals(1, message.getMsg().lines().count(), "a sentence does");
            assertTrue(message.getThrowable() != null, "who looks into the log finds the stack trace");
        }
    }

    @Test
    void leavesNoHalfOfAFileThatTurnsOutToBeMalformed() throws Exception {
        flows.reader(new CSVReader(), Map.of("Schema Access Strategy", "csv-header-derived"));
        flows.runner().setProperty(ScoringProperties.BATCH_SIZE, "1");
        final String malformed = FlowScoringRunner.HEADER + "a,1,10,1\nb,1,5000,1\n".repeat(100) + "\"c,1,10,1\n";
        flows.content(malformed);

        flows.only(FlowScoringProcessor.FAILURE).assertContentEquals(malformed);
        flows.runner().assertTransferCount(FlowScoringProcessor.NORMAL, 0);
        flows.runner().assertTransferCount(FlowScoringProcessor.SUSPICIOUS, 0);
    }

    @Test
    void makesNoFlowFileWithoutRecords() {
        flows.content(FlowScoringRunner.HEADER);
        flows.csv("a,1,10,1\n");

        flows.only(FlowScoringProcessor.NORMAL).assertAttributeEquals("record.count", "1");
        flows.runner().assertTransferCount(FlowScoringProcessor.SUSPICIOUS, 0);
        flows.runner().assertTransferCount(FlowScoringProcessor.UNSCORED, 0);
        flows.runner().assertTransferCount(FlowScoringProcessor.FAILURE, 0);
        assertEquals(1, flows.runner().getCounterValue("FlowFiles Without Records"));
    }

    @Test
    void makesFlowFilesWithoutRecordsOnRequest() throws Exception {
        flows.runner().setProperty(ScoringProperties.INCLUDE_ZERO_RECORD_FLOWFILES, "true");
        flows.csv("a,1,10,1\n");

        flows.only(FlowScoringProcessor.NORMAL).assertAttributeEquals("record.count", "1");
        flows.only(FlowScoringProcessor.SUSPICIOUS).assertAttributeEquals("record.count", "0");
        flows.only(FlowScoringProcessor.UNSCORED).assertAttributeEquals("record.count", "0");
        flows.only(FlowScoringProcessor.UNSCORED).assertContentEquals("[]");
        flows.runner().clearTransferState();

        flows.content(FlowScoringRunner.HEADER);
        flows.only(FlowScoringProcessor.NORMAL).assertAttributeEquals("record.count", "0");
        flows.only(FlowScoringProcessor.SUSPICIOUS).assertAttributeEquals("record.count", "0");
        flows.only(FlowScoringProcessor.UNSCORED).assertAttributeEquals("record.count", "0");
    }

    @Test
    void anEmptyFileIsNeitherStuckNorAFlowFileWithoutRecords() {
        flows.content("");

        flows.runner().assertTransferCount(FlowScoringProcessor.NORMAL, 0);
        flows.runner().assertTransferCount(FlowScoringProcessor.FAILURE, 0);
        flows.runner().assertQueueEmpty();
    }

    @Test
    void oneFlowFileComesOutForEachThatGoesInWhenItAnnotatesAll() {
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);
        flows.content(FlowScoringRunner.HEADER);

        flows.only(FlowScoringProcessor.SUCCESS).assertAttributeEquals("record.count", "0");
    }

    @Test
    void keepsTheOrderWhenItOnlyAnnotates() throws Exception {
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        flows.csv("a,1,5000,1\nb,1,10,1\nc,1,5000,1\n");

        assertEquals(
                List.of("a Attack", "b Safe", "c Attack"),
                flows.records(FlowScoringProcessor.SUCCESS).stream()
                        .map(node -> node.get("flow_id").asText() + " "
                                + node.get("flow_label").asText())
                        .toList());
    }

    @Test
    void keepsTheUnscoredInTheirPlaceWhenItAnnotatesAll() throws Exception {
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);
        assertEquals(List.of("failure", "success"), relationshipNames());
        flows.csv("a,1,5000,1\nb,1,,1\nc,1,10,1\n");

        assertEquals(
                List.of("a Attack null", "b null feature", "c Safe null"),
                flows.records(FlowScoringProcessor.SUCCESS).stream()
                        .map(node -> node.get("flow_id").asText() + " "
                                + node.get("flow_label").asText() + " "
                                + (node.get("unscored_reason").isNull() ? "null" : "feature"))
                        .toList());
    }

    @Test
    void aVerdictThatCameInIsNotLeftOnARecordWithoutOne() throws Exception {
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);
        flows.content("flow_id,bytes_in,bytes_out,duration,flow_label\nb,1,,1,Safe\n");

        assertTrue(flows.records(FlowScoringProcessor.SUCCESS)
                .getFirst()
                .get("flow_label")
                .isNull());
    }

    @Test
    void offersSuccessOnlyWhenItOnlyAnnotates() {
        assertEquals(List.of("failure", "normal", "suspicious", "unscored"), relationshipNames());
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        assertEquals(List.of("failure", "success", "unscored"), relationshipNames());
    }

    private List<String> relationshipNames() {
        return flows.runner().getProcessor().getRelationships().stream()
                .map(Relationship::getName)
                .sorted()
                .toList();
    }

    @Test
    void givesTheSameScoresForEveryBatchSize() throws Exception {
        final StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 1001; row++) {
            rows.append(row).append(",1,").append(row * 2).append(",1\n");
        }
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        final List<String> whole = scores(rows.toString());
        flows.runner().setProperty(ScoringProperties.BATCH_SIZE, "7");
        final List<String> pieces = scores(rows.toString());

        assertEquals(1001, whole.size());
        assertEquals(whole, pieces);
    }

    private List<String> scores(final String rows) throws IOException {
        flows.runner().clearTransferState();
        flows.csv(rows);
        final List<String> scores = new ArrayList<>();
        for (final JsonNode node : flows.records(FlowScoringProcessor.SUCCESS)) {
            scores.add(node.get("flow_id").asText() + " " + node.get("attack_probability"));
        }
        return scores;
    }

    @Test
    void takesAFeatureFromARecordPath() throws Exception {
        flows.reader(new JsonTreeReader());
        flows.runner().setProperty("bytes_out", "/counters/sent");
        flows.content("[{\"bytes_in\":1,\"duration\":2,\"counters\":{\"sent\":5000}}]");

        final JsonNode attack = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        assertEquals(5000, attack.get("counters").get("sent").asInt());
    }

    @Test
    void refusesAMappedFeatureThatTheModelDoesNotKnow() {
        flows.runner().setProperty("bytes_sideways", "/x");

        assertInvalidWith("model fixture-forest 1.0.0 has no feature of this name");
    }

    @Test
    void refusesAModelOfTheOtherKind() throws Exception {
        flows.model(ModelFixtures.autoencoder(folder));

        assertInvalidWith("holds an autoencoder, but this processor needs a forest");
    }

    @Test
    void rejectsAFileThatIsNotAModel() throws Exception {
        final Path text = Files.writeString(folder.resolve("notes.onnx"), "these are notes");
        flows.model(text);

        assertInvalidWith("notes.onnx: The file is no ONNX model");
    }

    @Test
    void refusesADamagedModel() throws Exception {
        final Path model = ModelFixtures.forest(folder);
        final byte[] bytes = Files.readAllBytes(model);
        final String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("nodes_modes")] ^= 1;
        Files.write(folder.resolve("damaged.onnx"), bytes);
        flows.model(folder.resolve("damaged.onnx"));

        assertInvalidWith("does not match its checksum");
    }

    @Test
    void seesThatAModelFileHasBeenReplaced() throws Exception {
        final Path model = folder.resolve("forest.onnx");
        flows.runner().assertValid();
        Files.writeString(model, "these are notes");

        assertInvalidWith("no ONNX model");
    }

    private void assertInvalidWith(final String sentence) {
        final AssertionError error =
                assertThrows(AssertionError.class, () -> flows.runner().assertValid());
        assertTrue(error.getMessage().contains(sentence), error.getMessage());
    }

    @Test
    void takesTheThresholdFromTheFlowFile() throws Exception {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FIXED);
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "${limit}");
        flows.runner().enqueue(FlowScoringRunner.HEADER + "a,1,5000,1\n", Map.of("limit", "0.95"));
        flows.runner().enqueue(FlowScoringRunner.HEADER + "b,1,5000,1\n", Map.of("limit", "0.05"));
        flows.runner().enqueue(FlowScoringRunner.HEADER + "c,1,5000,1\n", Map.of("limit", "high"));
        flows.runner().run(3);

        assertEquals(
                "a",
                flows.records(FlowScoringProcessor.NORMAL)
                        .getFirst()
                        .get("flow_id")
                        .asText());
        assertEquals(
                "b",
                flows.records(FlowScoringProcessor.SUSPICIOUS)
                        .getFirst()
                        .get("flow_id")
                        .asText());
        flows.only(FlowScoringProcessor.FAILURE)
                .assertAttributeEquals(
                        "record.error.message",
                        "Threshold is 'high' for this FlowFile, but it is a number, written as 0.5");
    }

    @Test
    void replacesFieldsOfAnEarlierScoring() throws Exception {
        flows.content("flow_id,attack_probability,bytes_in,bytes_out,duration\na,unknown,1,5000,1\n");

        final JsonNode attack = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        assertEquals(0.9, attack.get("attack_probability").asDouble(), 1e-6);
    }

    @Test
    void leavesAFieldOfTheSameNameAloneIfAPrefixIsGiven() throws Exception {
        flows.runner().setProperty(ScoringProperties.ADDED_FIELD_PREFIX, "aegisnet_");
        flows.content("flow_id,attack_probability,bytes_in,bytes_out,duration\na,unknown,1,5000,1\n");

        final JsonNode attack = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        assertEquals("unknown", attack.get("attack_probability").asText());
        assertEquals(0.9, attack.get("aegisnet_attack_probability").asDouble(), 1e-6);
        assertEquals("Attack", attack.get("aegisnet_flow_label").asText());
    }

    /** The fixture autoencoder scores a thousandth of all its features together. */
    @Test
    void aScoreThatJustReachesTheThresholdIsSuspicious() throws Exception {
        final FlowScoringRunner scores = FlowScoringRunner.autoencoder(folder);
        scores.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FIXED);
        scores.runner().setProperty(ScoringProperties.THRESHOLD, "5");
        scores.csv("a,1000,0,0\n");
        final double reached =
                Double.parseDouble(scores.only(FlowScoringProcessor.NORMAL).getAttribute("anomaly.highest.score"));
        scores.runner().clearTransferState();
        scores.runner().setProperty(ScoringProperties.THRESHOLD, Double.toString(reached));
        scores.csv("a,1000,0,0\nb,999,0,0\n");

        assertEquals(
                "a",
                scores.records(FlowScoringProcessor.SUSPICIOUS)
                        .getFirst()
                        .get("flow_id")
                        .asText());
        assertEquals(
                "b",
                scores.records(FlowScoringProcessor.NORMAL)
                        .getFirst()
                        .get("flow_id")
                        .asText());
    }

    @Test
    void givesEveryRecordItsOwnReasons() throws Exception {
        flows.csv("a,1,5000,1\nb,1,10,1\nc,,1,1\nd,1,7000,1\n");

        assertEquals(
                List.of("bytes_out 5.0 kB, typically 20 B (+0.80)", "bytes_out 7.0 kB, typically 20 B (+0.80)"),
                flows.records(FlowScoringProcessor.SUSPICIOUS).stream()
                        .map(flow -> flow.get("attack_reasons").asText())
                        .toList());
    }

    @Test
    void givesEveryChildTheAttributesOfItsParentAndNamesIt() {
        flows.runner().enqueue(FlowScoringRunner.HEADER + "a,1,5000,1\nb,1,10,1\nc,,10,1\n", Map.of("site", "Bonn"));
        flows.runner().run();

        for (final Relationship relationship :
                List.of(FlowScoringProcessor.SUSPICIOUS, FlowScoringProcessor.NORMAL, FlowScoringProcessor.UNSCORED)) {
            final MockFlowFile child = flows.only(relationship);
            child.assertAttributeEquals("site", "Bonn");
            child.assertAttributeEquals("record.count", "1");
            child.assertAttributeEquals("mime.type", "application/json");
            child.assertAttributeEquals("forest.model", "fixture-forest 1.0.0");
        }
    }

    @Test
    void tellsModelThresholdAndCountsInProvenance() {
        flows.csv("a,1,5000,1\nb,1,10,1\nc,,10,1\n");

        final List<ProvenanceEventRecord> routes = flows.runner().getProvenanceEvents().stream()
                .filter(event -> event.getEventType() == ProvenanceEventType.ROUTE)
                .toList();
        assertEquals(3, routes.size());
        assertEquals(
                "Model fixture-forest 1.0.0, threshold 0.5: 3 records, 1 suspicious, 1 unscored",
                routes.getFirst().getDetails());
        assertEquals(1, flows.runner().getCounterValue("Records Suspicious"));
    }

    @Test
    void verifiesTheModelBeforeAnyFlowComes() {
        final List<ConfigVerificationResult> results = verify(Map.of());

        assertEquals(
                List.of(Outcome.SUCCESSFUL, Outcome.SUCCESSFUL, Outcome.SKIPPED),
                results.stream().map(ConfigVerificationResult::getOutcome).toList());
        assertTrue(results.getFirst().getExplanation().contains("gave its 2 self-test flows the scores it should"));
        assertTrue(results.getLast().getExplanation().contains("AegisNet records supply all it needs"));
    }

    @Test
    void verifiesTheMappingOnSampleRecords() {
        final ConfigVerificationResult good = verify(Map.of("sample.records", FlowScoringRunner.HEADER + "a,1,2,3\n"))
                .getLast();
        assertEquals(Outcome.SUCCESSFUL, good.getOutcome());
        assertEquals("1 of 1 sample records can be scored", good.getExplanation());

        final ConfigVerificationResult bad = verify(
                        Map.of("sample.records", FlowScoringRunner.HEADER + "a,1,2,3\nb,1,2,\n"))
                .getLast();
        assertEquals(Outcome.FAILED, bad.getOutcome());
        assertEquals(
                "1 of 2 sample records can be scored; the first that cannot: duration is empty", bad.getExplanation());
    }

    @Test
    void verifiesNothingFurtherWithoutAModel() throws Exception {
        flows.model(Files.writeString(folder.resolve("notes.onnx"), "these are notes"));

        assertEquals(
                List.of(Outcome.FAILED, Outcome.SKIPPED, Outcome.SKIPPED),
                verify(Map.of()).stream()
                        .map(ConfigVerificationResult::getOutcome)
                        .toList());
    }

    private List<ConfigVerificationResult> verify(final Map<String, String> attributes) {
        return ((VerifiableProcessor) flows.runner().getProcessor())
                .verify(flows.runner().getProcessContext(), flows.runner().getLogger(), attributes);
    }

    private void assertCounted(final long read, final long scored, final long unscored) {
        assertEquals(read, flows.runner().getCounterValue("Records Read"));
        assertEquals(scored, flows.runner().getCounterValue("Records Scored"));
        assertEquals(unscored, flows.runner().getCounterValue("Records Unscored"));
    }
}
