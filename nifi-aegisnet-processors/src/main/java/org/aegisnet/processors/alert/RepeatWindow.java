package org.aegisnet.processors.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What is remembered of an alert that was sent, while its repeats are counted. Immutable.
 *
 * @param sent the alert that was sent
 * @param opened when it was sent, milliseconds since 1970
 * @param repeats how many were counted since
 * @param first time of the earliest repeat, milliseconds since 1970
 * @param last time of the latest repeat, milliseconds since 1970
 * @param gravest the highest severity among the repeats
 * @param risk the highest risk among the repeats
 */
record RepeatWindow(FlowAlert sent, long opened, long repeats, long first, long last, Severity gravest, double risk) {

    /** A window that begins with an alert. */
    static RepeatWindow open(final FlowAlert alert, final long now) {
        return new RepeatWindow(alert, now, 0, Long.MAX_VALUE, Long.MIN_VALUE, Severity.LOW, 0);
    }

    /** Whether an alert of the same source, destination and label is a repeat: its flow ended less than the window's length before or after. */
    boolean covers(final FlowAlert alert, final Duration length) {
        return Duration.between(sent.time(), alert.time()).abs().compareTo(length) < 0;
    }

    RepeatWindow withRepeat(final FlowAlert alert) {
        final long time = alert.time().toEpochMilli();
        return new RepeatWindow(
                sent,
                opened,
                repeats + 1,
                Math.min(first, time),
                Math.max(last, time),
                gravest.orHigher(alert.severity()),
                Math.max(risk, alert.number(AlertFields.RISK).orElse(0)));
    }

    /** Both as one, where two FlowFiles of windows have come together in a queue; no repeat is forgotten. */
    RepeatWindow with(final RepeatWindow later) {
        return new RepeatWindow(
                sent,
                opened,
                repeats + later.repeats,
                Math.min(first, later.first),
                Math.max(last, later.last),
                gravest.orHigher(later.gravest),
                Math.max(risk, later.risk));
    }

    /** The last counted repeat, with the reason why it is not sent. */
    FlowAlert told(final FlowAlert repeat, final Duration length) {
        return repeat.with(Map.of(
                AlertFields.REPEAT_OF,
                sent.id(),
                AlertFields.REPEAT_NUMBER,
                repeats,
                AlertFields.SUPPRESSED_REASON,
                "Repeat %d of alert %s: same source, destination and label within %s"
                        .formatted(repeats, sent.id(), words(length))));
    }

    /** What is sent at the window's end, where there were repeats. */
    FlowAlert summary() {
        final Map<String, Object> changed = new HashMap<>();
        changed.put(AlertFields.ID, UUID.randomUUID().toString());
        changed.put(AlertFields.KIND, FlowAlert.SUMMARY);
        changed.put(AlertFields.TIME, Instant.ofEpochMilli(last).toString());
        changed.put(AlertFields.SEVERITY, gravest.word());
        changed.put(AlertFields.RISK, risk);
        changed.put(AlertFields.REPEATS, repeats);
        changed.put(AlertFields.FIRST_TIME, Instant.ofEpochMilli(first).toString());
        changed.put(AlertFields.LAST_TIME, Instant.ofEpochMilli(last).toString());
        changed.put(AlertFields.REPEAT_OF, sent.id());
        // What is said of one flow does not hold for all repeats.
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
