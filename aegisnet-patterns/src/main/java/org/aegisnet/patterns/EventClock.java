package org.aegisnet.patterns;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;

/**
 * Clock of event time, on which recent flows agree, see {@link AgreedTime}. Flows far ahead or far behind are of another time and do not move the
 * clock, even if many are mixed in. If four of five flows are of another time, that time becomes the present. For one thread.
 */
final class EventClock {
    /** So many flows are looked at together when it is asked which time most flows are of. */
    static final int ROUND = 1000;

    /** So many of a round make a time the present one. */
    static final int MAX_OF_A_ROUND = 800;

    /** Exporters' clocks may be wrong by a time zone. */
    private static final long MAX_CLOCK_ERROR = 24L * 60 * 60 * 1000;

    private final long lateness;
    private final long stride;
    private final LongSupplier now;
    private final AgreedTime present = new AgreedTime();
    private final OtherTime ahead;
    private final OtherTime behind;
    private long presentFlows;
    private int roundFlows;
    private int roundAhead;
    private int roundBehind;
    private Place mostAre = Place.PRESENT;
    private long aheadSincePresent;
    private long stray;

    /**
     * @param lateness in milliseconds
     * @param window in milliseconds
     * @param now the present, milliseconds since 1970
     */
    EventClock(final long lateness, final long window, final LongSupplier now) {
        this.lateness = lateness;
        this.stride = Math.max(lateness, window);
        this.now = now;
        this.ahead = new OtherTime(lateness, stride);
        this.behind = new OtherTime(lateness, stride);
    }

    /** Returns the maximum distance of two flows of one time, in milliseconds. */
    long span() {
        return stride + lateness;
    }

    /** Where a flow stands. */
    Place placeOf(final Flow flow) {
        if (!isSet()) {
            return Place.PRESENT;
        }
        if (flow.eventMillis() < present.millis() - lateness) {
            return Place.BEHIND;
        }
        return flow.startMillis() - stride > present.millis() ? Place.AHEAD : Place.PRESENT;
    }

    /** When a flow is counted. */
    long eventOf(final Flow flow) {
        final long notTooFarAhead = Math.min(flow.endMillis(), flow.startMillis() + lateness);
        if (!isSet()) {
            return notTooFarAhead;
        }
        if (flow.endMillis() < present.millis() - lateness) {
            return notLate(flow, notTooFarAhead, behind.time());
        }
        if (flow.startMillis() - stride > present.millis()) {
            return notTooFarAhead;
        }
        // A flow that begins a little early for its time must not push what is remembered further than the stride.
        return notLate(
                flow, Math.min(notTooFarAhead, Math.max(flow.startMillis(), present.millis() + stride)), present);
    }

    private long notLate(final Flow flow, final long event, final AgreedTime time) {
        return time.isSet() && event < time.millis() - lateness
                ? Math.min(flow.endMillis(), time.millis() - lateness)
                : event;
    }

    /** Takes a flow into account that stands at a place. */
    Admission advance(final Flow flow, final Place place) {
        if (flow.endMillis() > now.getAsLong() + MAX_CLOCK_ERROR) {
            return Admission.IN_THE_FUTURE;
        }
        count(place);
        return switch (place) {
            case PRESENT -> {
                present.add(flow);
                presentFlows++;
                stray += aheadSincePresent;
                aheadSincePresent = 0;
                yield Admission.COUNTED;
            }
            case AHEAD -> {
                aheadSincePresent++;
                ahead.take(flow);
                yield Admission.COUNTED;
            }
            case BEHIND -> {
                // If few flows have been seen, flows cannot be late for the present yet.
                final boolean agreed = behind.flows() + 1 >= Math.min(OtherTime.AGREEING, presentFlows + 1);
                final boolean late = behind.isLate(flow);
                behind.take(flow);
                yield agreed && !late ? Admission.COUNTED : Admission.LATE;
            }
        };
    }

    private void count(final Place place) {
        if (roundFlows == ROUND) {
            mostAre = roundAhead >= MAX_OF_A_ROUND || roundBehind >= MAX_OF_A_ROUND ? mostAre : Place.PRESENT;
            beginRound();
        }
        roundFlows++;
        if (place == Place.AHEAD) {
            roundAhead++;
        } else if (place == Place.BEHIND) {
            roundBehind++;
        }
        if (roundAhead == MAX_OF_A_ROUND) {
            mostAre = Place.AHEAD;
        } else if (roundBehind == MAX_OF_A_ROUND) {
            mostAre = Place.BEHIND;
        }
    }

    private void beginRound() {
        roundFlows = 0;
        roundAhead = 0;
        roundBehind = 0;
    }

    /** Where most flows are; the time of that place ought to become the present one. */
    Place mostAre() {
        return mostAre;
    }

    /** Makes the time ahead the present one; the present one is behind then. */
    void moveAhead() {
        move(ahead, behind);
        aheadSincePresent = 0;
    }

    /** Makes the time behind the present one; the present one is ahead then. */
    void moveBack() {
        move(behind, ahead);
    }

    private void move(final OtherTime next, final OtherTime left) {
        left.set(present.millis(), presentFlows);
        if (next.time().isSet()) {
            present.set(next.time());
        }
        presentFlows = next.flows();
        next.set(Long.MIN_VALUE, 0);
        mostAre = Place.PRESENT;
        beginRound();
    }

    boolean isSet() {
        return present.isSet();
    }

    /** Returns the time on which flows agree, milliseconds since 1970. */
    long agreed() {
        return present.millis();
    }

    /** Flows far ahead that were followed by flows of the present. */
    long stray() {
        return stray;
    }

    void writeTo(final VarintOutput output) throws IOException {
        present.writeTo(output);
        output.writeNumber(presentFlows);
        ahead.writeTo(output);
        behind.writeTo(output);
    }

    /** Reads back what {@link #writeTo} wrote; a time that nothing can have happened at yet is not believed. */
    void readFrom(final VarintInput input) throws IOException {
        present.readFrom(input);
        presentFlows = input.readNumber();
        ahead.readFrom(input);
        behind.readFrom(input);
        disbelieveTheFuture();
    }

    /** Takes up a time of which nothing else is known. */
    void restore(final long millis) {
        present.set(millis);
        disbelieveTheFuture();
    }

    private void disbelieveTheFuture() {
        if (isSet() && present.millis() > now.getAsLong() + MAX_CLOCK_ERROR) {
            present.forget();
            presentFlows = 0;
        }
    }
}
