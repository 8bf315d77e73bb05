package org.aegisnet.scoring.forest;

/**
 * Factors by which the two classes' weights in a leaf count towards its value.
 *
 * @param first the factor of a weight of the first class
 * @param second the factor of a weight of the second class
 */
record LeafWeights(double first, double second) {
    double factor(final long weightClass) {
        return weightClass == 0 ? first : second;
    }
}
