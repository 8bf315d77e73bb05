package org.aegisnet.patterns;

import java.util.Optional;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.patterns.window.Baseline;
import org.aegisnet.patterns.window.Panes;

/**
 * Rule for floods from one source or from many. A flood is many TCP flows to one service, many unanswered flows to one host, or many unanswered
 * packets of another protocol to one host. Immutable; the state is in the table of targets.
 */
final class FloodRule {
    /** Number of windows after which the usual traffic is known; until then only ten times the threshold is a flood. */
    private static final int FEWEST_PERIODS = 5;

    private static final double UNTIL_KNOWN = 10;

    /** A client that sends fewer flows than these, all answered, is not part of a flood at its server. */
    private static final long FEWEST_OF_ONE_SOURCE = 10;

    /** A scan tries a port once or twice; a flood of random ports hits them more often. */
    private static final long FLOWS_FOR_A_PORT = 2;

    /** Where at least every twentieth packet is answered there is a conversation. */
    private static final long ANSWERED_ONE_IN = 20;

    private final PatternSettings settings;
    private final Panes panes;
    private final ItemHash hash;

    FloodRule(final PatternSettings settings, final ItemHash hash) {
        this.settings = settings;
        this.panes = settings.times().panes();
        this.hash = hash;
    }

    private static Target hostOf(final Flow flow) {
        return new Target(flow.destination(), new Service(flow.protocol(), Flow.UNKNOWN));
    }

    /**
     * Takes a flow into account.
     *
     * @param firstPeriod from which on flows have been read
     * @return the number of targets removed for it
     */
    int note(final Flow flow, final TimelineTable<Target, TargetActivity> targets, final long firstPeriod) {
        if (!flow.destination().isUnicast()) {
            return 0;
        }
        final long pane = panes.paneOf(flow.eventMillis());
        int forgotten = 0;
        if (flow.protocol() != IpProtocol.TCP) {
            return targets.update(
                    hostOf(flow), flow.eventMillis(), () -> new TargetActivity(panes, firstPeriod), host -> {
                        host.note(pane, flow);
                        host.noteUsualPackets(pane, panes.periodOf(pane));
                    });
        }
        if (flow.isProbe()) {
            forgotten += targets.update(
                    hostOf(flow), flow.eventMillis(), () -> new TargetActivity(panes, firstPeriod), host -> {
                        host.note(pane, flow);
                        host.notePort(pane, hash.of(Service.of(flow)));
                        host.noteUsualFlows(pane, panes.periodOf(pane));
                    });
        }
        return forgotten
                + targets.update(
                        Target.of(flow), flow.eventMillis(), () -> new TargetActivity(panes, firstPeriod), service -> {
                            service.note(pane, flow);
                            service.noteUsualFlows(pane, panes.periodOf(pane));
                        });
    }

    /** Tells whether a flow that has been counted belongs to a flood, by the current state. */
    Optional<PatternMatch> judge(
            final Flow flow, final TimelineTable<Target, TargetActivity> targets, final SourceActivity source) {
        if (!flow.destination().isUnicast()) {
            return Optional.empty();
        }
        if (flow.protocol() != IpProtocol.TCP) {
            return targets.find(hostOf(flow), flow.eventMillis()).flatMap(host -> ofPackets(flow, host));
        }
        final Optional<PatternMatch> ofService =
                targets.find(Target.of(flow), flow.eventMillis()).flatMap(service -> ofFlows(flow, service, source));
        return ofService.isPresent() || !flow.isProbe()
                ? ofService
                : targets.find(hostOf(flow), flow.eventMillis()).flatMap(host -> ofUnansweredFlows(flow, host));
    }

    private Optional<PatternMatch> ofFlows(final Flow flow, final TargetActivity service, final SourceActivity source) {
        final long pane = panes.paneOf(flow.eventMillis());
        final long flows = service.flowsUntil(pane);
        final double threshold =
                threshold(service.usual(), pane, settings.thresholds().floodFlows());
        if (flows < threshold) {
            return Optional.empty();
        }
        final long own = source.conversations()
                .find(Target.of(flow))
                .map(conversation -> conversation.flowsUntil(pane))
                .orElse(0L);
        if (!flow.isProbe() && own < FEWEST_OF_ONE_SOURCE) {
            return Optional.empty();
        }
        return Optional.of(PatternMatch.over(
                FlowPattern.FLOOD,
                Technique.ENDPOINT_DENIAL_OF_SERVICE,
                flows,
                threshold,
                "%s of %s got %s flows within %s, %s of them from %s; fewer than %s are allowed"
                        .formatted(
                                Service.of(flow).text(),
                                flow.destination().text(),
                                Sentence.count(flows),
                                Sentence.seconds(panes.windowMillis()),
                                Sentence.count(own),
                                flow.source().text(),
                                Sentence.count((long) threshold))));
    }

    private Optional<PatternMatch> ofUnansweredFlows(final Flow flow, final TargetActivity host) {
        final long pane = panes.paneOf(flow.eventMillis());
        final long flows = host.unansweredFlowsUntil(pane);
        final double threshold =
                threshold(host.usual(), pane, settings.thresholds().floodFlows());
        if (flows < threshold || flows <= FLOWS_FOR_A_PORT * host.portsUntil(pane)) {
            return Optional.empty();
        }
        return Optional.of(PatternMatch.over(
                FlowPattern.FLOOD,
                Technique.ENDPOINT_DENIAL_OF_SERVICE,
                flows,
                threshold,
                "%s got %s flows of TCP within %s that it did not answer; fewer than %s are allowed"
                        .formatted(
                                flow.destination().text(),
                                Sentence.count(flows),
                                Sentence.seconds(panes.windowMillis()),
                                Sentence.count((long) threshold))));
    }

    private Optional<PatternMatch> ofPackets(final Flow flow, final TargetActivity host) {
        final long pane = panes.paneOf(flow.eventMillis());
        final long packets = host.packetsUntil(pane);
        final double threshold =
                threshold(host.usual(), pane, (double) settings.thresholds().floodPackets());
        if (packets < threshold
                || host.flowsUntil(pane) < 2
                || host.answeringPacketsUntil(pane) >= packets / ANSWERED_ONE_IN) {
            return Optional.empty();
        }
        return Optional.of(PatternMatch.over(
                FlowPattern.FLOOD,
                Technique.NETWORK_DENIAL_OF_SERVICE,
                packets,
                threshold,
                "%s got %s packets of %s within %s and answered %s; fewer than %s are allowed"
                        .formatted(
                                flow.destination().text(),
                                Sentence.count(packets),
                                flow.protocol() == IpProtocol.UDP ? "UDP" : "protocol " + flow.protocol(),
                                Sentence.seconds(panes.windowMillis()),
                                Sentence.count(host.answeringPacketsUntil(pane)),
                                Sentence.count((long) threshold))));
    }

    private double threshold(final Baseline usual, final long pane, final double fewest) {
        final long period = panes.periodOf(pane);
        return usual.knownBefore(period) < FEWEST_PERIODS
                ? UNTIL_KNOWN * fewest
                : Math.max(fewest, settings.thresholds().unusualFactor() * (double) usual.usualBefore(period));
    }
}
