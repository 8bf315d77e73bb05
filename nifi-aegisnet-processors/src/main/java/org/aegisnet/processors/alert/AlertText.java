package org.aegisnet.processors.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** An alert for a person to read. */
final class AlertText {
    private AlertText() {}

    static String of(final FlowAlert alert) {
        final StringJoiner lines = new StringJoiner("\n");
        lines.add(alert.headline());
        lines.add("");
        line(lines, "Severity", Optional.of(alert.severity().word().toUpperCase(Locale.ROOT)));
        line(lines, "Time", Optional.of(alert.time().toString()));
        line(lines, "Source", alert.text(AlertFields.SOURCE));
        line(lines, "Source port", alert.text(AlertFields.SOURCE_PORT));
        line(lines, "Destination", alert.text(AlertFields.DESTINATION));
        line(lines, "Destination port", alert.text(AlertFields.DESTINATION_PORT));
        line(lines, "Attack probability", alert.text(AlertFields.PROBABILITY));
        line(lines, "Anomaly percentile", alert.text(AlertFields.PERCENTILE));
        line(lines, "Pattern confidence", alert.text(AlertFields.CONFIDENCE));
        line(lines, "ATT&CK technique", alert.text(AlertFields.TECHNIQUE));
        line(lines, "Repeats", alert.text(AlertFields.REPEATS));
        line(lines, "Different destination ports", alert.text(AlertFields.DISTINCT_PORTS));
        line(lines, "First repeat", alert.text(AlertFields.FIRST_TIME));
        line(lines, "Last repeat", alert.text(AlertFields.LAST_TIME));
        line(lines, "Repeat of", alert.text(AlertFields.REPEAT_OF));
        line(lines, "Models", alert.text(AlertFields.MODELS));
        line(lines, "Alert", Optional.of(alert.id()));
        alert.text(AlertFields.REASONS).ifPresent(reasons -> {
            lines.add("");
            lines.add("Why: " + reasons);
        });
        return lines.toString();
    }

    private static void line(final StringJoiner lines, final String name, final Optional<String> value) {
        value.ifPresent(known -> lines.add(name + ": " + known));
    }
}
