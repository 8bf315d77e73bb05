package org.aegisnet.scoring.forest;

import org.aegisnet.scoring.engine.FeatureBatch;

/**
 * Flows in the form in which a forest compares them, see {@link NodeFormat}: eight flows side by side, column by column, in one array. A forest
 * that handles missing values has two columns for each feature. A missing value is larger than every threshold in one column, and smaller in the
 * other. For one thread.
 */
final class OrderedFloatBlock {
    private final int features;
    private final boolean missingValues;
    private final long[][] blocks;
    private final float[] flow;

    /** @param rows the most flows at a time */
    OrderedFloatBlock(final FlatForest forest, final int rows) {
        this.features = forest.features();
        this.missingValues = forest.columns() > features;
        this.blocks = new long[Math.ceilDiv(rows, NodeFormat.SIDE_BY_SIDE)]
                [forest.format().sideBySideLength()];
        this.flow = new float[features];
    }

    /** Takes the flow in a row of the batch to a position of this. */
    void put(final FeatureBatch batch, final int row, final int position) {
        batch.copyRow(row, flow);
        for (int feature = 0; feature < features; feature++) {
            put(position, feature, flow[feature]);
        }
    }

    void put(final int position, final int feature, final float value) {
        final long[] block = blocks[position / NodeFormat.SIDE_BY_SIDE];
        final int side = position % NodeFormat.SIDE_BY_SIDE;
        final long sortable = NodeFormat.value(value);
        block[feature * NodeFormat.SIDE_BY_SIDE + side] = sortable;
        if (missingValues) {
            block[(features + feature) * NodeFormat.SIDE_BY_SIDE + side] =
                    Float.isNaN(value) ? NodeFormat.smallerThanAll() : sortable;
        }
    }

    /** The positions from eight times the number on. */
    long[] block(final int number) {
        return blocks[number];
    }

    /** A flow's value in a column. */
    long get(final int position, final int column) {
        return blocks[position / NodeFormat.SIDE_BY_SIDE][
                column * NodeFormat.SIDE_BY_SIDE + position % NodeFormat.SIDE_BY_SIDE];
    }
}
