package org.aegisnet.pairing;

/**
 * The open flows of one context, in the order they came, with the context's own clock: the latest end of any of its flows. For one thread.
 *
 * @param <T> the payload of a half
 */
final class ContextTimeline<T> {
    private static final long NOT_STARTED = Long.MIN_VALUE;

    private final FlowContext context;
    private final boolean deduplicated;
    private Uniflow<T> oldest;
    private Uniflow<T> newest;
    private Uniflow<T> firstNotSealed;
    private long clock = NOT_STARTED;

    ContextTimeline(final FlowContext context, final boolean deduplicated) {
        this.context = context;
        this.deduplicated = deduplicated;
    }

    FlowContext context() {
        return context;
    }

    boolean isDeduplicated() {
        return deduplicated;
    }

    boolean isEmpty() {
        return oldest == null;
    }

    Uniflow<T> oldest() {
        return oldest;
    }

    /** Tells whether the context's clock shows a time before the given one, in milliseconds since 1970. */
    boolean isBefore(final long time) {
        return clock != NOT_STARTED && clock < time;
    }

    /** Tells whether the context's clock has advanced by so many milliseconds since its oldest half came. */
    boolean hasMovedOnBy(final long millis) {
        return oldest != null && oldest.clockAtArrival <= clock - millis;
    }

    void advanceClock(final long end) {
        clock = Math.max(clock, end);
    }

    void add(final Uniflow<T> half) {
        half.olderInTimeline = newest;
        if (newest == null) {
            oldest = half;
        } else {
            newest.newerInTimeline = half;
        }
        newest = half;
        if (firstNotSealed == null) {
            firstNotSealed = half;
        }
    }

    void remove(final Uniflow<T> half) {
        if (firstNotSealed == half) {
            firstNotSealed = half.newerInTimeline;
        }
        if (half.olderInTimeline == null) {
            oldest = half.newerInTimeline;
        } else {
            half.olderInTimeline.newerInTimeline = half.newerInTimeline;
        }
        if (half.newerInTimeline == null) {
            newest = half.olderInTimeline;
        } else {
            half.newerInTimeline.olderInTimeline = half.olderInTimeline;
        }
        half.olderInTimeline = null;
        half.newerInTimeline = null;
    }

    /** From now on the halves that have come count as having come at the time the timeline's clock shows. */
    void seal() {
        for (Uniflow<T> half = firstNotSealed; half != null; half = half.newerInTimeline) {
            half.clockAtArrival = clock;
        }
        firstNotSealed = null;
    }
}
