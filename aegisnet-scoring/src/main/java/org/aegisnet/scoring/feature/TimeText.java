package org.aegisnet.scoring.feature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Reader of points in time. Their year comes first, as in {@code 2021-06-06T16:38:55.855844+0200}, {@code 2026-11-20 23:31:26} or {@code
 * 2018/12/18 14:00:00.075359}, or their day, as in {@code 07/07/2017 08:59:50 PM} ({@link LocalTimeText}).
 */
public final class TimeText {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("[yyyy-MM-dd][yyyy/MM/dd]['T'][' ']HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private TimeText() {}

    /**
     * The point in time that a text tells.
     *
     * @param zone the time zone of the clock that the text is from, for texts without an offset
     * @throws DateTimeException if the text is not a point in time
     */
    public static Instant instant(final String text, final ZoneId zone) {
        final Optional<LocalDateTime> local = LocalTimeText.parse(text);
        if (local.isPresent()) {
            return local.get().atZone(zone).toInstant();
        }
        final TemporalAccessor parsed = FORMAT.parse(text);
        final LocalDateTime time = LocalDateTime.from(parsed);
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? time.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS)))
                : time.atZone(zone).toInstant();
    }
}
