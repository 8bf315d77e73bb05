package org.aegisnet.scoring.model;

/**
 * Two finite numbers between which all elements of a tensor are proven to lie, for whatever flow; none of them is NaN. Immutable.
 *
 * @param low at most {@code high}
 * @param high at least {@code low}
 */
record Span(double low, double high) {
    static final Span TRUTH = new Span(0, 1);

    /** Beyond this a float32 may be rounded to infinity in what follows. */
    private static final double MAX_SIZE = 1e30;

    /** More than a float32 loses when two of them are added. */
    private static final double ROUNDING = 1.0 / (1 << 23);

    boolean isWithin(final double least, final double most) {
        return low >= least && high <= most;
    }

    /** Tells whether the whole span is far from the limits of float32. */
    boolean isModest() {
        return isWithin(-MAX_SIZE, MAX_SIZE);
    }

    Span or(final Span other) {
        return new Span(Math.min(low, other.low), Math.max(high, other.high));
    }

    Span plus(final Span other) {
        return new Span(low + other.low, high + other.high);
    }

    Span negated() {
        return new Span(-high, -low);
    }

    Span times(final Span other) {
        final double[] corners = {low * other.low, low * other.high, high * other.low, high * other.high};
        double least = corners[0];
        double most = corners[0];
        for (final double corner : corners) {
            least = Math.min(least, corner);
            most = Math.max(most, corner);
        }
        return new Span(least, most);
    }

    Span times(final double factor) {
        return times(new Span(factor, factor));
    }

    Span positive() {
        return new Span(Math.max(0, low), Math.max(0, high));
    }

    /** Without what is behind the point. */
    Span whole() {
        return new Span(low < 0 ? Math.ceil(low) : Math.floor(low), high < 0 ? Math.ceil(high) : Math.floor(high));
    }

    /** With room for what is lost in rounding if so many numbers of this size are added, in whatever order. */
    Span rounded(final long terms) {
        final double room = ROUNDING * terms * Math.max(Math.abs(low), Math.abs(high));
        return new Span(low - room, high + room);
    }
}
