package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteScoringAnswerTest {
    private static final Map<String, String> SINGLE = Map.of("scoring.request", "single", "scoring.answer", "json");
    private static final Map<String, String> BULK = Map.of("scoring.request", "bulk", "scoring.answer", "json");
    private static final String ONLY_FOREST =
            "{\"packets\":1,\"flow_label\":\"Safe\",\"attack_probability\":0.1,\"attack_reasons\":null,\"forest_model\":\"forest 1\"}";

    private ScoredFlowsRunner flows;

    @BeforeEach
    void newRunner() throws InitializationException {
        flows = ScoredFlowsRunner.answering();
    }

    @Test
    void answersASingleFlowWithBothVerdictsAndTheReasonsOfBothModels() throws IOException {
        final MockFlowFile answer = flows.run("[" + ScoredFlowsRunner.ATTACK + "]", SINGLE, WriteScoringAnswer.SUCCESS);

        answer.assertAttributeEquals("http.response.status", "200");
        answer.assertAttributeEquals("mime.type", "application/json");
        final JsonNode json = flows.json(answer);
        assertEquals("attack", json.path("status").asText());
        assertEquals(1.5, json.path("anomaly_score").asDouble());
        assertTrue(json.path("is_suspicious").asBoolean());
        assertEquals("Attack", json.path("label").asText());
        assertEquals(0.9, json.path("probability").asDouble());
        assertEquals("forest 1", json.at("/reasons/0/model").asText());
        assertEquals(9.0, json.at("/reasons/0/expected").asDouble());
        assertEquals("dst_port", json.at("/reasons/1/feature").asText());
        assertTrue(json.at("/reasons/1/expected").isNull());
    }

    @Test
    void countsWhatItAnswersInBulk() throws IOException {
        final JsonNode json = flows.json(flows.run(
                "[%s,%s,%s]"
                        .formatted(ScoredFlowsRunner.UNSCORED, ScoredFlowsRunner.ATTACK, ScoredFlowsRunner.UNSCORED),
                BULK,
                WriteScoringAnswer.SUCCESS));

        assertEquals(
                List.of("0 unscored", "1 attack", "2 unscored"),
                json.findParents("index").stream()
                        .map(result -> result.path("index").asInt() + " "
                                + result.path("status").asText())
                        .toList());
        assertEquals(3, json.path("count").asInt());
        assertEquals(1, json.path("alerts").asInt());
        assertEquals(2, json.path("unscored").asInt());
    }

    @Test
    void aFlowThatOneModelCouldNotJudgeIsNotSafe() throws IOException {
        final String forestOnly = ONLY_FOREST.substring(0, ONLY_FOREST.length() - 1)
                + ",\"anomaly_score\":null,\"unscored_reason\":\"bytes_in is -5.0, which cannot be\"}";

        assertEquals(
                "incomplete",
                flows.json(flows.run("[" + forestOnly + "]", SINGLE, WriteScoringAnswer.SUCCESS))
                        .path("status")
                        .asText());
        final JsonNode bulk =
                flows.json(flows.run("[" + forestOnly + "," + ONLY_FOREST + "]", BULK, WriteScoringAnswer.SUCCESS));
        assertEquals("incomplete", bulk.at("/results/0/status").asText());
        assertEquals("safe", bulk.at("/results/1/status").asText());
        assertEquals(1, bulk.path("incomplete").asInt());
        assertEquals(0, bulk.path("unscored").asInt());
    }

    @Test
    void readsFindingsBehindAPrefixAndInEcs() throws IOException {
        flows.runner().setProperty(ScoredFlowProperties.ADDED_FIELD_PREFIX, "ml_");

        assertEquals(
                "attack",
                flows.json(flows.run(
                                "[{\"ml_flow_label\":\"Attack\",\"ml_attack_probability\":0.9}]",
                                SINGLE,
                                WriteScoringAnswer.SUCCESS))
                        .path("status")
                        .asText());
        final JsonNode ecs = flows.json(flows.run(
                "[{\"ml_aegisnet\":{\"anomaly\":{\"is_suspicious\":true,\"score\":1.5,\"score_norm\":99.1,\"model\":\"auto 1\",\"reason\":\"odd\"}}}]",
                SINGLE,
                WriteScoringAnswer.SUCCESS));
        assertEquals("suspicious", ecs.path("status").asText());
        assertEquals(99.1, ecs.path("anomaly_percentile").asDouble());
        assertEquals("odd", ecs.at("/reasons/0/text").asText());
    }

    @Test
    void noCellIsAFormula() {
        final String csv = flows.run(
                        "[{\"=x\":\"=1+1\",\"'=x\":\"\uff1d1\",\"n\":-5,\"t\":\"-1.5e-3\",\"l\":[\"=1\"],\"s\":\"a;=1+1\",\"flow_label\":\"Safe\","
                                + "\"unscored_reason\":\"bytes_in is 'a;=1', no number\"}]",
                        Map.of("scoring.request", "bulk", "scoring.answer", "csv"),
                        WriteScoringAnswer.SUCCESS)
                .getContent();

        assertEquals("""
                '=x,''=x,n,t,l,s,status,anomaly_score,anomaly_percentile,is_suspicious,label,probability,reasons,models,unscored_reason
                '=1+1,'\uff1d1,-5,-1.5e-3,[=1],a;'=1+1,incomplete,,,,Safe,,,,"bytes_in is 'a;'=1', no number"
                """, csv);
    }

    @Test
    void aFailureIsCountedAndHasAReason() throws InitializationException {
        for (final Throwable failure : List.of(new OutOfMemoryError("Java heap space"), new IllegalStateException())) {
            final ScoredFlowsRunner failing =
                    ScoredFlowsRunner.answering().service(WriteScoringAnswer.RECORD_READER, new FailingReader(failure));

            final MockFlowFile failed = failing.run("[]", BULK, WriteScoringAnswer.FAILURE);

            assertTrue(
                    failed.getAttribute("record.error.message").startsWith("The answer cannot be written: "),
                    failed.getAttribute("record.error.message"));
            assertFalse(failed.getAttribute("record.error.message").contains("null"));
            assertEquals(1, failing.runner().getCounterValue("FlowFiles Failed"));
        }
    }

    @Test
    void saysNothingOfAnAutoencoderThatWasNotAsked() throws IOException {
        final JsonNode json = flows.json(flows.run("[" + ONLY_FOREST + "]", SINGLE, WriteScoringAnswer.SUCCESS));

        assertEquals("safe", json.path("status").asText());
        assertFalse(json.has("anomaly_score"));
        assertFalse(json.path("models").has("autoencoder"));
    }

    @Test
    void answersASingleFlowThatHasNoScoreWithTheReason() throws IOException {
        final MockFlowFile answer =
                flows.run("[" + ScoredFlowsRunner.UNSCORED + "]", SINGLE, WriteScoringAnswer.SUCCESS);

        answer.assertAttributeEquals("http.response.status", "422");
        answer.assertAttributeEquals("mime.type", "application/problem+json");
        assertEquals(
                "No field supplies packets", flows.json(answer).path("detail").asText());
    }

    @Test
    void writesRowsWithTheirColumnsAndTheVerdictForDownload() {
        final MockFlowFile answer = flows.run(
                "[" + ScoredFlowsRunner.ATTACK + "]",
                Map.of("scoring.request", "bulk", "scoring.answer", "csv"),
                WriteScoringAnswer.SUCCESS);

        answer.assertAttributeEquals("mime.type", "text/csv");
        answer.assertAttributeEquals("http.response.disposition", "attachment; filename=\"scored-flows.csv\"");
        answer.assertContentEquals(
                "src_ip,dst_ip,src_port,dst_port,protocol,bytes_in,bytes_out,packets,duration,status,anomaly_score,anomaly_percentile,is_suspicious,label,"
                        + "probability,reasons,models,unscored_reason\n"
                        + "10.0.0.1,10.0.0.2,5000,22,6,100,50,4,0.5,attack,1.5,99.1,true,Attack,0.9,\"packets 4, typically 9; dst_port 22, unusual\","
                        + "forest 1; auto 1,\n");
    }

    @Test
    void unreadableContentGoesToFailure() {
        flows.run("[{", BULK, WriteScoringAnswer.FAILURE).assertAttributeExists("record.error.message");
    }
}
