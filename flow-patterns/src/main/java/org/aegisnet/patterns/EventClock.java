package org.aegisnet.patterns;

import java.util.function.LongSupplier;

/**
 * Event time: the latest start of a flow. A flow from the future cannot put it forward, and many late flows in a row without a timely one put it
 * back, as after an old file has been read behind a newer one. For one thread.
 */
final class EventClock {
    /** So many late flows in a row mean that the clock is wrong, not the flows. */
    static final int LATE_IN_A_ROW = 1000;

    /** Exporters' clocks may be wrong by a time zone. */
    private static final long LARGEST_CLOCK_ERROR = 24L * 60 * 60 * 1000;

    private final long lateness;
    private final LongSupplier now;
    private long latest = Long.MIN_VALUE;
    private int lateInARow;

    /**
     * @param lateness in milliseconds
     * @param now the present, milliseconds since 1970
     */
    EventClock(final long lateness, final LongSupplier now) {
        this.lateness = lateness;
        this.now = now;
    }

    /** When a flow is counted. */
    long eventOf(final Flow flow) {
        final long notTooFarAhead = Math.min(flow.endMillis(), flow.startMillis() + lateness);
        return isSet() && notTooFarAhead < latest - lateness
                ? Math.min(flow.endMillis(), latest - lateness)
                : notTooFarAhead;
    }

    /** Takes a flow into account. */
    Arrival advance(final Flow flow) {
        if (flow.endMillis() > now.getAsLong() + LARGEST_CLOCK_ERROR) {
            return Arrival.IN_THE_FUTURE;
        }
        if (isSet() && flow.eventMillis() < latest - lateness) {
            lateInARow++;
            return Arrival.LATE;
        }
        lateInARow = 0;
        latest = Math.max(latest, flow.startMillis());
        return Arrival.COUNTED;
    }

    /** Whether so many flows in a row were late that the clock ought to be put back. */
    boolean isAhead() {
        return lateInARow >= LATE_IN_A_ROW;
    }

    boolean isSet() {
        return latest != Long.MIN_VALUE;
    }

    /** The latest start of a flow, milliseconds since 1970. */
    long latest() {
        return latest;
    }

    void set(final long time) {
        latest = time;
        lateInARow = 0;
    }

    void unset() {
        set(Long.MIN_VALUE);
    }
}
