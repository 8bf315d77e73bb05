package org.aegisnet.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.aegisnet.scoring.model.Threshold;
import org.junit.jupiter.api.Test;

class BenignScoresTest {
    private final BenignScores thousand = new BenignScores(
            IntStream.range(0, 1000).mapToDouble(score -> score).toArray());

    @Test
    void aThresholdLetsItsShareOfBenignFlowsThrough() {
        assertEquals(new Threshold(0.05, 949.5), thousand.threshold(0.05));
        assertEquals(new Threshold(0.001, 998.5), thousand.threshold(0.001));
        assertTrue(thousand.threshold(0.0001).score() > 999);
    }

    /** Few different values, so that many scores are equal. */
    @Test
    void noMoreThanTheShareReachesAThresholdAndALowerOneWouldLetMoreThrough() {
        final Random random = new Random(1);
        for (int attempt = 0; attempt < 300; attempt++) {
            final double[] scores = random.ints(1 + random.nextInt(80), 0, 13)
                    .mapToDouble(score -> score)
                    .toArray();
            final double rate = random.nextDouble(0.01, 0.9);
            final double threshold = new BenignScores(scores).threshold(rate).score();
            final String attempted = "%s of %s".formatted(rate, Arrays.toString(scores));
            assertTrue(reaching(scores, threshold) <= rate * scores.length + 1e-6, attempted);
            final double nextLower = Arrays.stream(scores)
                    .filter(score -> score < threshold)
                    .max()
                    .orElseThrow();
            assertTrue(reaching(scores, nextLower) > rate * scores.length - 1e-6, attempted);
        }
    }

    private static long reaching(final double[] scores, final double threshold) {
        return Arrays.stream(scores).filter(score -> score >= threshold).count();
    }

    @Test
    void quantilesTellHowManyBenignFlowsScoreLower() {
        assertEquals(50, thousand.quantiles().percentile(499.5), 0.2);
        assertEquals(99.9, thousand.quantiles().percentile(998), 0.05);
        assertEquals(100, thousand.quantiles().percentile(5000));
    }

    @Test
    void reportsMissingHeldOutFlows() {
        assertThrows(IllegalArgumentException.class, () -> new BenignScores(new double[0]));
    }
}
