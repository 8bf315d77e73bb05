package org.aegisnet.scoring.model;

import java.util.Arrays;

/**
 * The distribution of a model's scores over benign flows held out from training. Turns a score into "higher than 99.93 % of benign
 * traffic". Immutable.
 */
public final class BenignQuantiles {
    private final double[] probabilities;
    private final double[] scores;

    /**
     * @param probabilities strictly ascending, within 0 to 1
     * @param scores the score below which that share of benign flows lies; ascending, as long as {@code probabilities}
     */
    public BenignQuantiles(final double[] probabilities, final double[] scores) {
        if (probabilities.length != scores.length || probabilities.length < 2) {
            throw new IllegalArgumentException(
                    "Benign quantiles need as many scores as probabilities, and two or more, not %d and %d"
                            .formatted(scores.length, probabilities.length));
        }
        for (int i = 0; i < probabilities.length; i++) {
            final boolean ascending = i == 0 || (probabilities[i] > probabilities[i - 1] && scores[i] >= scores[i - 1]);
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1) || !Double.isFinite(scores[i]) || !ascending) {
                throw new IllegalArgumentException(
                        "Benign quantiles must ascend within 0 to 1; entry %d does not".formatted(i));
            }
        }
        this.probabilities = probabilities.clone();
        this.scores = scores.clone();
    }

    /**
     * The percentage of benign flows that score lower, by linear interpolation between the quantiles.
     *
     * @return 0 to 100
     */
    public double percentile(final double score) {
        final int last = scores.length - 1;
        if (score >= scores[last]) {
            return 100 * probabilities[last];
        }
        if (score < scores[0]) {
            return 100 * probabilities[0];
        }
        final int found = Arrays.binarySearch(scores, score);
        int upper = found >= 0 ? found : -found - 1;
        while (upper < last && scores[upper] <= score) {
            upper++;
        }
        final int lower = upper - 1;
        final double width = scores[upper] - scores[lower];
        final double share = width == 0 ? 0 : (score - scores[lower]) / width;
        return 100 * (probabilities[lower] + share * (probabilities[upper] - probabilities[lower]));
    }

    /** A copy. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /** A copy. */
    public double[] scores() {
        return scores.clone();
    }
}
