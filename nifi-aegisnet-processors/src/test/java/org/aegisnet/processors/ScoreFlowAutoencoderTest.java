package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ReasonFormat;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.processors.scoring.ThresholdStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreFlowAutoencoderTest {
    @TempDir
    private Path folder;

    private FlowScoringRunner flows;

    @BeforeEach
    void loadFixture() throws Exception {
        flows = FlowScoringRunner.autoencoder(folder);
    }

    @Test
    void addsScorePercentileVerdictReasonsAndModel() throws Exception {
        flows.csv("a,1000,1500,0\n");

        final JsonNode anomaly = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        final List<String> names = new ArrayList<>();
        anomaly.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of("anomaly_score", "anomaly_percentile", "is_suspicious", "anomaly_reasons", "anomaly_model"),
                names.subList(4, names.size()));
        assertEquals(2.5, anomaly.get("anomaly_score").asDouble(), 1e-6);
        assertEquals(75, anomaly.get("anomaly_percentile").asDouble(), 1e-3);
        assertEquals(true, anomaly.get("is_suspicious").asBoolean());
        assertEquals(
                "bytes_out 1.5 kB, expected about 0 B (60 % of the error); bytes_in 1.0 kB, expected about 0 B (40 % of the error)",
                anomaly.get("anomaly_reasons").asText());
        assertEquals("fixture-autoencoder 1.0.0", anomaly.get("anomaly_model").asText());
    }

    @Test
    void tellsThePercentileToThreeDigits() throws Exception {
        flows.csv("a,1100,0,0\n");

        assertEquals(
                "51.667",
                flows.records(FlowScoringProcessor.NORMAL)
                        .getFirst()
                        .get("anomaly_percentile")
                        .asText());
    }

    @Test
    void limitsTheReasons() throws Exception {
        flows.runner().setProperty(ScoringProperties.REASONS, "1");
        flows.csv("a,1000,1500,0\n");

        final JsonNode anomaly = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        assertEquals(
                "bytes_out 1.5 kB, expected about 0 B (60 % of the error)",
                anomaly.get("anomaly_reasons").asText());
    }

    @Test
    void writesReasonsAsRecords() throws Exception {
        flows.runner().setProperty(ScoringProperties.REASON_FORMAT, ReasonFormat.RECORDS);
        flows.csv("a,1000,1500,0\n");

        final JsonNode reason = flows.records(FlowScoringProcessor.SUSPICIOUS)
                .getFirst()
                .get("anomaly_reasons")
                .get(0);
        assertEquals("bytes_out", reason.get("feature").asText());
        assertEquals(0.6, reason.get("share").asDouble(), 1e-6);
        assertEquals(1500, reason.get("seen").asDouble());
        assertEquals(0, reason.get("expected").asDouble());
    }

    @Test
    void sendsAFlowThatTheModelGivesNoFiniteScoreToUnscored() throws Exception {
        flows.model(ModelFixtures.autoencoderOfOwnFeatures(folder))
                .content("flow_id,x,y,z\na,3.4e38,3.4e38,3.4e38\nb,1000,1500,0\n");

        final JsonNode unscored = flows.records(FlowScoringProcessor.UNSCORED).getFirst();
        assertEquals("a", unscored.get("flow_id").asText());
        assertEquals(
                "Model fixture-autoencoder 1.0.0 gives this flow no finite score",
                unscored.get("unscored_reason").asText());
        assertEquals(
                "b",
                flows.records(FlowScoringProcessor.SUSPICIOUS)
                        .getFirst()
                        .get("flow_id")
                        .asText());
    }

    @Test
    void keepsWithinTheFalsePositiveBudget() throws Exception {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FALSE_POSITIVE_BUDGET);
        flows.runner().setProperty(ScoringProperties.FALSE_POSITIVE_BUDGET, "0.5 %");
        flows.csv("a,3900,0,0\nb,4100,0,0\n");

        assertEquals(
                "b",
                flows.records(FlowScoringProcessor.SUSPICIOUS)
                        .getFirst()
                        .get("flow_id")
                        .asText());
        assertEquals(
                "a",
                flows.records(FlowScoringProcessor.NORMAL)
                        .getFirst()
                        .get("flow_id")
                        .asText());
    }

    @Test
    void refusesABudgetStricterThanTheModelsTable() {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FALSE_POSITIVE_BUDGET);
        flows.runner().setProperty(ScoringProperties.FALSE_POSITIVE_BUDGET, "0.01 %");

        assertFalse(flows.runner().isValid());
    }

    @Test
    void refusesAThresholdOfZero() {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FIXED);
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "0");

        assertFalse(flows.runner().isValid());
    }
}
