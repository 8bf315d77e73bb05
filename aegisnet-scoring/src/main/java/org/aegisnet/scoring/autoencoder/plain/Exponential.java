package org.aegisnet.scoring.autoencoder.plain;

/**
 * The exponential function of floats. It uses only additions and multiplications of doubles, in a fixed order. The result therefore has the same
 * bits on every machine, and a compiler can turn the loops into vector instructions.
 *
 * <p>{@code exp x = (exp (x / 1024))^1024}: Taylor's polynomial of degree 6, then squared ten times. If the result is a normal float, its error
 * is below 0.51 units in the last place between {@code exp -60} and {@code exp 60}. Beyond that range the error of a normal float is below 0.75
 * units. The error of smaller results is less than the smallest float.
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
