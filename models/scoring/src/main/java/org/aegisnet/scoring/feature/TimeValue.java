package org.aegisnet.scoring.feature;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Reads points in time that are no numbers: date types, and text such as {@code 2021-06-06T16:38:55.855844+0200}, {@code 2026-11-20 23:31:26}
 * or {@code 2018/12/18 14:00:00.075359}. A time without an offset is taken to be UTC; vocabularies use times in pairs, so that only what lies
 * between them counts.
 */
final class TimeValue {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("[yyyy-MM-dd][yyyy/MM/dd]['T'][' ']HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private TimeValue() {}

    /** Seconds since 1970, or NaN where the value is no point in time. */
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
            final TemporalAccessor parsed = FORMAT.parse(text);
            final int offset =
                    parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return seconds(LocalDateTime.from(parsed).toInstant(ZoneOffset.ofTotalSeconds(offset)));
        } catch (final DateTimeException e) {
            return Double.NaN;
        }
    }
}
