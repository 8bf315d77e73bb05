package org.aegisnet.scoring.autoencoder.plain;

/**
 * One output of a product.
 *
 * @param output its position
 * @param continued whether it goes on from the output before, instead of from the bias
 * @param inputs positions, ascending
 * @param weights for each of {@code inputs}
 */
@SuppressWarnings("ArrayRecordComponent")
record SparseSum(int output, boolean continued, int[] inputs, float[] weights) {}
