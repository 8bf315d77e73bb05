package org.aegisnet.scoring.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.aegisnet.scoring.feature.Feature;

/**
 * A matrix of flows by features: float32, row-major, in one direct buffer that native code reads in place. Made once and filled again for
 * every batch. For one thread.
 */
public final class FeatureBatch {
    /** Native engines work on whole blocks of rows; scores then do not depend on how many flows a batch happens to hold. */
    public static final int ROW_BLOCK = 8;

    private final int features;
    private final int capacity;
    private final FloatBuffer values;

    /**
     * @param features columns, 1 or more
     * @param rows the most flows in a batch, 1 or more; room is made for whole blocks
     */
    public FeatureBatch(final int features, final int rows) {
        if (features < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "A batch has one feature and one row or more, not %d and %d".formatted(features, rows));
        }
        this.features = features;
        this.capacity = padded(rows);
        this.values = ByteBuffer.allocateDirect(Math.multiplyExact(Math.multiplyExact(capacity, features), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The next multiple of {@link #ROW_BLOCK}. */
    public static int padded(final int rows) {
        return Math.ceilDiv(rows, ROW_BLOCK) * ROW_BLOCK;
    }

    public int features() {
        return features;
    }

    /** The most rows, a multiple of {@link #ROW_BLOCK}. */
    public int capacity() {
        return capacity;
    }

    /**
     * Puts a flow into a row.
     *
     * @param row 0 to capacity - 1
     * @param flow one value for each feature; NaN only for a feature that {@linkplain Feature#required() need not be known}
     */
    public void put(final int row, final float[] flow) {
        if (flow.length != features) {
            throw new IllegalArgumentException(
                    "A flow of %d values in a batch of %d features".formatted(flow.length, features));
        }
        values.put(row * features, flow);
    }

    /** A value as the engines see it. */
    public float get(final int row, final int feature) {
        return values.get(row * features + feature);
    }

    /** Copies the row of a flow. */
    public void copyRow(final int row, final float[] into) {
        values.get(row * features, into, 0, features);
    }

    /** Makes the rows that fill the last block up copies of the last flow, so that they are as harmless as it is. */
    public void pad(final int rows) {
        for (int row = rows; row < padded(rows); row++) {
            for (int feature = 0; feature < features; feature++) {
                values.put(row * features + feature, values.get((rows - 1) * features + feature));
            }
        }
    }

    /** The values in place, for native code: position 0, all rows. */
    public FloatBuffer buffer() {
        return values;
    }
}
