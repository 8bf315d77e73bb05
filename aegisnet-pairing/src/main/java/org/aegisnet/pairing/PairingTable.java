package org.aegisnet.pairing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Open flows that wait for their other half. Bounded: if the table is full, the oldest half is removed. Time-limited by two clocks: a half is
 * removed after the timeout by the collector's clock. If flows are replayed long after they were seen, it is also removed when the flows of the
 * same context have advanced by the timeout. So a replay of days within seconds does not fill the table.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <T> the payload of a half
 */
public final class PairingTable<T> {
    /** Flows that ended longer ago than this are a replay. A router may keep a quiet flow for hours before it reports it, but not for a day. */
    private static final long REPLAY_AGE = 24L * 60 * 60 * 1000;

    /** A flow cannot have ended in the future; a clock that is wrong by more than this does not move the clock of its context. */
    private static final long CLOCK_SKEW = 60L * 60 * 1000;

    /**
     * Exporters do not report in the order of time: a burst begins with flows that ended long ago. So many halves count as having come at once, and
     * none of them ages by the others.
     */
    private static final int SEAL_AFTER = 4096;

    /** Limit that keeps many flows of one conversation from making pairing slow; older flows beyond it are removed by the timeout. */
    private static final int MAX_CANDIDATES = 256;

    private final PairingRules rules;
    private final Predicate<FlowContext> deduplicated;
    private final Map<FlowContext, ContextTimeline<T>> timelines = new HashMap<>();
    private final Set<ContextTimeline<T>> touched = new LinkedHashSet<>();
    private final UniflowIndex<T> conversations = new UniflowIndex<>();
    private final TranslatedIndex<T> translations = new TranslatedIndex<>();
    private Uniflow<T> oldest;
    private Uniflow<T> newest;
    private ContextTimeline<T> lastTimeline;
    private int size;
    private int waiting;
    private int offeredSinceSeal;

    /**
     * @param rules the bounds
     * @param deduplicated true for a context whose flows are reported twice, on their way in and out; one report is kept
     */
    public PairingTable(final PairingRules rules, final Predicate<FlowContext> deduplicated) {
        this.rules = rules;
        this.deduplicated = deduplicated;
    }

    /**
     * Takes a half: it meets its other half, or it waits. Halves are offered in the order they come, so that {@link Uniflow#arrived()} never
     * decreases.
     *
     * @param context the values that must be the same on the other half
     * @param sink takes what leaves
     * @throws IOException from the sink; the table must not be used any further then
     */
    public void offer(final FlowContext context, final Uniflow<T> half, final PairingSink<T> sink) throws IOException {
        sealNowAndThen(half.arrived(), sink);
        final ContextTimeline<T> timeline = timelineOf(context);
        half.enter(timeline);
        if (half.last() <= half.arrived() + CLOCK_SKEW) {
            timeline.advanceClock(half.last());
        }
        if (timeline.isDeduplicated() && isRepeated(half)) {
            sink.repeated(half);
            return;
        }
        final Uniflow<T> other = otherHalfOf(half);
        if (other == null) {
            add(half, sink);
            waiting++;
            return;
        }
        final Uniflow<T> initiator = Initiator.of(other, half);
        sink.paired(initiator, initiator == half ? other : half);
        waiting--;
        if (timeline.isDeduplicated()) {
            other.leave();
            half.leave();
            add(half, sink);
        } else {
            remove(other);
        }
    }

    /**
     * Takes a half that has left a table before ({@link Uniflow#hasLeft()}), so that its second report is recognised.
     *
     * @param context the values that must be the same on the second report
     * @param sink receives the halves that leave if the table is full
     */
    public void remember(final FlowContext context, final Uniflow<T> half, final PairingSink<T> sink)
            throws IOException {
        half.enter(timelineOf(context));
        half.leave();
        add(half, sink);
    }

    /**
     * Lets leave what has waited long enough. To be called after each batch of halves, and now and then while none come.
     *
     * @param now milliseconds since 1970 by the collector's clock
     * @param sink takes what leaves
     */
    public void advance(final long now, final PairingSink<T> sink) throws IOException {
        while (oldest != null && oldest.arrived() <= now - rules.timeoutMillis()) {
            leave(oldest, UnpairedReason.TIMEOUT, sink);
        }
        seal(now, sink);
    }

    /** Returns the number of halves that wait. */
    public int waiting() {
        return waiting;
    }

    /** Returns the number of halves in the table: those that wait, and those that are remembered because a second report may come. */
    public int size() {
        return size;
    }

    /** When the oldest half will have waited long enough, milliseconds since 1970; empty if the table is. */
    public OptionalLong nextDue() {
        return oldest == null ? OptionalLong.empty() : OptionalLong.of(oldest.arrived() + rules.timeoutMillis());
    }

    /** All halves the table holds, the oldest first; those that wait and those that are remembered. */
    public Iterable<Uniflow<T>> halves() {
        return () -> new Iterator<>() {
            private Uniflow<T> next = oldest;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Uniflow<T> next() {
                final Uniflow<T> half = next;
                if (half == null) {
                    throw new NoSuchElementException();
                }
                next = half.newer;
                return half;
            }
        };
    }

    private ContextTimeline<T> timelineOf(final FlowContext context) {
        if (lastTimeline == null || !lastTimeline.context().equals(context)) {
            lastTimeline =
                    timelines.computeIfAbsent(context, fresh -> new ContextTimeline<>(fresh, deduplicated.test(fresh)));
            touched.add(lastTimeline);
        }
        return lastTimeline;
    }

    private boolean isRepeated(final Uniflow<T> half) {
        if (half.direction() == UniflowDetails.UNKNOWN) {
            return false;
        }
        int compared = 0;
        for (Uniflow<T> known = conversations.candidatesFor(half);
                known != null && compared < MAX_CANDIDATES;
                known = known.nextInBucket) {
            if (known.direction() != UniflowDetails.UNKNOWN
                    && known.direction() != half.direction()
                    && known.goesTheSameWayAs(half)
                    && meet(known, half)) {
                return true;
            }
            compared++;
        }
        return false;
    }

    /**
     * Returns the half of the other direction that shares the most time with this half; of equals the oldest. A half in the same VLAN comes first. A
     * half may come back from the addresses before a translation, or from those after it. Null if no half meets it.
     */
    private Uniflow<T> otherHalfOf(final Uniflow<T> half) {
        Uniflow<T> best = bestOf(half, half, null);
        int compared = 0;
        for (final Uniflow<T> known : translations.candidatesFor(half)) {
            final Uniflow<T> translated = known.translation().orElse(known);
            if (compared < MAX_CANDIDATES && translated.comesBackFrom(half) && isBetter(known, best, half)) {
                best = known;
            }
            compared++;
        }
        return half.translation().isPresent() ? bestOf(half, half.translation().get(), best) : best;
    }

    /** Returns the best half that comes back from a half with some ends, or the best one so far. */
    private Uniflow<T> bestOf(final Uniflow<T> half, final Uniflow<T> ends, final Uniflow<T> bestSoFar) {
        Uniflow<T> best = bestSoFar;
        int compared = 0;
        for (Uniflow<T> known = conversations.candidatesFor(ends);
                known != null && compared < MAX_CANDIDATES;
                known = known.nextInBucket) {
            if (known.comesBackFrom(ends) && isBetter(known, best, half)) {
                best = known;
            }
            compared++;
        }
        return best;
    }

    private boolean isBetter(final Uniflow<T> known, final Uniflow<T> best, final Uniflow<T> half) {
        if (known.hasLeft || known == half || !meet(known, half)) {
            return false;
        }
        if (best == null || known.isInVlanOf(half) != best.isInVlanOf(half)) {
            return best == null || known.isInVlanOf(half);
        }
        return overlap(known, half) >= overlap(best, half);
    }

    private boolean meet(final Uniflow<T> one, final Uniflow<T> other) {
        return rules.meet(overlap(one, other), Math.min(one.last() - one.first(), other.last() - other.first()));
    }

    private static long overlap(final Uniflow<?> one, final Uniflow<?> other) {
        return Math.min(one.last(), other.last()) - Math.max(one.first(), other.first());
    }

    private void add(final Uniflow<T> half, final PairingSink<T> sink) throws IOException {
        while (size >= rules.capacity()) {
            leave(oldest, UnpairedReason.TABLE_FULL, sink);
        }
        half.older = newest;
        if (newest == null) {
            oldest = half;
        } else {
            newest.newer = half;
        }
        newest = half;
        half.timeline.add(half);
        conversations.add(half);
        translations.add(half);
        size++;
    }

    private void leave(final Uniflow<T> half, final UnpairedReason cause, final PairingSink<T> sink)
            throws IOException {
        remove(half);
        if (!half.hasLeft) {
            waiting--;
            sink.oneSided(half, cause);
        }
    }

    private void remove(final Uniflow<T> half) {
        conversations.remove(half);
        translations.remove(half);
        if (half.older == null) {
            oldest = half.newer;
        } else {
            half.older.newer = half.newer;
        }
        if (half.newer == null) {
            newest = half.older;
        } else {
            half.newer.older = half.older;
        }
        half.older = null;
        half.newer = null;
        half.timeline.remove(half);
        if (half.timeline.isEmpty()) {
            touched.add(half.timeline);
        }
        size--;
    }

    private void sealNowAndThen(final long now, final PairingSink<T> sink) throws IOException {
        offeredSinceSeal++;
        if (offeredSinceSeal == SEAL_AFTER) {
            seal(now, sink);
        }
    }

    private void seal(final long now, final PairingSink<T> sink) throws IOException {
        offeredSinceSeal = 0;
        final List<ContextTimeline<T>> moved = new ArrayList<>(touched);
        for (final ContextTimeline<T> timeline : moved) {
            timeline.seal();
            while (timeline.isBefore(now - REPLAY_AGE) && timeline.hasMovedOnBy(rules.timeoutMillis())) {
                leave(timeline.oldest(), UnpairedReason.TIMEOUT, sink);
            }
            if (timeline.isEmpty()) {
                timelines.remove(timeline.context());
            }
        }
        touched.clear();
        lastTimeline = null;
    }
}
