package org.aegisnet.scoring.forest;

import org.aegisnet.scoring.engine.FeatureBatch;

/**
 * Flows as a forest compares them: floats as integers that sort alike. A forest that knows what to do with missing values has two columns
 * for each feature: in the one a missing value is larger than every threshold, in the other it is smaller. For one thread.
 */
final class SortableFlows {
    private final int features;
    private final int columns;
    private final int[] values;

    SortableFlows(final FlatForest forest, final int rows) {
        this.features = forest.features();
        this.columns = forest.columns();
        this.values = new int[Math.multiplyExact(rows, columns)];
    }

    void put(final FeatureBatch batch, final int rows) {
        for (int row = 0; row < rows; row++) {
            for (int feature = 0; feature < features; feature++) {
                put(row, feature, batch.get(row, feature));
            }
        }
    }

    void put(final int row, final int feature, final float value) {
        final int sortable = FlatForest.sortable(value);
        values[row * columns + feature] = sortable;
        if (columns > features) {
            values[row * columns + features + feature] = Float.isNaN(value) ? Integer.MIN_VALUE : sortable;
        }
    }

    /** All values, row by row; the same array for every batch. */
    int[] values() {
        return values;
    }

    int[] row(final int row) {
        final int[] copy = new int[columns];
        System.arraycopy(values, row * columns, copy, 0, columns);
        return copy;
    }
}
