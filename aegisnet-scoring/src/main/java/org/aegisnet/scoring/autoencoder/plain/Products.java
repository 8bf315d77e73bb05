package org.aegisnet.scoring.autoencoder.plain;

/**
 * Sums of products over arrays, added from left to right. The loops start at index 0 or at the same index of every array, because only such
 * loops become vector instructions. Adding several terms at once saves reads and writes of the sum.
 */
final class Products {
    private Products() {}

    static void addEight(
            final float[] y,
            final float[] x0,
            final float[] x1,
            final float[] x2,
            final float[] x3,
            final float[] x4,
            final float[] x5,
            final float[] x6,
            final float[] x7,
            final float[] w,
            final int at,
            final int count) {
        final float w0 = w[at];
        final float w1 = w[at + 1];
        final float w2 = w[at + 2];
        final float w3 = w[at + 3];
        final float w4 = w[at + 4];
        final float w5 = w[at + 5];
        final float w6 = w[at + 6];
        final float w7 = w[at + 7];
        for (int i = 0; i < count; i++) {
            y[i] = y[i]
                    + w0 * x0[i]
                    + w1 * x1[i]
                    + w2 * x2[i]
                    + w3 * x3[i]
                    + w4 * x4[i]
                    + w5 * x5[i]
                    + w6 * x6[i]
                    + w7 * x7[i];
        }
    }

    static void addOne(final float[] y, final float[] x, final float w, final int count) {
        for (int i = 0; i < count; i++) {
            y[i] = y[i] + w * x[i];
        }
    }

    /** Two terms for each of four sums; {@code w} holds the two weights of the first sum, then of the second, and so on. */
    static void addTwoToFour(
            final float[] y0,
            final float[] y1,
            final float[] y2,
            final float[] y3,
            final float[] x0,
            final float[] x1,
            final float[] w,
            final int at,
            final int count) {
        final float w00 = w[at];
        final float w01 = w[at + 1];
        final float w10 = w[at + 2];
        final float w11 = w[at + 3];
        final float w20 = w[at + 4];
        final float w21 = w[at + 5];
        final float w30 = w[at + 6];
        final float w31 = w[at + 7];
        for (int i = 0; i < count; i++) {
            final float a = x0[i];
            final float b = x1[i];
            y0[i] = y0[i] + w00 * a + w01 * b;
            y1[i] = y1[i] + w10 * a + w11 * b;
            y2[i] = y2[i] + w20 * a + w21 * b;
            y3[i] = y3[i] + w30 * a + w31 * b;
        }
    }

    /** Four terms for the sums from {@code start} to before {@code end}. */
    static void addFour(
            final float[] y,
            final float a0,
            final float[] w0,
            final float a1,
            final float[] w1,
            final float a2,
            final float[] w2,
            final float a3,
            final float[] w3,
            final int start,
            final int end) {
        for (int i = start; i < end; i++) {
            y[i] = y[i] + a0 * w0[i] + a1 * w1[i] + a2 * w2[i] + a3 * w3[i];
        }
    }
}
