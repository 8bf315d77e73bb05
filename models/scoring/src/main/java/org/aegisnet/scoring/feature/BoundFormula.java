package org.aegisnet.scoring.feature;

/**
 * A formula whose fields have been found in a record's schema.
 *
 * @param positions of the fields to sum
 * @param factor to the feature's unit
 */
record BoundFormula(int[] positions, double factor) {}
