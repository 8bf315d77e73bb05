package org.aegisnet.scoring.model;

import java.util.List;

/**
 * A dimension of a tensor. Immutable.
 *
 * @param size 1 or more; 1 for the dimension of the flows
 * @param flows whether it is the dimension of the flows, which is as long as the batch
 */
record Extent(long size, boolean flows) {
    static final Extent ONE = new Extent(1, false);

    /** One place for each flow of the batch. */
    static final Extent FLOWS = new Extent(1, true);

    static Extent of(final long size) {
        return new Extent(size, false);
    }

    boolean isOne() {
        return size == 1 && !flows;
    }

    /** The elements of a shape, for each flow if it has the flows; {@link Long#MAX_VALUE} if there are more. */
    static long elements(final List<Extent> shape) {
        long elements = 1;
        for (final Extent extent : shape) {
            elements = saturatedProduct(elements, extent.size());
        }
        return elements;
    }

    /** Where the flows are; -1 if they are not. */
    static int flowsAxis(final List<Extent> shape) {
        for (int axis = 0; axis < shape.size(); axis++) {
            if (shape.get(axis).flows()) {
                return axis;
            }
        }
        return -1;
    }

    static long saturatedProduct(final long one, final long other) {
        return Math.multiplyHigh(one, other) == 0 && one * other >= 0 ? one * other : Long.MAX_VALUE;
    }

    static long saturatedSum(final long one, final long other) {
        return one + other < 0 ? Long.MAX_VALUE : one + other;
    }
}
