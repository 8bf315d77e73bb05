package org.aegisnet.processors.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.nifi.components.DescribedValue;

/** How grave an alert is, from the least to the most, and the numbers that other systems have for it. */
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

    /** What {@code event.severity} says: the risk scores that Elastic's own detection rules have for the four words. */
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
