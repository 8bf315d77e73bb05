package org.aegisnet.scoring.forest;

/**
 * Conversion of the sum of a forest's leaves into the probability of an attack.
 *
 * @param base added to every sum
 * @param logistic true if the sum is in log-odds
 * @param complement true if the sum speaks for the safe class
 */
record ForestOutput(double base, boolean logistic, boolean complement) {
    double probability(final double sum) {
        final double margin = base + sum;
        final double probability = logistic ? 1 / (1 + Math.exp(-margin)) : margin;
        return complement ? 1 - probability : probability;
    }
}
