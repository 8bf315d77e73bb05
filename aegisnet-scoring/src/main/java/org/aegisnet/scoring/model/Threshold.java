package org.aegisnet.scoring.model;

/**
 * A line of a model's threshold table.
 *
 * @param falsePositiveRate the share of benign flows, held out from training, that score at least {@code score}; above 0, at most 1
 * @param score the score from which on a flow is suspicious
 */
public record Threshold(double falsePositiveRate, double score) {

    public Threshold {
        if (!(falsePositiveRate > 0 && falsePositiveRate <= 1)) {
            throw new IllegalArgumentException(
                    "A false positive rate lies above 0 and at most at 1, not at " + falsePositiveRate);
        }
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("A threshold is a finite number, not " + score);
        }
    }
}
