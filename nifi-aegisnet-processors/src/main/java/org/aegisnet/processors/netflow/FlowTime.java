package org.aegisnet.processors.netflow;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;

/** Points in time as readers give them: a date type, milliseconds since 1970, or text such as {@code 2026-11-20 23:31:26.706}. */
final class FlowTime {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("[yyyy-MM-dd][yyyy/MM/dd]['T'][' ']HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private FlowTime() {}

    /** Milliseconds since 1970; empty where the value is no point in time. Text without an offset is in NiFi's own time zone. */
    static OptionalLong millis(final Object value) {
        return switch (value) {
            case Timestamp time -> OptionalLong.of(time.getTime());
            case Number number -> OptionalLong.of(number.longValue());
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
            final TemporalAccessor parsed = FORMAT.parse(text);
            final LocalDateTime time = LocalDateTime.from(parsed);
            final Instant instant = parsed.isSupported(ChronoField.OFFSET_SECONDS)
                    ? time.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS)))
                    : time.atZone(ZoneId.systemDefault()).toInstant();
            return OptionalLong.of(instant.toEpochMilli());
        } catch (final DateTimeException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
