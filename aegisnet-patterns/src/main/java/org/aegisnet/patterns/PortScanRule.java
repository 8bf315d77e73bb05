package org.aegisnet.patterns;

import java.util.Optional;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.patterns.window.DistinctWindow;
import org.aegisnet.patterns.window.Panes;

/** One source tries many ports of one destination (a vertical scan). */
final class PortScanRule implements SourceRule {
    private final Panes panes;
    private final int fewest;
    private final ItemHash hash;

    PortScanRule(final PatternSettings settings, final ItemHash hash) {
        this.panes = settings.times().panes();
        this.fewest = settings.thresholds().portScanPorts();
        this.hash = hash;
    }

    private static boolean concerns(final Flow flow) {
        return flow.isProbe()
                && flow.protocol() != IpProtocol.ICMP
                && flow.protocol() != IpProtocol.ICMP_V6
                && flow.destinationPort() != Flow.UNKNOWN
                && flow.destination().isUnicast();
    }

    @Override
    public void note(final Flow flow, final SourceActivity source) {
        if (concerns(flow)) {
            source.probedPorts()
                    .update(
                            flow.destination(),
                            () -> new DistinctWindow(panes),
                            ports -> ports.add(hash.of(Service.of(flow)), panes.paneOf(flow.eventMillis())));
        }
    }

    @Override
    public Optional<PatternMatch> judge(final Flow flow, final SourceActivity source) {
        if (!concerns(flow)) {
            return Optional.empty();
        }
        final long pane = panes.paneOf(flow.eventMillis());
        return source.probedPorts().find(flow.destination()).flatMap(ports -> {
            final long tried = ports.countUntil(pane);
            return tried < fewest
                    ? Optional.empty()
                    : Optional.of(PatternMatch.over(
                            FlowPattern.PORT_SCAN,
                            Technique.NETWORK_SERVICE_DISCOVERY,
                            tried,
                            fewest,
                            "%s tried %s%s ports of %s within %s; fewer than %s are allowed"
                                    .formatted(
                                            flow.source().text(),
                                            ports.isEstimateUntil(pane) ? "about " : "",
                                            Sentence.count(tried),
                                            flow.destination().text(),
                                            Sentence.seconds(panes.windowMillis()),
                                            Sentence.count(fewest))));
        });
    }
}
