package org.aegisnet.training.card;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * One direction of a chart.
 *
 * @param label what it shows
 * @param minimum the value at its beginning
 * @param maximum the value at its end
 * @param ticks the values that are written
 */
record Axis(String label, double minimum, double maximum, List<Tick> ticks) {
    private static final int STEPS = 5;

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** From 0 to 1. */
    static Axis share(final String label) {
        return new Axis(
                label,
                0,
                1,
                IntStream.rangeClosed(0, STEPS)
                        .mapToObj(step -> new Tick(
                                (double) step / STEPS, String.format(Locale.ROOT, "%.1f", (double) step / STEPS)))
                        .toList());
    }

    /** From 0.01 % to 100 % in powers of ten; values are logarithms. */
    static Axis logarithmicShare(final String label) {
        return new Axis(
                label,
                -4,
                0,
                List.of(
                        new Tick(-4, "0.01 %"),
                        new Tick(-3, "0.1 %"),
                        new Tick(-2, "1 %"),
                        new Tick(-1, "10 %"),
                        new Tick(0, "100 %")));
    }

    /** The position of a value on the axis, 0 at the beginning and 1 at the end. */
    double position(final double value) {
        return Math.clamp((value - minimum) / (maximum - minimum), 0, 1);
    }

    record Tick(double value, String text) {}
}
