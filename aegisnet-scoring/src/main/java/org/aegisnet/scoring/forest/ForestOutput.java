package org.aegisnet.scoring.forest;

/**
 * How the sum of a forest's leaves becomes the probability of an attack.
 *
 * @param base added to every sum
 * @param logistic whether the sum is in log-odds
 * @param complement whether the sum speaks for the safe class
 */
record ForestOutput(double base, boolean logistic, boolean complement) {
    double probability(final double sum) {
        final double margin = base + sum;
        final double probability = logistic ? 1 / (1 + Math.exp(-margin)) : margin;
        return complement ? 1 - probability : probability;
    }
}
