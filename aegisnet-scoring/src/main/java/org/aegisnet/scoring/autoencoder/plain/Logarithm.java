package org.aegisnet.scoring.autoencoder.plain;

/**
 * The natural logarithm of floats, in additions, multiplications and one division of doubles: the same bits on every machine.
 *
 * <p>The argument is {@code x = 2^k m} with {@code m} between the roots of 1/2 and 2. Then {@code ln x = k ln 2 + ln m}. The term {@code ln m}
 * is the series {@code 2 (s + s^3/3 + s^5/5 + ...)} of {@code s = (m - 1) / (m + 1)}. Seven of its terms leave a relative error below 1e-12. The
 * error of the result is below 0.51 units in the last place.
 */
final class Logarithm {
    private static final double LN_2 = 0.6931471805599453;
    private static final long ONE = Double.doubleToRawLongBits(1.0);
    private static final long FRACTION = (1L << 52) - 1;
    private static final long ROOT_OF_2 = Double.doubleToRawLongBits(1.4142135623730951) & FRACTION;

    private Logarithm() {}

    static float of(final float x) {
        return together(power(x), mantissa(x));
    }

    /** k; infinite for 0 and infinity, of which the mantissa is 1. */
    private static float power(final float x) {
        if (x > 0 && x < Float.POSITIVE_INFINITY) {
            final long bits = Double.doubleToRawLongBits(x);
            return (bits >> 52) - 1023 + half(bits);
        }
        return x == 0 ? Float.NEGATIVE_INFINITY : x;
    }

    private static double mantissa(final float x) {
        if (x > 0 && x < Float.POSITIVE_INFINITY) {
            final long bits = Double.doubleToRawLongBits(x);
            return Double.longBitsToDouble((ONE | (bits & FRACTION)) - (half(bits) << 52));
        }
        return x == 0 || x == Float.POSITIVE_INFINITY ? 1 : Double.NaN;
    }

    /** 1 if the fraction is beyond the root of 2 and is halved. */
    private static long half(final long bits) {
        return (bits & FRACTION) > ROOT_OF_2 ? 1 : 0;
    }

    private static float together(final float power, final double m) {
        final double s = (m - 1) / (m + 1);
        final double z = s * s;
        final double series =
                1 + z * (1.0 / 3 + z * (1.0 / 5 + z * (1.0 / 7 + z * (1.0 / 9 + z * (1.0 / 11 + z * (1.0 / 13))))));
        return (float) (power * LN_2 + 2 * s * series);
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
            working[i] = mantissa(x[i]);
            into[i] = power(x[i]);
        }
        for (int i = 0; i < count; i++) {
            into[i] = together(into[i], working[i]);
        }
    }
}
