package org.aegisnet.scoring.autoencoder.plain;

/** Functions with loops of their own, for they are met in every flow. */
enum CommonFunction implements UnaryOperator {
    EXPONENTIAL {
        @Override
        public float of(final float x) {
            return Exponential.of(x);
        }

        @Override
        public void of(final float[] x, final float[] into, final double[] working, final int count) {
            Exponential.of(x, into, working, count);
        }
    },
    LOGARITHM {
        @Override
        public float of(final float x) {
            return Logarithm.of(x);
        }

        @Override
        public void of(final float[] x, final float[] into, final double[] working, final int count) {
            Logarithm.of(x, into, working, count);
        }
    },
    /** 1 if the number is not known. */
    NOT_A_NUMBER {
        @Override
        public float of(final float x) {
            return Float.isNaN(x) ? 1 : 0;
        }

        @Override
        public void of(final float[] x, final float[] into, final double[] working, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = Float.isNaN(x[i]) ? 1 : 0;
            }
        }
    },
    /** Without what is behind the point; NaN stays, and no table has a place for it. */
    WHOLE {
        @Override
        public float of(final float x) {
            return truncated(x);
        }

        @Override
        public void of(final float[] x, final float[] into, final double[] working, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = truncated(x[i]);
            }
        }
    };

    /** From here on all floats are whole. */
    private static final float ALL_WHOLE = 1 << 24;

    private static float truncated(final float x) {
        return Math.abs(x) < ALL_WHOLE ? (int) x : x;
    }
}
