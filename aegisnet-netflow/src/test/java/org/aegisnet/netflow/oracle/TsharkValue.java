package org.aegisnet.netflow.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Compares a value of ours with the text that tshark prints for it. */
final class TsharkValue {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy HH:mm:ss.SSSSSSSSS 'UTC'", Locale.ROOT);

    private TsharkValue() {}

    static boolean same(Object ours, String show) {
        return switch (ours) {
            case Long number -> sameNumber(BigInteger.valueOf(number), show);
            case BigInteger number -> sameNumber(number, show);
            case Boolean truth -> sameNumber(truth ? BigInteger.ONE : BigInteger.TWO, show);
            case Double decimal -> sameDecimal(decimal, show);
            case Instant time -> sameTime(time, show);
            case String text -> show.equals(text) || show.replace(":", "").equalsIgnoreCase(text.replace(":", ""));
            default -> false;
        };
    }

    private static boolean sameNumber(BigInteger ours, String show) {
        try {
            if (show.startsWith("0x")) {
                return new BigInteger(show.substring(2), 16).equals(ours);
            }
            if (show.contains(".")) {
                // An uptime, which tshark prints in seconds.
                return new BigDecimal(show).movePointRight(3).compareTo(new BigDecimal(ours)) == 0;
            }
            return new BigInteger(show).equals(ours);
        } catch (NumberFormatException otherForm) {
            return false;
        }
    }

    private static boolean sameDecimal(double ours, String show) {
        try {
            return Math.abs(Double.parseDouble(show) - ours) <= Math.abs(ours) * 1e-5;
        } catch (NumberFormatException otherForm) {
            return false;
        }
    }

    private static boolean sameTime(Instant ours, String show) {
        try {
            return LocalDateTime.parse(show.replaceAll(" +", " "), DATE)
                    .toInstant(ZoneOffset.UTC)
                    .equals(ours);
        } catch (DateTimeException otherForm) {
            return false;
        }
    }
}
