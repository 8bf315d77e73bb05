package org.aegisnet.patterns;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Dated;
import org.aegisnet.patterns.window.Panes;

/**
 * Detector of patterns in flows. {@link #observe} counts a flow; {@link #judge} returns the patterns to which it belongs by the current state.
 * If flows are observed together and judged afterwards, their order does not matter. So the first flow of a scan is recognised if the rest is
 * among them.
 *
 * <p>The clock is the time on which recent flows of several sources agree, and flows are counted at their end. So flows in the order of their
 * starts are not late, nor are flows in the order of their ends. A flow far from the others in time is judged by itself and by the state of its
 * source and target. It does not change the state by which the others are judged. Memory is bounded by {@link PatternSettings.Capacity}. For one
 * thread at a time.
 */
public final class PatternDetector {
    private static final int TARGETS_PART = 4;

    /** Each of the two times beside the present has a sixteenth of the memory. */
    private static final int OTHER_TIME_PART = 16;

    private static final int FEWEST_OF_ANOTHER_TIME = 16;

    private final PatternSettings settings;
    private final ItemHash hash;
    private final EventClock clock;
    private final Panes panes;
    private final Panes exfiltrationPanes;
    private final List<SourceRule> rules;
    private final FloodRule floodRule;
    private final Map<Place, TimelineTable<IpAddress, SourceActivity>> sources;
    private final Map<Place, TimelineTable<Target, TargetActivity>> targets;
    private long firstPeriod;
    private long counted;
    private long late;
    private long inTheFuture;
    private long evictedSources;
    private long evictedTargets;
    private long apart;
    private long clockMoves;
    private boolean isJudged;
    private boolean isSeenBehind;
    private long firstPeriodBehind;

    /**
     * Empty.
     *
     * @param now the present, milliseconds since 1970
     */
    public PatternDetector(final PatternSettings settings, final LongSupplier now) {
        this(settings, now, new SecureRandom().nextLong());
    }

    /** Empty, with a secret of the caller's choice, so that what is found can be repeated. */
    PatternDetector(final PatternSettings settings, final LongSupplier now, final long seed) {
        this.settings = settings;
        this.hash = new ItemHash(seed);
        this.clock =
                new EventClock(settings.times().lateness(), settings.times().window(), now);
        this.panes = settings.times().panes();
        this.exfiltrationPanes = settings.times().exfiltrationPanes();
        this.rules = rules(settings, hash);
        this.floodRule = new FloodRule(settings, hash);
        this.sources = emptyTables(settings.capacity().bytes());
        this.targets = emptyTables(settings.capacity().bytes() / TARGETS_PART);
    }

    private static List<SourceRule> rules(final PatternSettings settings, final ItemHash hash) {
        final List<SourceRule> rules = new ArrayList<>();
        final ConversationRule conversations = new ConversationRule(settings);
        // Floods and exfiltration look at conversations as well.
        rules.add(conversations);
        if (settings.looksFor(FlowPattern.EXFILTRATION)) {
            rules.add(new ExfiltrationRule(settings, conversations));
        }
        if (settings.looksFor(FlowPattern.PORT_SCAN)) {
            rules.add(new PortScanRule(settings, hash));
        }
        if (settings.looksFor(FlowPattern.HOST_SWEEP)) {
            rules.add(new HostSweepRule(settings, hash));
        }
        return List.copyOf(rules);
    }

    private <K, V extends Dated<V>> Map<Place, TimelineTable<K, V>> emptyTables(final long bytes) {
        final int most = settings.capacity().sources();
        final long bytesOfAnother = bytes / OTHER_TIME_PART;
        final int mostOfAnother = Math.min(most, Math.max(FEWEST_OF_ANOTHER_TIME, most / OTHER_TIME_PART));
        final BoundedTable<K, V> empty = new BoundedTable<>(most, bytes - 2 * bytesOfAnother);
        final TimelineTable<K, V> present = TimelineTable.ofThePresent(empty, clock.span());
        return Map.of(
                Place.PRESENT,
                present,
                Place.AHEAD,
                present.beside(new BoundedTable<>(mostOfAnother, bytesOfAnother)),
                Place.BEHIND,
                present.beside(new BoundedTable<>(mostOfAnother, bytesOfAnother)));
    }

    /**
     * Tells whether observing a flow could remove state that is needed to judge another flow. If so, judge the other flow first.
     *
     * @param event when the flow of the same place that is to be judged still was counted, milliseconds since 1970
     * @param next the flow to be observed
     */
    public boolean wouldForget(final long event, final Flow next) {
        return next.eventMillis() - event > settings.times().lateness();
    }

    /** Where a flow stands to the clock; flows of different places make nothing forgotten for each other. */
    public Place placeOf(final Flow flow) {
        return clock.placeOf(flow);
    }

    /**
     * Returns the flow with the time at which it is counted. That is its end, because a flow is reported at its end at the earliest. A flow that
     * lasts longer than the lateness is counted no later than its start plus the lateness. Flows may also come in the order of their starts.
     * It is not counted so early that it would be late although its end is not.
     */
    public Flow placed(final Flow flow) {
        followTheMostOnceJudged();
        return flow.countedAt(clock.eventOf(flow));
    }

    /** Takes a flow into account. */
    public Admission observe(final Flow flow) {
        followTheMostOnceJudged();
        if (settings.scope().trusted().contain(flow.source())) {
            return Admission.TRUSTED;
        }
        final boolean first = !clock.isSet();
        final Place place = clock.placeOf(flow);
        final Admission arrival = clock.advance(flow, place);
        if (first && arrival == Admission.COUNTED) {
            firstPeriod = periodOf(flow);
        }
        if (place == Place.BEHIND && arrival == Admission.COUNTED && !isSeenBehind) {
            isSeenBehind = true;
            firstPeriodBehind = periodOf(flow);
        }
        switch (arrival) {
            case COUNTED -> count(flow, place);
            case LATE -> late++;
            case IN_THE_FUTURE -> inTheFuture++;
            case TRUSTED -> throw new IllegalStateException("The clock knows no sources");
        }
        return arrival;
    }

    private long periodOf(final Flow flow) {
        return panes.periodOf(panes.paneOf(flow.eventMillis()));
    }

    /** Not between observing a flow and judging it: what it is judged by stays where it is. */
    private void followTheMostOnceJudged() {
        if (isJudged) {
            isJudged = false;
            followTheMost();
        }
    }

    private void followTheMost() {
        switch (clock.mostAre()) {
            case PRESENT -> {}
            case AHEAD -> {
                clock.moveAhead();
                becomePresent(Place.AHEAD);
            }
            case BEHIND -> {
                clock.moveBack();
                becomePresent(Place.BEHIND);
                firstPeriod = firstPeriodBehind;
                isSeenBehind = false;
            }
        }
    }

    private void becomePresent(final Place place) {
        sources.get(place).moveToThePresent();
        targets.get(place).moveToThePresent();
        clockMoves++;
    }

    private void count(final Flow flow, final Place place) {
        counted++;
        if (place != Place.PRESENT) {
            apart++;
        }
        if (flow.isReply()) {
            return;
        }
        final long event = flow.eventMillis();
        evictedSources += sources.get(place)
                .update(
                        flow.source(),
                        event,
                        () -> new SourceActivity(exfiltrationPanes.periodOf(exfiltrationPanes.paneOf(event))),
                        source -> {
                            source.noteFlow(event);
                            for (final SourceRule rule : rules) {
                                rule.note(flow, source);
                            }
                        });
        if (settings.looksFor(FlowPattern.FLOOD)) {
            evictedTargets +=
                    floodRule.note(flow, targets.get(place), place == Place.BEHIND ? firstPeriodBehind : firstPeriod);
        }
    }

    /**
     * The patterns that a flow belongs to, gravest first; none for a flow that is normal, trusted, or was not counted.
     *
     * @param flow that has been observed
     */
    public List<PatternMatch> judge(final Flow flow) {
        isJudged = true;
        if (flow.isReply() || settings.scope().trusted().contain(flow.source())) {
            return List.of();
        }
        final Place place = clock.placeOf(flow);
        final Optional<SourceActivity> source = sources.get(place).find(flow.source(), flow.eventMillis());
        if (source.isEmpty()) {
            return List.of();
        }
        final List<PatternMatch> matches = new ArrayList<>();
        for (final SourceRule rule : rules) {
            rule.judge(flow, source.get()).ifPresent(matches::add);
        }
        if (settings.looksFor(FlowPattern.FLOOD)) {
            floodRule.judge(flow, targets.get(place), source.get()).ifPresent(matches::add);
        }
        matches.sort(Comparator.comparing(PatternMatch::pattern));
        return matches;
    }

    /** Returns the time on which recent flows agree, milliseconds since 1970; empty if no flow was counted yet. */
    public Optional<Long> latest() {
        return clock.isSet() ? Optional.of(clock.agreed()) : Optional.empty();
    }

    /** Returns the counters of the flows seen and the state held. */
    public DetectorCounters counts() {
        int heldSources = 0;
        int heldTargets = 0;
        long bytes = 0;
        for (final Place place : Place.values()) {
            heldSources += sources.get(place).table().size();
            heldTargets += targets.get(place).table().size();
            bytes += sources.get(place).table().bytes()
                    + targets.get(place).table().bytes();
        }
        return new DetectorCounters(
                counted,
                late,
                inTheFuture,
                heldSources,
                heldTargets,
                evictedSources,
                evictedTargets,
                apart,
                clock.stray(),
                clockMoves,
                bytes);
    }

    /**
     * Writes the state to a snapshot.
     *
     * @param mostBytes maximum size of the snapshot. If the state is larger, the sources and targets are left out that would be evicted first
     */
    public Snapshot snapshot(final int mostBytes) {
        final SnapshotFile file = new SnapshotFile(mostBytes);
        try {
            file.begin(output -> writeHead(output));
            int sourcesIn = 0;
            int targetsIn = 0;
            int sourcesHeld = 0;
            int targetsHeld = 0;
            for (final Place place : Place.values()) {
                final BoundedTable<IpAddress, SourceActivity> sourceTable =
                        sources.get(place).table();
                final BoundedTable<Target, TargetActivity> targetTable =
                        targets.get(place).table();
                sourcesIn += file.write(
                        sourceTable.keysDearestFirst(),
                        (output, key) -> writeSource(output, sourceTable, key),
                        mostBytes / (place == Place.PRESENT ? TARGETS_PART : 2 * OTHER_TIME_PART));
                targetsIn += file.write(
                        targetTable.keysDearestFirst(),
                        (output, key) -> writeTarget(output, targetTable, key),
                        place == Place.PRESENT ? mostBytes / OTHER_TIME_PART : 0);
                sourcesHeld += sourceTable.size();
                targetsHeld += targetTable.size();
            }
            return new Snapshot(file.finish(), sourcesIn, sourcesHeld - sourcesIn, targetsHeld - targetsIn);
        } catch (final IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
    }

    private void writeHead(final VarintOutput output) throws IOException {
        writePanes(output, panes);
        writePanes(output, exfiltrationPanes);
        output.writeLong(hash.seed());
        clock.writeTo(output);
        output.writeNumber(firstPeriod);
        output.writeBoolean(isSeenBehind);
        output.writeNumber(firstPeriodBehind);
    }

    private static void writePanes(final VarintOutput output, final Panes panes) throws IOException {
        output.writeNumber(panes.paneMillis());
        output.writeCount(panes.windowPanes());
        output.writeCount(panes.keptPanes());
    }

    private static void writeSource(
            final VarintOutput output, final BoundedTable<IpAddress, SourceActivity> table, final IpAddress key)
            throws IOException {
        Target.write(output, key);
        output.writeBoolean(table.isSeenAgain(key));
        table.find(key).orElseThrow().writeTo(output);
    }

    private static void writeTarget(
            final VarintOutput output, final BoundedTable<Target, TargetActivity> table, final Target key)
            throws IOException {
        key.writeTo(output);
        output.writeBoolean(table.isSeenAgain(key));
        table.find(key).orElseThrow().writeTo(output);
    }

    /**
     * A detector that goes on where another one stopped.
     *
     * @param settings may have other thresholds than before, but not other windows or lateness
     * @param now the present, milliseconds since 1970
     * @param bytes of a {@link Snapshot}, also of one that the first version wrote, which knew no other time than the present
     * @throws SnapshotRejectedException if the bytes are damaged, of another format, or of other windows; nothing of them is used
     */
    public static PatternDetector restore(final PatternSettings settings, final LongSupplier now, final byte[] bytes)
            throws SnapshotRejectedException {
        try {
            final VarintInput input = SnapshotFile.open(bytes);
            final Panes panes = settings.times().panes();
            final Panes exfiltrationPanes = settings.times().exfiltrationPanes();
            if (!readPanes(input).equals(panes) || !readPanes(input).equals(exfiltrationPanes)) {
                throw new SnapshotRejectedException(
                        "The state is of other windows or another lateness than are set now, and its counts cannot be taken over");
            }
            final PatternDetector detector = new PatternDetector(settings, now, input.readLong());
            if (SnapshotFile.isFirstVersion(bytes)) {
                final boolean clockIsSet = input.readBoolean();
                final long latest = input.readNumber();
                if (clockIsSet) {
                    detector.clock.restore(latest);
                }
                detector.firstPeriod = input.readNumber();
                detector.read(input, Place.PRESENT, panes, exfiltrationPanes);
            } else {
                detector.clock.readFrom(input);
                detector.firstPeriod = input.readNumber();
                detector.isSeenBehind = input.readBoolean();
                detector.firstPeriodBehind = input.readNumber();
                for (final Place place : Place.values()) {
                    detector.read(input, place, panes, exfiltrationPanes);
                }
            }
            return detector;
        } catch (final IOException | IllegalArgumentException e) {
            throw new SnapshotRejectedException("The state is damaged: " + e.getMessage(), e);
        }
    }

    private void read(final VarintInput input, final Place place, final Panes windowPanes, final Panes uploadPanes)
            throws IOException {
        SnapshotFile.read(
                input,
                sources.get(place).table(),
                Target::readAddress,
                stream -> SourceActivity.readFrom(stream, windowPanes, uploadPanes));
        SnapshotFile.read(
                input,
                targets.get(place).table(),
                Target::readFrom,
                stream -> TargetActivity.readFrom(stream, windowPanes));
    }

    private static Panes readPanes(final VarintInput input) throws IOException {
        return new Panes(input.readNumber(), input.readSize(Panes.MAX_COUNT), input.readSize(Panes.MAX_COUNT));
    }
}
