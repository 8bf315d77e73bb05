package org.aegisnet.training.autoencoder;

import java.util.Arrays;

/**
 * Encoding of a number that is a name (a port, a protocol) by its class. Each listed number has its own class; ranges are the classes of the
 * others. Numbers beyond the last range count as its last. Immutable.
 */
final class ClassEncoding implements ValueEncoding {
    private static final double LOG_HALF = StrictMath.log(0.5);

    private final int[] listed;
    private final int[] bounds;

    /**
     * @param listed the numbers with a class of their own, ascending; may be empty
     * @param bounds where the ranges begin, ascending, and behind them where the last one ends (exclusive); two or more
     */
    ClassEncoding(final int[] listed, final int... bounds) {
        this.listed = listed.clone();
        this.bounds = bounds.clone();
    }

    int listedCount() {
        return listed.length;
    }

    int listed(final int index) {
        return listed[index];
    }

    int rangeCount() {
        return bounds.length - 1;
    }

    /** The first number of a range; of the one behind the last, where the last ends. */
    int bound(final int range) {
        return bounds[range];
    }

    /** The largest number that has a class. */
    int largest() {
        return bounds[bounds.length - 1] - 1;
    }

    @Override
    public int width() {
        return listedCount() + rangeCount();
    }

    @Override
    public void encode(final double value, final double[] weights, final int offset) {
        Arrays.fill(weights, offset, offset + width(), 0);
        weights[offset + classOf(Math.clamp(value, bounds[0], largest()))] = 1;
    }

    private int classOf(final double number) {
        for (int index = 0; index < listed.length; index++) {
            if (listed[index] == number) {
                return index;
            }
        }
        int range = 0;
        while (number >= bounds[range + 1]) {
            range++;
        }
        return listed.length + range;
    }

    @Override
    public double valueOf(final int unit) {
        if (unit < listed.length) {
            return listed[unit];
        }
        final int range = unit - listed.length;
        return bounds[range + 1] - bounds[range] == 1 ? bounds[range] : Double.NaN;
    }

    /** The number that is likelier than all others together; NaN if such a number does not exist. */
    @Override
    public double expected(final double[] logProbabilities, final int offset) {
        for (int unit = 0; unit < width(); unit++) {
            if (logProbabilities[offset + unit] > LOG_HALF) {
                return valueOf(unit);
            }
        }
        return Double.NaN;
    }

    @Override
    public double breadthOf(final int unit) {
        if (unit < listed.length) {
            return 0;
        }
        final int range = unit - listed.length;
        return StrictMath.log(bounds[range + 1] - bounds[range]);
    }
}
