package org.aegisnet.scoring.autoencoder.plain;

/** A function of one number that is the same bits on every machine. Immutable. */
@FunctionalInterface
interface UnaryOperator {
    float of(float x);

    /**
     * The same for many.
     *
     * @param x read
     * @param into written
     * @param working overwritten
     */
    default void of(final float[] x, final float[] into, final double[] working, final int count) {
        for (int i = 0; i < count; i++) {
            into[i] = of(x[i]);
        }
    }
}
