package org.aegisnet.patterns;

import java.util.Optional;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.patterns.window.Panes;
import org.aegisnet.patterns.window.RecentStarts;

/**
 * Rule for the flows of one source to one service. It finds many short flows of similar size to a service that people log in to (brute force).
 * It also finds flows that start at regular intervals (beaconing). One rule serves both patterns, because they need the same conversations.
 */
final class ConversationRule implements SourceRule {
    /** Sizes within a factor of two of each other, for most. */
    private static final double MAX_SPREAD = 1;

    /** An attempt to log in takes a handshake, a question and an answer. */
    private static final int FEWEST_PACKETS = 4;

    private static final int FEWEST_ANSWERS = 3;

    private final PatternSettings settings;
    private final Panes panes;

    ConversationRule(final PatternSettings settings) {
        this.settings = settings;
        this.panes = settings.times().panes();
    }

    private boolean isAttempt(final Flow flow) {
        return flow.protocol() == IpProtocol.TCP
                && settings.scope().bruteForcePorts().contains(flow.destinationPort())
                && flow.packetsForward() >= FEWEST_PACKETS
                && (flow.packetsReverse() == Flow.UNKNOWN || flow.packetsReverse() >= FEWEST_ANSWERS)
                && flow.endMillis() - flow.startMillis() <= settings.times().longestAttempt();
    }

    private boolean mayBeABeacon(final Flow flow) {
        return (flow.protocol() == IpProtocol.TCP || flow.protocol() == IpProtocol.UDP)
                && flow.destinationPort() != Flow.UNKNOWN
                && flow.destination().isUnicast()
                && settings.scope().internal().contain(flow.source())
                && !settings.scope().internal().contain(flow.destination())
                && !settings.scope().regularPorts().contains(flow.destinationPort());
    }

    @Override
    public void note(final Flow flow, final SourceActivity source) {
        source.conversations().update(Target.of(flow), () -> new Conversation(panes), conversation -> {
            conversation.note(panes.paneOf(flow.eventMillis()), isAttempt(flow), flow.bytesForward());
            if (mayBeABeacon(flow)) {
                conversation.noteStart(flow.startMillis());
            }
        });
    }

    @Override
    public Optional<PatternMatch> judge(final Flow flow, final SourceActivity source) {
        return source.conversations().find(Target.of(flow)).flatMap(conversation -> {
            final Optional<PatternMatch> bruteForce = bruteForce(flow, conversation);
            return bruteForce.isPresent() ? bruteForce : beaconing(flow, conversation);
        });
    }

    private Optional<PatternMatch> bruteForce(final Flow flow, final Conversation conversation) {
        if (!settings.looksFor(FlowPattern.BRUTE_FORCE) || !isAttempt(flow)) {
            return Optional.empty();
        }
        final long pane = panes.paneOf(flow.eventMillis());
        final int fewest = settings.thresholds().bruteForceAttempts();
        final long attempts = conversation.attemptsUntil(pane);
        if (attempts < fewest || conversation.spreadUntil(pane) > MAX_SPREAD) {
            return Optional.empty();
        }
        return Optional.of(PatternMatch.over(
                FlowPattern.BRUTE_FORCE,
                Technique.BRUTE_FORCE,
                attempts,
                fewest,
                "%s made %s short connections of like size to %s of %s within %s; fewer than %s are allowed"
                        .formatted(
                                flow.source().text(),
                                Sentence.count(attempts),
                                Service.of(flow).text(),
                                flow.destination().text(),
                                Sentence.seconds(panes.windowMillis()),
                                Sentence.count(fewest))));
    }

    private Optional<PatternMatch> beaconing(final Flow flow, final Conversation conversation) {
        return settings.looksFor(FlowPattern.BEACONING) && mayBeABeacon(flow)
                ? rhythm(conversation).map(rhythm -> beaconing(flow, rhythm))
                : Optional.empty();
    }

    /** The rhythm of a conversation, if it is regular enough. */
    Optional<RecentStarts.Rhythm> rhythm(final Conversation conversation) {
        return conversation
                .starts()
                .rhythm(settings.thresholds().beacons())
                .filter(rhythm -> rhythm.intervalMillis() >= settings.times().shortestBeat()
                        && rhythm.jitter() <= settings.thresholds().beaconJitter());
    }

    /** Twice as sure for a clock as at the largest jitter, and the surer the more beats there are. */
    private PatternMatch beaconing(final Flow flow, final RecentStarts.Rhythm rhythm) {
        final double allowed = settings.thresholds().beaconJitter();
        final double regularity = 2 - (allowed == 0 ? 0 : rhythm.jitter() / allowed);
        return PatternMatch.over(
                FlowPattern.BEACONING,
                Technique.APPLICATION_LAYER_PROTOCOL,
                Math.round(regularity * rhythm.beats()),
                settings.thresholds().beacons(),
                "%s asked %s of %s %d times, every %s with %.1f %% jitter; up to %.1f %% is regular"
                        .formatted(
                                flow.source().text(),
                                Service.of(flow).text(),
                                flow.destination().text(),
                                rhythm.beats(),
                                Sentence.seconds(rhythm.intervalMillis()),
                                100 * rhythm.jitter(),
                                100 * allowed));
    }
}
