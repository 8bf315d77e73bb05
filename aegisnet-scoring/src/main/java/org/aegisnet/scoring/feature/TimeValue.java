package org.aegisnet.scoring.feature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;

/**
 * Reader of points in time: numbers, text that is a number, date types, and text that {@link TimeText} reads. They have one meaning in all these
 * forms. A time without an offset is taken to be UTC.
 *
 * <p>A number that is a Unix time between 2001 and 2106 tells its unit by its size. Seconds, milliseconds, microseconds and nanoseconds of
 * these years do not overlap. Any other number has the unit that the vocabulary tells, such as milliseconds since a router's start.
 */
final class TimeValue {
    /** The result if a value is not a point in time. */
    static final long UNREADABLE = Long.MIN_VALUE;

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long MICROSECOND = 1_000L;
    private static final long SECONDS_PER_DAY = 86_400;

    /** Unix times from here on, in September 2001, tell their unit by their size. */
    private static final double FIRST_UNIX = 1e9;

    /** Unix times up to here, in 2106, tell their unit by their size: 32 bits of seconds end here. */
    private static final double LAST_UNIX = 0x1p32;

    /** Numbers from here on are not seconds, because they would lie in the year 5138; the same holds for thousandths and millionths of them. */
    private static final double FIRST_MILLISECONDS = 1e11;

    private static final double FIRST_MICROSECONDS = 1e14;
    private static final double FIRST_NANOSECONDS = 1e17;

    private TimeValue() {}

    /**
     * Nanoseconds since 1970, or since the zero of the exporter's clock.
     *
     * @param value any value of a record
     * @param secondsPerUnit of numbers that do not tell their unit by their size: 1, or 1e-3 for milliseconds
     * @return {@link #UNREADABLE} if the value is not a point in time
     */
    static long nanoseconds(final Object value, final double secondsPerUnit) {
        return nanoseconds(value, secondsPerUnit, false);
    }

    /** Nanoseconds since 1970, as {@link #nanoseconds} gives them, of a number whose unit only its size tells. */
    static long instant(final Object value) {
        return nanoseconds(value, 1, true);
    }

    /** Nanoseconds since 1970, as {@link #nanoseconds} gives them, of a value that is a date or a Unix time by its size. */
    static long unixTime(final Object value) {
        final long nanoseconds = nanoseconds(value, 1);
        return nanoseconds >= FIRST_UNIX * SECOND ? nanoseconds : UNREADABLE;
    }

    /** Nanoseconds since midnight, or {@link #UNREADABLE} if the value is not a time of day. */
    static long timeOfDay(final Object value) {
        return switch (value) {
            case java.sql.Time time -> time.toLocalTime().toNanoOfDay();
            case LocalTime time -> time.toNanoOfDay();
            case CharSequence text -> TimeText.timeOfDay(text.toString().strip());
            case null, default -> UNREADABLE;
        };
    }

    private static long nanoseconds(final Object value, final double secondsPerUnit, final boolean bySize) {
        return switch (value) {
            case Long number -> ofWhole(number, secondsPerUnit, bySize);
            case Integer number -> ofWhole(number, secondsPerUnit, bySize);
            case Number number -> ofNumber(number.doubleValue(), secondsPerUnit, bySize);
            case java.sql.Date day -> ofDay(day.toLocalDate());
            case java.sql.Time time -> UNREADABLE;
            case Date date -> ofInstant(date.toInstant());
            case Instant instant -> ofInstant(instant);
            case OffsetDateTime time -> ofInstant(time.toInstant());
            case ZonedDateTime time -> ofInstant(time.toInstant());
            case LocalDateTime time -> ofInstant(time.toInstant(ZoneOffset.UTC));
            case LocalDate day -> ofDay(day);
            case CharSequence text -> ofText(text.toString().strip(), secondsPerUnit, bySize);
            case null, default -> UNREADABLE;
        };
    }

    private static long ofWhole(final long number, final double secondsPerUnit, final boolean bySize) {
        final long unit = unit((double) number, secondsPerUnit, bySize);
        final long nanoseconds = number * unit;
        return Math.multiplyHigh(number, unit) == nanoseconds >> 63 ? nanoseconds : UNREADABLE;
    }

    private static long ofNumber(final double number, final double secondsPerUnit, final boolean bySize) {
        final double nanoseconds = number * unit(number, secondsPerUnit, bySize);
        return Math.abs(nanoseconds) < 0x1p63 ? Math.round(nanoseconds) : UNREADABLE;
    }

    private static long unit(final double number, final double secondsPerUnit, final boolean bySize) {
        if (bySize) {
            return unitOfSize(number, FIRST_MILLISECONDS, FIRST_MICROSECONDS, FIRST_NANOSECONDS);
        }
        if (isUnix(number) || isUnix(number / 1e3) || isUnix(number / 1e6) || isUnix(number / 1e9)) {
            return unitOfSize(number, FIRST_UNIX * 1e3, FIRST_UNIX * 1e6, FIRST_UNIX * 1e9);
        }
        return Math.round(secondsPerUnit * SECOND);
    }

    private static boolean isUnix(final double seconds) {
        return seconds >= FIRST_UNIX && seconds < LAST_UNIX;
    }

    private static long unitOfSize(
            final double number,
            final double firstMilliseconds,
            final double firstMicroseconds,
            final double firstNanoseconds) {
        if (number >= firstNanoseconds) {
            return 1;
        }
        if (number >= firstMicroseconds) {
            return MICROSECOND;
        }
        return number >= firstMilliseconds ? MILLISECOND : SECOND;
    }

    private static long ofInstant(final Instant instant) {
        final long seconds = instant.getEpochSecond();
        return Math.abs(seconds) < Long.MAX_VALUE / SECOND - 1 ? seconds * SECOND + instant.getNano() : UNREADABLE;
    }

    private static long ofDay(final LocalDate day) {
        return ofInstant(Instant.ofEpochSecond(day.toEpochDay() * SECONDS_PER_DAY));
    }

    private static long ofText(final String text, final double secondsPerUnit, final boolean bySize) {
        if (TimeText.isDate(text)) {
            try {
                return ofInstant(TimeText.instant(text, ZoneOffset.UTC));
            } catch (final DateTimeException e) {
                return UNREADABLE;
            }
        }
        if (isWhole(text)) {
            return ofWhole(Long.parseLong(text), secondsPerUnit, bySize);
        }
        final double number = NumberText.parse(text, FeatureUnit.NUMBER);
        return Double.isNaN(number) ? UNREADABLE : ofNumber(number, secondsPerUnit, bySize);
    }

    private static boolean isWhole(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 19;
    }
}
