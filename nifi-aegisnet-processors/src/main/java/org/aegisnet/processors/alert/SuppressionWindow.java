package org.aegisnet.processors.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Window of an alert that was sent, in which its repeats are counted. Immutable.
 *
 * @param sent the alert that was sent
 * @param opened the time at which it was sent, milliseconds since 1970
 * @param rebased true if the window begins anew, because its beginning was in the future
 * @param told the highest severity that was sent
 * @param reasons of the gravest alert among those sent and counted; empty if that alert lacks reasons
 * @param reasonsOf the severity of that alert
 * @param repeats the counts of repeats since then
 */
record SuppressionWindow(
        FlowAlert sent,
        long opened,
        boolean rebased,
        Severity told,
        Optional<String> reasons,
        Severity reasonsOf,
        Repeats repeats) {

    /**
     * Repeats that were counted.
     *
     * @param count how many
     * @param first time of the earliest, milliseconds since 1970
     * @param last time of the latest, milliseconds since 1970
     * @param gravest the highest severity
     * @param risk the highest risk
     * @param ports different destination ports
     */
    record Repeats(long count, long first, long last, Severity gravest, double risk, PortSet ports) {
        static Repeats none() {
            return new Repeats(0, Long.MAX_VALUE, Long.MIN_VALUE, Severity.LOW, 0, PortSet.empty());
        }

        private static Repeats of(final FlowAlert alert) {
            final long time = alert.time().toEpochMilli();
            return new Repeats(
                    1,
                    time,
                    time,
                    alert.severity(),
                    alert.number(AlertFields.RISK).orElse(0),
                    PortSet.empty().with(alert.integer(AlertFields.DESTINATION_PORT)));
        }

        private Repeats with(final Repeats others) {
            return new Repeats(
                    count + others.count,
                    Math.min(first, others.first),
                    Math.max(last, others.last),
                    gravest.orHigher(others.gravest),
                    Math.max(risk, others.risk),
                    ports.with(others.ports));
        }
    }

    private static final String REBASED =
            "Counted for longer than the window: the clock stood ahead when it began, and was set back since";

    /** A window that begins with an alert. */
    static SuppressionWindow open(final FlowAlert alert, final long now) {
        return new SuppressionWindow(
                alert, now, false, alert.severity(), alert.text(AlertFields.REASONS), alert.severity(), Repeats.none());
    }

    /**
     * Tells whether an alert with the same source, destination and label is a repeat: its flow ended less than a window's length before or after.
     */
    boolean covers(final FlowAlert alert, final Duration length) {
        return Duration.between(sent.time(), alert.time()).abs().compareTo(length) < 0;
    }

    /** Tells whether a repeat is graver than all alerts that were sent, so that it must be sent, too. */
    boolean isSurpassedBy(final FlowAlert alert) {
        return alert.severity().compareTo(told) > 0;
    }

    SuppressionWindow withRepeat(final FlowAlert alert) {
        return withReasons(alert.severity(), alert.text(AlertFields.REASONS), told, repeats.with(Repeats.of(alert)));
    }

    /** After a graver alert was sent. */
    SuppressionWindow withGraver(final FlowAlert alert) {
        return withReasons(alert.severity(), alert.text(AlertFields.REASONS), alert.severity(), repeats);
    }

    private SuppressionWindow withReasons(
            final Severity severity, final Optional<String> why, final Severity highestTold, final Repeats counted) {
        final boolean graver = severity.compareTo(reasonsOf) > 0;
        return new SuppressionWindow(
                sent, opened, rebased, highestTold, graver ? why : reasons, graver ? severity : reasonsOf, counted);
    }

    /** Both as one, if two FlowFiles of windows have come together in a queue; no repeat is forgotten. */
    SuppressionWindow with(final SuppressionWindow later) {
        return withReasons(later.reasonsOf, later.reasons, told.orHigher(later.told), repeats.with(later.repeats));
    }

    /**
     * This window, adjusted to the current time. If the clock was ahead when the window was opened, the window begins later than now. It then begins
     * now instead, so that it does not wait until the clock catches up.
     */
    SuppressionWindow by(final long now) {
        return opened <= now ? this : new SuppressionWindow(sent, now, true, told, reasons, reasonsOf, repeats);
    }

    /** A graver repeat, with what it goes on from. */
    FlowAlert escalated(final FlowAlert graver) {
        return graver.with(Map.of(AlertFields.REPEAT_OF, sent.id()));
    }

    /** The last counted repeat, with the reason why it is not sent. */
    FlowAlert told(final FlowAlert repeat, final Duration length) {
        return repeat.with(Map.of(
                AlertFields.REPEAT_OF,
                sent.id(),
                AlertFields.REPEAT_NUMBER,
                repeats.count(),
                AlertFields.SUPPRESSED_REASON,
                "Repeat %d of alert %s: same source, destination and label within %s"
                        .formatted(repeats.count(), sent.id(), words(length))));
    }

    /** The summary that is sent at the window's end if it has repeats. */
    FlowAlert summary() {
        final Map<String, Object> changed = new HashMap<>();
        changed.put(AlertFields.ID, UUID.randomUUID().toString());
        changed.put(AlertFields.KIND, FlowAlert.SUMMARY);
        changed.put(AlertFields.TIME, Instant.ofEpochMilli(repeats.last()).toString());
        changed.put(AlertFields.SEVERITY, repeats.gravest().word());
        changed.put(AlertFields.RISK, repeats.risk());
        changed.put(AlertFields.REASONS, reasons.orElse(null));
        changed.put(AlertFields.REPEATS, repeats.count());
        changed.put(AlertFields.DISTINCT_PORTS, (long) repeats.ports().size());
        changed.put(
                AlertFields.FIRST_TIME, Instant.ofEpochMilli(repeats.first()).toString());
        changed.put(AlertFields.LAST_TIME, Instant.ofEpochMilli(repeats.last()).toString());
        if (rebased) {
            changed.put(AlertFields.SUPPRESSED_REASON, REBASED);
        }
        changed.put(AlertFields.REPEAT_OF, sent.id());
        // Values of one flow do not hold for all repeats.
        for (final String field : new String[] {
            AlertFields.SOURCE_PORT,
            AlertFields.DESTINATION_PORT,
            AlertFields.PROTOCOL,
            AlertFields.BYTES_IN,
            AlertFields.BYTES_OUT,
            AlertFields.PACKETS,
            AlertFields.DURATION,
            AlertFields.PROBABILITY,
            AlertFields.ANOMALY_SCORE,
            AlertFields.PERCENTILE,
            AlertFields.CONFIDENCE
        }) {
            changed.put(field, null);
        }
        return sent.with(changed);
    }

    private static String words(final Duration length) {
        return length.toSeconds() % 60 == 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    }
}
