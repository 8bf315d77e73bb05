package org.aegisnet.training.autoencoder;

/**
 * Spreads a feature's value over a fixed number of units, so that reconstructing it is telling how likely each unit is. The weights of a
 * known value sum to 1. Immutable.
 */
sealed interface ValueEncoding permits KnotEncoding, ClassEncoding {
    /** The number of units, 1 or more. */
    int width();

    /**
     * Writes the weights of a value.
     *
     * @param value a known value in the feature's unit
     * @param weights receives {@link #width} weights of 0 to 1
     * @param offset where in {@code weights}
     */
    void encode(double value, double[] weights, int offset);

    /** The value that a unit stands for, in the feature's unit; NaN for a unit that stands for a whole range. */
    double valueOf(int unit);

    /**
     * The normal value, given the probability of each unit.
     *
     * @param logProbabilities natural logarithms of the probabilities
     * @param offset the position of the first unit's
     * @return a value in the feature's unit; NaN if a normal value cannot be given
     */
    double expected(double[] logProbabilities, int offset);

    /**
     * The natural logarithm of the number of values that share a unit; 0 for a unit that stands for one value. A likely range makes none of
     * its thousands of values likely.
     */
    double breadthOf(int unit);
}
