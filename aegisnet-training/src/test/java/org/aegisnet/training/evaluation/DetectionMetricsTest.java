package org.aegisnet.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectionMetricsTest {
    private static final double AGREEMENT = 1e-9;

    private static DetectionMetrics fixture() throws IOException {
        try (InputStream stream = DetectionMetricsTest.class.getResourceAsStream("metrics.csv")) {
            final List<String> rows = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
            final double[] scores = new double[rows.size()];
            final boolean[] attack = new boolean[rows.size()];
            for (int i = 0; i < scores.length; i++) {
                final int comma = rows.get(i).indexOf(',');
                scores[i] = Double.parseDouble(rows.get(i).substring(0, comma));
                attack[i] = "1".equals(rows.get(i).substring(comma + 1));
            }
            return new DetectionMetrics(scores, attack);
        }
    }

    private static JsonNode expected() throws IOException {
        try (InputStream stream = DetectionMetricsTest.class.getResourceAsStream("metrics.json")) {
            return new ObjectMapper().readTree(stream);
        }
    }

    @Test
    void agreesWithScikitLearnOnScoresWithManyTies() throws IOException {
        final DetectionMetrics metrics = fixture();
        final JsonNode expected = expected();
        assertEquals(expected.get("roc_auc").asDouble(), metrics.rocAuc(), AGREEMENT);
        assertEquals(expected.get("average_precision").asDouble(), metrics.averagePrecision(), AGREEMENT);
        assertEquals(expected.get("brier_score").asDouble(), metrics.brierScore(), AGREEMENT);
        for (final String rate : List.of("0.001", "0.01", "0.05", "0.2")) {
            assertEquals(
                    expected.get("recall_at").get(rate).asDouble(),
                    metrics.recallAtFalsePositiveRate(Double.parseDouble(rate)),
                    AGREEMENT);
        }
        assertEquals(expected.get("recall_from_0.5").asDouble(), metrics.recall(0.5), AGREEMENT);
        assertEquals(
                expected.get("false_positive_rate_from_0.5").asDouble(), metrics.falsePositiveRate(0.5), AGREEMENT);
    }

    @Test
    void itsReliabilityCurveIsScikitLearns() throws IOException {
        final List<DetectionMetrics.ReliabilityBin> bins = fixture().reliability(10);
        final JsonNode expected = expected().get("reliability");
        assertEquals(expected.get("mean_score").size(), bins.size());
        for (int bin = 0; bin < bins.size(); bin++) {
            assertEquals(
                    expected.get("mean_score").get(bin).asDouble(),
                    bins.get(bin).meanScore(),
                    AGREEMENT);
            assertEquals(
                    expected.get("attack_share").get(bin).asDouble(),
                    bins.get(bin).attackShare(),
                    AGREEMENT);
        }
        assertEquals(
                400,
                bins.stream().mapToLong(DetectionMetrics.ReliabilityBin::flows).sum());
    }

    @Test
    void reportsThatItCannotJudgeIfOneKindOfFlowIsMissing() {
        final DetectionMetrics benignOnly = new DetectionMetrics(new double[] {0.1, 0.9}, new boolean[2]);
        assertTrue(Double.isNaN(benignOnly.rocAuc()));
        assertTrue(Double.isNaN(benignOnly.averagePrecision()));
        assertTrue(Double.isNaN(benignOnly.recall(0.5)));
        assertEquals(0.5, benignOnly.falsePositiveRate(0.5));
    }

    @Test
    void turningScoresRoundTurnsTheAreaRound() {
        final Random random = new Random(1);
        for (int attempt = 0; attempt < 200; attempt++) {
            final double[] scores = random.ints(2 + random.nextInt(59), 0, 10)
                    .mapToDouble(score -> score)
                    .toArray();
            final double[] turned = Arrays.stream(scores).map(score -> -score).toArray();
            final boolean[] attack = new boolean[scores.length];
            for (int i = 0; i < attack.length; i++) {
                attack[i] = i % 2 == 0;
            }
            assertEquals(
                    1 - new DetectionMetrics(scores, attack).rocAuc(),
                    new DetectionMetrics(turned, attack).rocAuc(),
                    AGREEMENT,
                    Arrays.toString(scores));
        }
    }
}
