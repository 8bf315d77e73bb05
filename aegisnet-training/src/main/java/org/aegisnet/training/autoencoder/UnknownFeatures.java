package org.aegisnet.training.autoencoder;

import java.util.List;
import java.util.stream.IntStream;
import org.aegisnet.scoring.feature.Feature;

/**
 * Counts the ways in which features can be unknown: each set of the features that need not be known has a number from 0 (all are known) to
 * {@link #sets} - 1 (none is). Immutable.
 */
final class UnknownFeatures {
    private final int[] optional;

    /** @param features of a flow, in order */
    UnknownFeatures(final List<Feature> features) {
        this.optional = IntStream.range(0, features.size())
                .filter(feature -> !features.get(feature).required())
                .toArray();
    }

    /** The number of sets. */
    int sets() {
        return 1 << optional.length;
    }

    /** What a feature adds to the number of a set that it is in; 0 for a feature that is always known. */
    int digitOf(final int feature) {
        for (int position = 0; position < optional.length; position++) {
            if (optional[position] == feature) {
                return 1 << position;
            }
        }
        return 0;
    }

    /** The number of the set of a flow's unknown features. */
    int setOf(final float[] flow) {
        int set = 0;
        for (int position = 0; position < optional.length; position++) {
            if (Float.isNaN(flow[optional[position]])) {
                set |= 1 << position;
            }
        }
        return set;
    }

    /** Makes the features of a set unknown in a flow. */
    void hide(final int set, final float[] flow) {
        for (int position = 0; position < optional.length; position++) {
            if ((set & 1 << position) != 0) {
                flow[optional[position]] = Float.NaN;
            }
        }
    }

    /** The sets that have just one feature more. */
    int[] setsWithOneMore(final int set) {
        return IntStream.range(0, optional.length)
                .map(position -> set | 1 << position)
                .filter(other -> other != set)
                .toArray();
    }
}
