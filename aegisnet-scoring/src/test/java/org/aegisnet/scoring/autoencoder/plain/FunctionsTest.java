package org.aegisnet.scoring.autoencoder.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The bounds that the functions state, against StrictMath; and that many numbers give what one gives. */
class FunctionsTest {
    /** A prime, so that a hundred thousand floats of all sizes are met. */
    private static final int STRIDE = 42_013;

    @Test
    void exponentialIsTheNearestFloatOrNextToIt() {
        assertWithin(0.51, Exponential::of, StrictMath::exp, -60, 60);
        assertWithin(0.75, Exponential::of, StrictMath::exp, -87, 88.7f);
        for (float x = -110; x < -87; x += 0.001f) {
            assertEquals(StrictMath.exp(x), Exponential.of(x), Float.MIN_VALUE);
        }
        assertEquals(0, Exponential.of(Float.NEGATIVE_INFINITY));
        assertEquals(0, Exponential.of(-1e30f));
        assertEquals(Float.POSITIVE_INFINITY, Exponential.of(88.8f));
        assertEquals(Float.POSITIVE_INFINITY, Exponential.of(1e30f));
        assertEquals(Float.POSITIVE_INFINITY, Exponential.of(Float.POSITIVE_INFINITY));
        assertTrue(Float.isNaN(Exponential.of(Float.NaN)));
        assertEquals(1, Exponential.of(0));
    }

    @Test
    void logarithmIsTheNearestFloatOrNextToIt() {
        assertWithin(0.51, Logarithm::of, StrictMath::log, Float.MIN_VALUE, Float.MAX_VALUE);
        for (float x = 0.99f; x < 1.01f; x = Math.nextUp(x)) {
            assertTrue(Math.abs(Logarithm.of(x) - StrictMath.log(x)) <= 0.51 * Math.ulp((float) StrictMath.log(x)));
        }
        assertEquals(Float.NEGATIVE_INFINITY, Logarithm.of(0));
        assertEquals(Float.NEGATIVE_INFINITY, Logarithm.of(-0f));
        assertEquals(Float.POSITIVE_INFINITY, Logarithm.of(Float.POSITIVE_INFINITY));
        assertTrue(Float.isNaN(Logarithm.of(-1)));
        assertTrue(Float.isNaN(Logarithm.of(Float.NaN)));
    }

    private static void assertWithin(
            final double units,
            final UnaryOperator ours,
            final DoubleUnaryOperator exact,
            final float from,
            final float to) {
        for (int bits = Integer.MIN_VALUE; bits < Integer.MAX_VALUE - STRIDE; bits += STRIDE) {
            final float x = Float.intBitsToFloat(bits);
            if (x >= from && x <= to) {
                final double expected = exact.applyAsDouble(x);
                final double error = Math.abs(ours.of(x) - expected) / Math.ulp((float) expected);
                assertTrue(error <= units, () -> "off by %s units at %s".formatted(error, x));
            }
        }
    }

    @Test
    void manyGiveTheBitsOfOne() {
        final int count = 1013;
        final float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = Float.intBitsToFloat(i * 4_237_101);
        }
        for (final CommonFunction function : CommonFunction.values()) {
            final float[] many = new float[count];
            function.of(x, many, new double[count], count);
            for (int i = 0; i < count; i++) {
                assertEquals(
                        Float.floatToIntBits(function.of(x[i])), Float.floatToIntBits(many[i]), function + " " + x[i]);
            }
        }
    }
}
