package org.aegisnet.scoring.feature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reader of points in time as text: {@code 2021-06-06T16:38:55.855844+0200}, {@code 2026-11-20 23:31:26}, {@code 2018/12/18 14:00:00.075359},
 * or CICFlowMeter's {@code 07/07/2017 08:59:50 PM} and {@code 7/7/2017 3:30}. If the year comes last, the day comes first, unless the second
 * number cannot be a month. Seconds, their fraction, AM or PM, and the offset from UTC may be left out; a date alone is its midnight.
 */
public final class TimeText {
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int HALF_DAY = 12;

    private final String text;
    private int position;

    private TimeText(final String text) {
        this.text = text;
    }

    /**
     * The point in time that a text tells.
     *
     * @param zone the time zone of the clock that the text is from, for texts without an offset
     * @throws DateTimeException if the text is not a point in time
     */
    public static Instant instant(final String text, final ZoneId zone) {
        try {
            return new TimeText(text).read(zone);
        } catch (final DateTimeException e) {
            return LocalTimeText.parse(text).orElseThrow(() -> e).atZone(zone).toInstant();
        }
    }

    /** Nanoseconds since midnight of a time such as {@code 10:00:00}, or {@link TimeValue#UNREADABLE}. */
    static long timeOfDay(final String text) {
        try {
            final TimeText reader = new TimeText(text);
            final int[] time = reader.time();
            reader.requireEnd();
            return LocalDateTime.of(1970, 1, 1, time[0], time[1], time[2], time[3])
                    .toLocalTime()
                    .toNanoOfDay();
        } catch (final DateTimeException e) {
            return TimeValue.UNREADABLE;
        }
    }

    /** Tells whether a text has the parts of a date: two hyphens or slashes between digits. Numbers do not. */
    static boolean isDate(final String text) {
        int digits = 0;
        while (digits < text.length() && isDigit(text.charAt(digits))) {
            digits++;
        }
        return digits > 0
                && digits <= 4
                && digits < text.length()
                && (text.charAt(digits) == '-' || text.charAt(digits) == '/');
    }

    private Instant read(final ZoneId zone) {
        final int first = number(1, 4);
        final int firstDigits = position;
        final char separator = character();
        if (separator != '-' && separator != '/') {
            throw fault();
        }
        final int second = number(1, 2);
        if (character() != separator) {
            throw fault();
        }
        final int thirdStart = position;
        final int third = number(1, 4);
        final boolean yearFirst = firstDigits == 4;
        if (!yearFirst && position - thirdStart != 4) {
            throw fault();
        }
        final boolean monthFirst = !yearFirst && second > HALF_DAY;
        final int year = yearFirst ? first : third;
        final int month = yearFirst || !monthFirst ? second : first;
        final int day = yearFirst ? third : monthFirst ? second : first;
        if (position == text.length()) {
            return LocalDateTime.of(year, month, day, 0, 0).atZone(zone).toInstant();
        }
        if (peek() == 'T') {
            position++;
        } else {
            skipBlanks();
        }
        final int[] time = time();
        final LocalDateTime local = LocalDateTime.of(year, month, day, time[0], time[1], time[2], time[3]);
        skipBlanks();
        if (position == text.length()) {
            return local.atZone(zone).toInstant();
        }
        final ZoneOffset offset = offset();
        requireEnd();
        return local.toInstant(offset);
    }

    /** Hour, minute, second and nanosecond. */
    private int[] time() {
        int hour = number(1, 2);
        require(':');
        final int minute = number(1, 2);
        int second = 0;
        int nano = 0;
        if (peek() == ':') {
            position++;
            second = number(1, 2);
            if (peek() == '.' || peek() == ',') {
                position++;
                nano = fraction();
            }
        }
        final int end = position;
        skipBlanks();
        if (text.regionMatches(true, position, "AM", 0, 2) || text.regionMatches(true, position, "PM", 0, 2)) {
            if (hour < 1 || hour > HALF_DAY) {
                throw fault();
            }
            hour = hour % HALF_DAY + (Character.toUpperCase(peek()) == 'P' ? HALF_DAY : 0);
            position += 2;
        } else {
            position = end;
        }
        return new int[] {hour, minute, second, nano};
    }

    private ZoneOffset offset() {
        if (peek() == 'Z') {
            position++;
            return ZoneOffset.UTC;
        }
        if (text.startsWith("UTC", position) || text.startsWith("GMT", position)) {
            position += "UTC".length();
            return ZoneOffset.UTC;
        }
        final char sign = character();
        if (sign != '+' && sign != '-') {
            throw fault();
        }
        final int hours = number(2, 2);
        if (peek() == ':') {
            position++;
        }
        final int minutes = position < text.length() ? number(2, 2) : 0;
        final int seconds = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE;
        return ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    }

    private int number(final int minDigits, final int maxDigits) {
        final int start = position;
        int number = 0;
        while (position - start < maxDigits && isDigit(peek())) {
            number = 10 * number + peek() - '0';
            position++;
        }
        if (position - start < minDigits || isDigit(peek())) {
            if (!(minDigits == maxDigits && position - start == maxDigits)) {
                throw fault();
            }
        }
        return number;
    }

    private int fraction() {
        int unit = NANOS_PER_SECOND;
        int nano = 0;
        while (isDigit(peek())) {
            if (unit == 1) {
                throw fault();
            }
            unit /= 10;
            nano += (peek() - '0') * unit;
            position++;
        }
        return nano;
    }

    private static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }

    /** The next character, or 0 at the end. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private char character() {
        final char character = peek();
        position++;
        return character;
    }

    private void skipBlanks() {
        while (peek() == ' ') {
            position++;
        }
    }

    private void require(final char expected) {
        if (character() != expected) {
            throw fault();
        }
    }

    private void requireEnd() {
        if (position < text.length()) {
            throw fault();
        }
    }

    private DateTimeException fault() {
        return new DateTimeException("'%s' is no date and time".formatted(FieldIndex.shortened(text)));
    }
}
