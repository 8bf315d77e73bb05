package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenignQuantilesTest {
    private final BenignQuantiles quantiles =
            new BenignQuantiles(new double[] {0, 0.5, 0.9, 0.999}, new double[] {1, 2, 2, 4});

    @ParameterizedTest(name = "a score of {0} is above {1} % of benign flows")
    @CsvSource({"-5, 0", "1, 0", "1.5, 25", "1.999, 49.95", "2, 90", "3, 94.95", "4, 99.9", "1e9, 99.9"})
    void interpolatesBetweenQuantiles(final double score, final double percentile) {
        assertEquals(percentile, quantiles.percentile(score), 1e-9);
    }

    @Test
    void neverFallsIfTheScoreRises() {
        double before = 0;
        for (double score = 0; score < 5; score += 0.001) {
            final double percentile = quantiles.percentile(score);
            assertEquals(true, percentile >= before, "at " + score);
            before = percentile;
        }
    }

    @Test
    void rejectsInvalidTables() {
        final double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> new BenignQuantiles(one, one));
        final double[] two = {0, 1};
        assertThrows(IllegalArgumentException.class, () -> new BenignQuantiles(two, one));
        for (final double[] probabilities :
                new double[][] {{0.5, 0.5}, {0.5, 0.4}, {-0.1, 0.5}, {0.5, 1.1}, {Double.NaN, 1}}) {
            assertThrows(IllegalArgumentException.class, () -> new BenignQuantiles(probabilities, two));
        }
        for (final double[] scores : new double[][] {{2, 1}, {0, Double.NaN}, {0, Double.POSITIVE_INFINITY}}) {
            assertThrows(IllegalArgumentException.class, () -> new BenignQuantiles(two, scores));
        }
    }
}
