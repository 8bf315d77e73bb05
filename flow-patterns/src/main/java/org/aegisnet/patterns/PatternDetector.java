package org.aegisnet.patterns;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.aegisnet.patterns.snapshot.SnapshotInput;
import org.aegisnet.patterns.snapshot.SnapshotOutput;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.window.Panes;

/**
 * Finds patterns in flows: {@link #observe} takes a flow into account, {@link #judge} says to which patterns it belongs as far as is known by
 * then. Flows that are observed together, and judged afterwards, do not depend on each other's order; so the first flow of a scan is known for
 * one where the rest is among them.
 *
 * <p>The clock is the latest start of a flow, and flows are counted at their end: so neither flows in the order of their starts nor flows in the
 * order of their ends are late. Memory is bounded by {@link PatternSettings.Capacity}. For one
 * thread at a time.
 */
public final class PatternDetector {
    private static final int TARGETS_PART = 4;

    private final PatternSettings settings;
    private final ItemHash hash;
    private final EventClock clock;
    private final Panes panes;
    private final Panes exfiltrationPanes;
    private final List<SourceRule> rules;
    private final FloodRule floodRule;
    private BoundedTable<Address, SourceActivity> sources;
    private BoundedTable<Peer, TargetActivity> targets;
    private long firstPeriod;
    private long counted;
    private long late;
    private long inTheFuture;
    private long evictedSources;
    private long evictedTargets;
    private long clockResets;

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
        this.clock = new EventClock(settings.times().lateness(), now);
        this.panes = settings.times().panes();
        this.exfiltrationPanes = settings.times().exfiltrationPanes();
        this.rules = rules(settings, hash);
        this.floodRule = new FloodRule(settings, hash);
        this.sources = emptySources();
        this.targets = emptyTargets();
    }

    private static List<SourceRule> rules(final PatternSettings settings, final ItemHash hash) {
        final List<SourceRule> rules = new ArrayList<>();
        final ConversationRule conversations = new ConversationRule(settings);
        // Floods and exfiltration look at conversations as well.
        rules.add(conversations);
        if (settings.looksFor(Pattern.EXFILTRATION)) {
            rules.add(new ExfiltrationRule(settings, conversations));
        }
        if (settings.looksFor(Pattern.PORT_SCAN)) {
            rules.add(new PortScanRule(settings, hash));
        }
        if (settings.looksFor(Pattern.HOST_SWEEP)) {
            rules.add(new HostSweepRule(settings, hash));
        }
        return List.copyOf(rules);
    }

    private BoundedTable<Address, SourceActivity> emptySources() {
        return new BoundedTable<>(
                settings.capacity().sources(), settings.capacity().bytes());
    }

    private BoundedTable<Peer, TargetActivity> emptyTargets() {
        return new BoundedTable<>(
                settings.capacity().sources(), settings.capacity().bytes() / TARGETS_PART);
    }

    /**
     * Whether observing a flow could make the detector forget what is needed to judge another one; that one is judged before.
     *
     * @param event when the flow that is to be judged still was counted, milliseconds since 1970
     * @param next the flow to be observed
     */
    public boolean wouldForget(final long event, final Flow next) {
        return next.eventMillis() - event > settings.times().lateness();
    }

    /**
     * A flow, counted where it can be: at its end, for that is when it is reported first; but a flow that lasts longer than the lateness not later
     * than so much after its start, for flows may also come in the order of their starts, and not so early that it would be late although its
     * end is not.
     */
    public Flow placed(final Flow flow) {
        return flow.countedAt(clock.eventOf(flow));
    }

    /** Takes a flow into account. */
    public Arrival observe(final Flow flow) {
        if (settings.scope().trusted().contain(flow.source())) {
            return Arrival.TRUSTED;
        }
        final boolean first = !clock.isSet();
        Arrival arrival = clock.advance(flow);
        if (clock.isAhead()) {
            forgetAll();
            arrival = clock.advance(flow);
            firstPeriod = periodOf(flow);
        } else if (first && arrival == Arrival.COUNTED) {
            firstPeriod = periodOf(flow);
        }
        switch (arrival) {
            case COUNTED -> count(flow);
            case LATE -> late++;
            case IN_THE_FUTURE -> inTheFuture++;
            case TRUSTED -> throw new IllegalStateException("The clock knows no sources");
        }
        return arrival;
    }

    private long periodOf(final Flow flow) {
        return panes.periodOf(panes.paneOf(flow.eventMillis()));
    }

    private void forgetAll() {
        clock.unset();
        sources = emptySources();
        targets = emptyTargets();
        clockResets++;
    }

    private void count(final Flow flow) {
        counted++;
        if (flow.isReply()) {
            return;
        }
        evictedSources += sources.update(
                flow.source(),
                () -> new SourceActivity(exfiltrationPanes.periodOf(exfiltrationPanes.paneOf(flow.eventMillis()))),
                source -> {
                    source.noteFlow();
                    for (final SourceRule rule : rules) {
                        rule.note(flow, source);
                    }
                });
        if (settings.looksFor(Pattern.FLOOD)) {
            evictedTargets += floodRule.note(flow, targets, firstPeriod);
        }
    }

    /**
     * The patterns that a flow belongs to, gravest first; none for a flow that is normal, trusted, or was not counted.
     *
     * @param flow that has been observed
     */
    public List<Match> judge(final Flow flow) {
        if (flow.isReply() || settings.scope().trusted().contain(flow.source())) {
            return List.of();
        }
        final Optional<SourceActivity> source = sources.find(flow.source());
        if (source.isEmpty()) {
            return List.of();
        }
        final List<Match> matches = new ArrayList<>();
        for (final SourceRule rule : rules) {
            rule.judge(flow, source.get()).ifPresent(matches::add);
        }
        if (settings.looksFor(Pattern.FLOOD)) {
            floodRule.judge(flow, targets, source.get()).ifPresent(matches::add);
        }
        matches.sort(Comparator.comparing(Match::pattern));
        return matches;
    }

    /** The latest start of a flow, milliseconds since 1970; empty where none was counted yet. */
    public Optional<Long> latest() {
        return clock.isSet() ? Optional.of(clock.latest()) : Optional.empty();
    }

    /** What has been seen and is held. */
    public Counts counts() {
        return new Counts(
                counted,
                late,
                inTheFuture,
                sources.size(),
                targets.size(),
                evictedSources,
                evictedTargets,
                clockResets,
                sources.bytes() + targets.bytes());
    }

    /**
     * Writes the state down.
     *
     * @param mostBytes what the snapshot may take; where the state takes more, those sources and targets are left out that would be evicted
     *     first
     */
    public Snapshot snapshot(final int mostBytes) {
        final SnapshotFile file = new SnapshotFile(mostBytes);
        try {
            file.begin(output -> writeHead(output));
            final int sourcesIn = file.write(
                    sources.keysDearestFirst(), (output, key) -> writeSource(output, key), mostBytes / TARGETS_PART);
            final int targetsIn = file.write(targets.keysDearestFirst(), (output, key) -> writeTarget(output, key), 0);
            return new Snapshot(file.finish(), sourcesIn, sources.size() - sourcesIn, targets.size() - targetsIn);
        } catch (final IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
    }

    private void writeHead(final SnapshotOutput output) throws IOException {
        writePanes(output, panes);
        writePanes(output, exfiltrationPanes);
        output.writeBits(hash.seed());
        output.writeFlag(clock.isSet());
        output.writeNumber(clock.isSet() ? clock.latest() : 0);
        output.writeNumber(firstPeriod);
    }

    private static void writePanes(final SnapshotOutput output, final Panes panes) throws IOException {
        output.writeNumber(panes.paneMillis());
        output.writeSize(panes.windowPanes());
        output.writeSize(panes.keptPanes());
    }

    private void writeSource(final SnapshotOutput output, final Address key) throws IOException {
        Peer.write(output, key);
        output.writeFlag(sources.isSeenAgain(key));
        sources.find(key).orElseThrow().writeTo(output);
    }

    private void writeTarget(final SnapshotOutput output, final Peer key) throws IOException {
        key.writeTo(output);
        output.writeFlag(targets.isSeenAgain(key));
        targets.find(key).orElseThrow().writeTo(output);
    }

    /**
     * A detector that goes on where another one stopped.
     *
     * @param settings may have other thresholds than before, but not other windows or lateness
     * @param now the present, milliseconds since 1970
     * @param bytes of a {@link Snapshot}
     * @throws SnapshotRejectedException where the bytes are damaged, of another format, or of other windows; nothing of them is used
     */
    public static PatternDetector restore(final PatternSettings settings, final LongSupplier now, final byte[] bytes)
            throws SnapshotRejectedException {
        try {
            final SnapshotInput input = SnapshotFile.open(bytes);
            final Panes panes = settings.times().panes();
            final Panes exfiltrationPanes = settings.times().exfiltrationPanes();
            if (!readPanes(input).equals(panes) || !readPanes(input).equals(exfiltrationPanes)) {
                throw new SnapshotRejectedException(
                        "The state is of other windows or another lateness than are set now, and its counts cannot be taken over");
            }
            final PatternDetector detector = new PatternDetector(settings, now, input.readBits());
            final boolean clockIsSet = input.readFlag();
            final long latest = input.readNumber();
            if (clockIsSet) {
                detector.clock.set(latest);
            }
            detector.firstPeriod = input.readNumber();
            SnapshotFile.read(
                    input,
                    detector.sources,
                    Peer::readAddress,
                    stream -> SourceActivity.readFrom(stream, panes, exfiltrationPanes));
            SnapshotFile.read(
                    input, detector.targets, Peer::readFrom, stream -> TargetActivity.readFrom(stream, panes));
            return detector;
        } catch (final IOException | IllegalArgumentException e) {
            throw new SnapshotRejectedException("The state is damaged: " + e.getMessage(), e);
        }
    }

    private static Panes readPanes(final SnapshotInput input) throws IOException {
        return new Panes(input.readNumber(), input.readSize(Panes.MOST), input.readSize(Panes.MOST));
    }
}
