package org.aegisnet.patterns;

import java.util.Optional;
import org.aegisnet.patterns.window.Baseline;
import org.aegisnet.patterns.window.Panes;
import org.aegisnet.patterns.window.SumWindow;

/** One source within sends one destination outside far more than it ever sends, or more than anybody should. */
final class ExfiltrationRule implements SourceRule {
    static final int COLUMNS = 1;
    private static final int BYTES = 0;

    /** Number of windows for which a source must have been seen before its usual volume is known. */
    private static final int FEWEST_PERIODS = 5;

    /** Minimum number of flows of a source before it can match; a new source does not match. */
    private static final long FEWEST_FLOWS = 10;

    private final PatternSettings settings;
    private final Panes panes;
    private final ConversationRule conversations;

    ExfiltrationRule(final PatternSettings settings, final ConversationRule conversations) {
        this.settings = settings;
        this.panes = settings.times().exfiltrationPanes();
        this.conversations = conversations;
    }

    private boolean concerns(final Flow flow) {
        return flow.bytesForward() > 0
                && flow.destination().isUnicast()
                && settings.scope().internal().contain(flow.source())
                && !settings.scope().internal().contain(flow.destination());
    }

    @Override
    public void note(final Flow flow, final SourceActivity source) {
        if (!concerns(flow)) {
            return;
        }
        final long pane = panes.paneOf(flow.eventMillis());
        source.uploads().update(flow.destination(), () -> new SumWindow(panes, COLUMNS), upload -> {
            upload.add(pane, flow.bytesForward());
            source.usualUpload().raise(panes.periodOf(pane), upload.sumOfPeriod(pane, BYTES));
        });
    }

    @Override
    public Optional<PatternMatch> judge(final Flow flow, final SourceActivity source) {
        if (!concerns(flow) || source.flows() < FEWEST_FLOWS) {
            return Optional.empty();
        }
        return source.uploads().find(flow.destination()).flatMap(upload -> judge(flow, source, upload));
    }

    private Optional<PatternMatch> judge(final Flow flow, final SourceActivity source, final SumWindow upload) {
        final PatternSettings.Thresholds thresholds = settings.thresholds();
        final long pane = panes.paneOf(flow.eventMillis());
        final long sent = upload.sumUntil(pane, BYTES);
        if (sent >= thresholds.exfiltrationBytes()) {
            return Optional.of(match(
                    flow,
                    source,
                    sent,
                    (double) thresholds.exfiltrationBytes(),
                    "%s is too much for any".formatted(Sentence.megabytes(thresholds.exfiltrationBytes()))));
        }
        final Baseline usual = source.usualUpload();
        final long period = panes.periodOf(pane);
        final long usualBytes = usual.usualBefore(period);
        final double unusual = Math.max(
                (double) thresholds.unusualExfiltrationBytes(), thresholds.unusualFactor() * (double) usualBytes);
        if (usual.knownBefore(period) < FEWEST_PERIODS || sent < unusual) {
            return Optional.empty();
        }
        return Optional.of(match(
                flow,
                source,
                sent,
                unusual,
                "%s is its usual maximum to one".formatted(Sentence.megabytes(usualBytes))));
    }

    private PatternMatch match(
            final Flow flow,
            final SourceActivity source,
            final long sent,
            final double threshold,
            final String comparison) {
        final boolean overC2 = source.conversations()
                .find(Target.of(flow))
                .flatMap(conversations::rhythm)
                .isPresent();
        return PatternMatch.over(
                FlowPattern.EXFILTRATION,
                overC2 ? Technique.EXFILTRATION_OVER_C2_CHANNEL : Technique.EXFILTRATION_OVER_ALTERNATIVE_PROTOCOL,
                sent,
                threshold,
                "%s sent %s to %s within %s; %s external destination"
                        .formatted(
                                flow.source().text(),
                                Sentence.megabytes(sent),
                                flow.destination().text(),
                                Sentence.seconds(panes.windowMillis()),
                                comparison));
    }
}
