package org.aegisnet.processors.pairing;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.OptionalLong;
import org.aegisnet.scoring.feature.TimeText;

/** Points in time as readers give them: a date type, milliseconds since 1970, or text such as {@code 2026-11-20 23:31:26.706}. */
final class EpochMillis {
    private static final double MAX_EXACT = 0x1p53;

    private EpochMillis() {}

    /** Milliseconds since 1970; empty if the value is not a point in time. Text without an offset is in NiFi's own time zone. */
    static OptionalLong millis(final Object value) {
        return switch (value) {
            case Timestamp time -> OptionalLong.of(time.getTime());
            case Long number -> OptionalLong.of(number);
            case Integer number -> OptionalLong.of(number);
            // Others would be cut off, or become 0 if they are NaN.
            case Number number ->
                Math.abs(number.doubleValue()) <= MAX_EXACT
                        ? OptionalLong.of(number.longValue())
                        : OptionalLong.empty();
            case Instant instant -> OptionalLong.of(instant.toEpochMilli());
            case OffsetDateTime time -> OptionalLong.of(time.toInstant().toEpochMilli());
            case ZonedDateTime time -> OptionalLong.of(time.toInstant().toEpochMilli());
            case LocalDateTime time ->
                OptionalLong.of(time.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli());
            case CharSequence text -> parse(text.toString().strip());
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong parse(final String text) {
        try {
            if (text.indexOf(':') < 0) {
                return OptionalLong.of(Long.parseLong(text));
            }
            return OptionalLong.of(
                    TimeText.instant(text, ZoneId.systemDefault()).toEpochMilli());
        } catch (final DateTimeException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
