package org.aegisnet.scoring.autoencoder.plain;

/**
 * A tensor whose first dimension are the flows: for each flow an array of units. Immutable.
 *
 * @param shape of the units of one flow
 * @param units by number, in the order of the shape's elements
 */
@SuppressWarnings("ArrayRecordComponent")
record BatchedTensor(TensorType kind, Shape shape, int[] units) implements Operand {
    /** The same units under another shape. */
    BatchedTensor as(final Shape other) {
        return new BatchedTensor(kind, other, units);
    }

    /** Some of the units, by position. */
    BatchedTensor pick(final Shape other, final int[] positions) {
        final int[] picked = new int[positions.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = units[positions[i]];
        }
        return new BatchedTensor(kind, other, picked);
    }
}
