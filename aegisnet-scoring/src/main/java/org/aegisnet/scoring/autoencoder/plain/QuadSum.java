package org.aegisnet.scoring.autoencoder.plain;

/**
 * Four neighbouring outputs of a product.
 *
 * @param output the first one's position
 * @param inputs positions, ascending, an even number
 * @param weights eight for every two inputs, as {@link Products#addTwoToFour} takes them
 */
@SuppressWarnings("ArrayRecordComponent")
record QuadSum(int output, int[] inputs, float[] weights) {}
