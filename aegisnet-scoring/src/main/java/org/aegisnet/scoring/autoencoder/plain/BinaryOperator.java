package org.aegisnet.scoring.autoencoder.plain;

/**
 * An operator on two numbers, over arrays. The loops are written out for each operator and start at index 0 of every array, for only such
 * loops become vector instructions. Immutable.
 */
enum BinaryOperator {
    ADD {
        @Override
        float of(final float a, final float b) {
            return a + b;
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] + b[i];
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] + b;
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            right(b, a, into, count);
        }

        @Override
        void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
            for (int i = 0; i < into.length; i++) {
                flow[into[i]] = flow[a[i]] + flow[b[i]];
            }
        }
    },
    SUBTRACT {
        @Override
        float of(final float a, final float b) {
            return a - b;
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] - b[i];
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] - b;
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a - b[i];
            }
        }

        @Override
        void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
            for (int i = 0; i < into.length; i++) {
                flow[into[i]] = flow[a[i]] - flow[b[i]];
            }
        }
    },
    MULTIPLY {
        @Override
        float of(final float a, final float b) {
            return a * b;
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] * b[i];
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] * b;
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            right(b, a, into, count);
        }

        @Override
        void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
            for (int i = 0; i < into.length; i++) {
                flow[into[i]] = flow[a[i]] * flow[b[i]];
            }
        }
    },
    DIVIDE {
        @Override
        float of(final float a, final float b) {
            return a / b;
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] / b[i];
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] / b;
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a / b[i];
            }
        }
    },
    /** The smaller; NaN if one of them is. */
    MINIMUM {
        @Override
        float of(final float a, final float b) {
            return Math.min(a, b);
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = Math.min(a[i], b[i]);
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = Math.min(a[i], b);
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            right(b, a, into, count);
        }

        @Override
        void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
            for (int i = 0; i < into.length; i++) {
                flow[into[i]] = Math.min(flow[a[i]], flow[b[i]]);
            }
        }
    },
    /** The larger; NaN if one of them is. */
    MAXIMUM {
        @Override
        float of(final float a, final float b) {
            return Math.max(a, b);
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = Math.max(a[i], b[i]);
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = Math.max(a[i], b);
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            right(b, a, into, count);
        }

        @Override
        void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
            for (int i = 0; i < into.length; i++) {
                flow[into[i]] = Math.max(flow[a[i]], flow[b[i]]);
            }
        }
    },
    /**
     * 1 if the first is less than the second, else 0. Over arrays it is worked out of the sign of the difference, which is right for
     * floats: no two different ones have the difference 0. The way through an int makes 0 of 0.1, 0.6 and NaN, and 1 of 1.1.
     */
    LESS {
        @Override
        float of(final float a, final float b) {
            return a < b ? 1 : 0;
        }

        @Override
        void arrays(final float[] a, final float[] b, final float[] into, final int count) {
            for (int i = 0; i < count; i++) {
                into[i] = a[i] < b[i] ? 1 : 0;
            }
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            if (Float.isInfinite(b)) {
                super.right(a, b, into, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = (int) (0.6f + 0.5f * Math.signum(b - a[i]));
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            if (Float.isInfinite(a)) {
                super.left(a, b, into, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = (int) (0.6f + 0.5f * Math.signum(b[i] - a));
            }
        }

        @Override
        void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
            for (int i = 0; i < into.length; i++) {
                flow[into[i]] = flow[a[i]] < flow[b[i]] ? 1 : 0;
            }
        }
    },
    AT_MOST {
        @Override
        float of(final float a, final float b) {
            return a <= b ? 1 : 0;
        }
    },
    EQUAL {
        @Override
        float of(final float a, final float b) {
            return a == b ? 1 : 0;
        }

        @Override
        void right(final float[] a, final float b, final float[] into, final int count) {
            if (Float.isInfinite(b)) {
                super.right(a, b, into, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                into[i] = (int) (1 - Math.abs(Math.signum(b - a[i])));
            }
        }

        @Override
        void left(final float a, final float[] b, final float[] into, final int count) {
            right(b, a, into, count);
        }
    },
    /** The first if it is 0 or more, else the first times the second. */
    LEAK {
        @Override
        float of(final float a, final float b) {
            return a < 0 ? a * b : a;
        }
    };

    abstract float of(float a, float b);

    void arrays(final float[] a, final float[] b, final float[] into, final int count) {
        for (int i = 0; i < count; i++) {
            into[i] = of(a[i], b[i]);
        }
    }

    void right(final float[] a, final float b, final float[] into, final int count) {
        for (int i = 0; i < count; i++) {
            into[i] = of(a[i], b);
        }
    }

    void left(final float a, final float[] b, final float[] into, final int count) {
        for (int i = 0; i < count; i++) {
            into[i] = of(a, b[i]);
        }
    }

    void slots(final float[] flow, final int[] a, final int[] b, final int[] into) {
        for (int i = 0; i < into.length; i++) {
            flow[into[i]] = of(flow[a[i]], flow[b[i]]);
        }
    }
}
