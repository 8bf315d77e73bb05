package org.aegisnet.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

    @Property(tries = 300)
    void noMoreThanTheShareReachesAThresholdAndALowerOneWouldLetMoreThrough(
            @ForAll @Size(min = 1, max = 80) final List<@IntRange(max = 12) Integer> values,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) final double rate) {
        final double[] scores =
                values.stream().mapToDouble(Integer::doubleValue).toArray();
        final double threshold = new BenignScores(scores).threshold(rate).score();
        assertTrue(reaching(scores, threshold) <= rate * scores.length + 1e-6);
        final double nextLower =
                Arrays.stream(scores).filter(score -> score < threshold).max().orElseThrow();
        assertTrue(reaching(scores, nextLower) > rate * scores.length - 1e-6);
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
    void saysSoWhereNothingWasHeldOut() {
        assertThrows(IllegalArgumentException.class, () -> new BenignScores(new double[0]));
    }
}
