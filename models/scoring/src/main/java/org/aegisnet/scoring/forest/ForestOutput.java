package org.aegisnet.scoring.forest;

/**
 * How the sum of a forest's leaves becomes the probability of an attack.
 *
 * @param base added to every sum
 * @param logistic whether the sum is in log-odds
 */
record ForestOutput(double base, boolean logistic) {
    double probability(final double sum) {
        final double margin = base + sum;
        return logistic ? 1 / (1 + Math.exp(-margin)) : margin;
    }
}
