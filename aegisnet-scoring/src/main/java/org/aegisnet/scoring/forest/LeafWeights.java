package org.aegisnet.scoring.forest;

/**
 * How the two classes' weights in a leaf count towards its value.
 *
 * @param first of a weight of the first class
 * @param second of a weight of the second class
 */
record LeafWeights(double first, double second) {
    double factor(final long weightClass) {
        return weightClass == 0 ? first : second;
    }
}
