package org.aegisnet.training.autoencoder;

import java.util.Arrays;

/**
 * Encodes an amount on a logarithmic scale by its two neighbours among fixed knots, linearly between them (a "hat" for each knot). Amounts
 * beyond the last knot count as the last. Immutable.
 */
final class KnotEncoding implements ValueEncoding {
    private static final double HALF = 0.5;

    private final double multiplier;
    private final double[] values;
    private final double[] knots;

    /**
     * @param multiplier brings the feature's unit to a scale on which differences below 1 do not matter, for example 1e6 from seconds
     * @param amounts the knots, ascending, in multiplied units, the first 0 or more; two or more
     */
    KnotEncoding(final double multiplier, final double... amounts) {
        this.multiplier = multiplier;
        this.values = new double[amounts.length];
        this.knots = new double[amounts.length];
        for (int knot = 0; knot < amounts.length; knot++) {
            values[knot] = amounts[knot] / multiplier;
            knots[knot] = StrictMath.log1p(amounts[knot]);
        }
    }

    /**
     * Knots in equal steps of the logarithm, rounded to whole amounts.
     *
     * @param multiplier as above
     * @param first the smallest amount, a whole number
     * @param last about the largest amount
     * @param step in natural logarithms
     */
    static KnotEncoding evenly(final double multiplier, final double first, final double last, final double step) {
        final double start = StrictMath.log1p(first);
        final int steps = (int) Math.ceil((StrictMath.log1p(last) - start) / step);
        final double[] amounts = new double[steps + 1];
        int count = 0;
        for (int i = 0; i <= steps; i++) {
            final double amount = Math.rint(StrictMath.expm1(start + i * step));
            if (count == 0 || amount > amounts[count - 1]) {
                amounts[count++] = amount;
            }
        }
        return new KnotEncoding(multiplier, Arrays.copyOf(amounts, count));
    }

    double multiplier() {
        return multiplier;
    }

    /** A knot's place on the logarithmic scale, {@code log(1 + multiplier * value)}. */
    double knot(final int unit) {
        return knots[unit];
    }

    /** The position of an amount on the logarithmic scale, also beyond the last knot. */
    double place(final double value) {
        return StrictMath.log1p(Math.max(0, value) * multiplier);
    }

    @Override
    public int width() {
        return knots.length;
    }

    @Override
    public void encode(final double value, final double[] weights, final int offset) {
        final int last = knots.length - 1;
        final double place = Math.clamp(place(value), knots[0], knots[last]);
        Arrays.fill(weights, offset, offset + knots.length, 0);
        int lower = 0;
        while (lower < last - 1 && knots[lower + 1] <= place) {
            lower++;
        }
        final double share = (place - knots[lower]) / (knots[lower + 1] - knots[lower]);
        weights[offset + lower] = 1 - share;
        weights[offset + lower + 1] = share;
    }

    @Override
    public double valueOf(final int unit) {
        return values[unit];
    }

    /** The median: half of the flows that look like this one so far are thought to have less. */
    @Override
    public double expected(final double[] logProbabilities, final int offset) {
        double below = 0;
        for (int unit = 0; unit < knots.length - 1; unit++) {
            below += StrictMath.exp(logProbabilities[offset + unit]);
            if (below >= HALF) {
                return values[unit];
            }
        }
        return values[knots.length - 1];
    }

    @Override
    public double breadthOf(final int unit) {
        return 0;
    }
}
