package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureUnitTest {
    @ParameterizedTest(name = "{1} {0} reads {2}")
    @CsvSource({
        "BYTES, 0, 0 B",
        "BYTES, 999, 999 B",
        "BYTES, 1234, 1.2 kB",
        "BYTES, 53100000, 53.1 MB",
        "BYTES, 2.5e9, 2.5 GB",
        "BYTES, 4e12, 4.0 TB",
        "BYTES, 7e15, 7.0 PB",
        "BYTES, -1500, -1.5 kB",
        "BYTES_PER_SECOND, 1250000, 1.3 MB/s",
        "PACKETS, 1, 1 packet",
        "PACKETS, 12, 12 packets",
        "PACKETS, 2.5, 2.50 packets",
        "PACKETS_PER_SECOND, 3, 3 packets/s",
        "SECONDS, 0, 0 s",
        "SECONDS, 0.25, 250 ms",
        "SECONDS, 0.00005, 50 µs",
        "SECONDS, 90, 90 s",
        "SECONDS, 600, 10.0 min",
        "MICROSECONDS, 1500, 1.50 ms",
        "PORT, 443, 443",
        "PROTOCOL, 6, TCP",
        "PROTOCOL, 17, UDP",
        "PROTOCOL, 1, ICMP",
        "PROTOCOL, 99, protocol 99",
        "PROTOCOL, 4294967302, protocol 4294967302",
        "NUMBER, 42, 42",
        "NUMBER, -42, -42",
        "NUMBER, 0.5, 0.500",
        "NUMBER, 123.4, 123",
        "NUMBER, 0.00001, 1.00e-05",
        "NUMBER, 123456789, 1.23e+08",
        "NUMBER, NaN, unknown"
    })
    void readsAsAPersonWouldWriteIt(final FeatureUnit unit, final double value, final String text) {
        assertEquals(text, unit.format(value));
    }

    @Test
    void doesNotDependOnTheMachinesLocale() {
        final Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("1.2 kB", FeatureUnit.BYTES.format(1234));
        } finally {
            Locale.setDefault(before);
        }
    }
}
