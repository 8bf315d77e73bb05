package org.aegisnet.scoring.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FeatureBatchTest {
    @Test
    void hasRoomForWholeBlocks() {
        assertEquals(8, new FeatureBatch(2, 1).capacity());
        assertEquals(8, new FeatureBatch(2, 8).capacity());
        assertEquals(16, new FeatureBatch(2, 9).capacity());
    }

    @Test
    void padsWithTheLastFlow() {
        final FeatureBatch batch = new FeatureBatch(2, 3);
        batch.put(0, new float[] {1, 2});
        batch.put(1, new float[] {3, 4});
        batch.put(5, new float[] {9, 9});
        batch.pad(2);
        final float[] flow = new float[2];
        for (int row = 1; row < 8; row++) {
            batch.copyRow(row, flow);
            assertArrayEquals(new float[] {3, 4}, flow);
        }
        assertEquals(1, batch.get(0, 0));
    }

    @Test
    void rejectsValuesThatDoNotFit() {
        final FeatureBatch batch = new FeatureBatch(2, 3);
        assertThrows(IllegalArgumentException.class, () -> batch.put(0, new float[3]));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.put(8, new float[2]));
        assertThrows(IndexOutOfBoundsException.class, () -> batch.put(-1, new float[2]));
        assertThrows(IllegalArgumentException.class, () -> new FeatureBatch(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new FeatureBatch(1, 0));
    }
}
