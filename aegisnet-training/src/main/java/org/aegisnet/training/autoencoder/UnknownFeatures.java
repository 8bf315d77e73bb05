package org.aegisnet.training.autoencoder;

import java.util.List;
import java.util.stream.IntStream;
import org.aegisnet.scoring.feature.Feature;

/**
 * Numbering of the sets of unknown features. Each set of the features that may be unknown has a number. The numbers run from 0 (all features
 * known) to {@link #sets} - 1 (all of these features unknown). Immutable.
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

    /** The number that a feature adds to the number of a set that contains it; 0 for a feature that is always known. */
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
