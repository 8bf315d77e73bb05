package org.aegisnet.scoring.autoencoder.plain;

/**
 * The exponential function of floats, in additions and multiplications of doubles alone and in an order of its own: the same bits on every
 * machine, and loops that a compiler turns into vector instructions.
 *
 * <p>{@code exp x = (exp (x / 1024))^1024}: Taylor's polynomial of degree 6, then squared ten times. Where the result is a normal float, its
 * error is below 0.51 units in the last place down to {@code exp -60} and up to {@code exp 60}, and below 0.75 beyond; smaller results are off by
 * less than the smallest float.
 */
final class Exponential {
    /** Below, the result rounds to 0. */
    private static final float MIN = -104;

    private static final double PART = 1.0 / 1024;

    private Exponential() {}

    static float of(final float x) {
        return (float) squared(series(Math.max(MIN, x) * PART));
    }

    private static double series(final double v) {
        return 1 + v * (1 + v * (1.0 / 2 + v * (1.0 / 6 + v * (1.0 / 24 + v * (1.0 / 120 + v * (1.0 / 720))))));
    }

    private static double squared(final double root) {
        double power = root;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        return power;
    }

    /**
     * The same for many.
     *
     * @param x read
     * @param into written; may be {@code x}
     * @param working overwritten
     */
    static void of(final float[] x, final float[] into, final double[] working, final int count) {
        for (int i = 0; i < count; i++) {
            into[i] = Math.max(MIN, x[i]);
        }
        for (int i = 0; i < count; i++) {
            working[i] = into[i] * PART;
        }
        for (int i = 0; i < count; i++) {
            working[i] = squared(series(working[i]));
        }
        for (int i = 0; i < count; i++) {
            into[i] = (float) working[i];
        }
    }
}
