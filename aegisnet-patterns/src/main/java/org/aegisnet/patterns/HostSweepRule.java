package org.aegisnet.patterns;

import java.util.Optional;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.patterns.window.DistinctWindow;
import org.aegisnet.patterns.window.Panes;

/** One source tries one service on many destinations (a horizontal scan). */
final class HostSweepRule implements SourceRule {
    private final Panes panes;
    private final int fewest;
    private final ItemHash hash;

    HostSweepRule(final PatternSettings settings, final ItemHash hash) {
        this.panes = settings.times().panes();
        this.fewest = settings.thresholds().hostSweepHosts();
        this.hash = hash;
    }

    private static boolean concerns(final Flow flow) {
        return flow.isProbeOfAHost() && flow.destination().isUnicast();
    }

    /** Messages of ICMP that ask all want to know the same. */
    private static Service serviceOf(final Flow flow) {
        return isIcmp(flow) ? new Service(IpProtocol.ICMP, Flow.UNKNOWN) : Service.of(flow);
    }

    private static boolean isIcmp(final Flow flow) {
        return IpProtocol.isIcmp(flow.protocol());
    }

    @Override
    public void note(final Flow flow, final SourceActivity source) {
        if (concerns(flow)) {
            source.probedHosts()
                    .update(
                            serviceOf(flow),
                            () -> new DistinctWindow(panes),
                            hosts -> hosts.add(hash.of(flow.destination()), panes.paneOf(flow.eventMillis())));
        }
    }

    @Override
    public Optional<PatternMatch> judge(final Flow flow, final SourceActivity source) {
        if (!concerns(flow)) {
            return Optional.empty();
        }
        final long pane = panes.paneOf(flow.eventMillis());
        final Service service = serviceOf(flow);
        return source.probedHosts().find(service).flatMap(hosts -> {
            final long tried = hosts.countUntil(pane);
            return tried < fewest
                    ? Optional.empty()
                    : Optional.of(PatternMatch.over(
                            FlowPattern.HOST_SWEEP,
                            isIcmp(flow) ? Technique.REMOTE_SYSTEM_DISCOVERY : Technique.NETWORK_SERVICE_DISCOVERY,
                            tried,
                            fewest,
                            "%s tried %s on %s%s hosts within %s; fewer than %s are allowed"
                                    .formatted(
                                            flow.source().text(),
                                            service.text(),
                                            hosts.isEstimateUntil(pane) ? "about " : "",
                                            Sentence.count(tried),
                                            Sentence.seconds(panes.windowMillis()),
                                            Sentence.count(fewest))));
        });
    }
}
