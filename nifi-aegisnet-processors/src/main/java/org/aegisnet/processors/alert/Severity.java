package org.aegisnet.processors.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.nifi.components.DescribedValue;

/** Severity of an alert, from the lowest to the highest, with the numbers of other systems. */
enum Severity implements DescribedValue {
    LOW(5, 3, 21),
    MEDIUM(4, 5, 47),
    HIGH(3, 8, 73),
    CRITICAL(2, 10, 99);

    private final int syslog;
    private final int cef;
    private final int ecs;

    Severity(final int syslog, final int cef, final int ecs) {
        this.syslog = syslog;
        this.cef = cef;
        this.ecs = ecs;
    }

    /** As fields and properties write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of RFC 5424, section 6.2.1: 5 is notice, 4 warning, 3 error, 2 critical. */
    int syslog() {
        return syslog;
    }

    /** The severity of the Common Event Format, 0 to 10. */
    int cef() {
        return cef;
    }

    /** The value of {@code event.severity}: the risk score that Elastic's own detection rules have for the word. */
    int ecs() {
        return ecs;
    }

    Severity orHigher(final Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }

    static Optional<Severity> of(final String word) {
        return Arrays.stream(values())
                .filter(severity -> severity.word().equals(word))
                .findFirst();
    }

    @Override
    public String getValue() {
        return word();
    }

    @Override
    public String getDisplayName() {
        return word();
    }

    @Override
    public String getDescription() {
        return "Syslog severity %d, CEF severity %d, event.severity %d".formatted(syslog, cef, ecs);
    }
}
