package org.aegisnet.scoring.feature;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reader of points in time that are not numbers: date types, and text such as {@code 2021-06-06T16:38:55.855844+0200},
 * {@code 2026-11-20 23:31:26} or {@code 07/07/2017 08:59:50 PM}. A time without an offset is taken to be UTC. Vocabularies use times in
 * pairs, so that only the difference between them counts.
 */
final class TimeValue {
    /** Numbers from here on are not seconds, because they would lie in the year 5138; the same holds for thousandths and millionths of them. */
    private static final double FIRST_MILLISECONDS = 1e11;

    private static final double FIRST_MICROSECONDS = 1e14;
    private static final double FIRST_NANOSECONDS = 1e17;

    private TimeValue() {}

    /**
     * Seconds since 1970 of a point in time. It may also be a number in seconds, milliseconds, microseconds or nanoseconds; the unit follows
     * from its size. NaN if the value is not a point in time.
     */
    static double sinceEpoch(final Object value) {
        if (value instanceof Number number) {
            return scaled(number.doubleValue());
        }
        final double seconds = seconds(value);
        return value instanceof CharSequence ? scaled(seconds) : seconds;
    }

    private static double scaled(final double number) {
        if (number >= FIRST_NANOSECONDS) {
            return number / 1e9;
        }
        if (number >= FIRST_MICROSECONDS) {
            return number / 1e6;
        }
        return number >= FIRST_MILLISECONDS ? number / 1e3 : number;
    }

    /** Seconds since 1970, or NaN if the value is not a point in time. */
    static double seconds(final Object value) {
        return switch (value) {
            case Timestamp timestamp -> seconds(timestamp.toInstant());
            case Instant instant -> seconds(instant);
            case OffsetDateTime time -> seconds(time.toInstant());
            case LocalDateTime time -> seconds(time.toInstant(ZoneOffset.UTC));
            case CharSequence text -> parse(text.toString().strip());
            default -> Double.NaN;
        };
    }

    private static double seconds(final Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    private static double parse(final String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        if (text.indexOf(':') < 0) {
            return NumberText.parse(text, FeatureUnit.NUMBER);
        }
        try {
            return seconds(TimeText.instant(text, ZoneOffset.UTC));
        } catch (final DateTimeException e) {
            return Double.NaN;
        }
    }
}
