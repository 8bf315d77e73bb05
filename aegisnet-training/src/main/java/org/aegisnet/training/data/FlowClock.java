package org.aegisnet.training.data;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reader of the times that CICFlowMeter's versions write: {@code 2017-07-03 11:57:41.826651}, {@code 16/10/2017 08:36:41},
 * {@code 7/7/2017 3:56}, and {@code 14/02/2018 10:32:15 AM}; day before month.
 */
final class FlowClock {
    /**
     * The versions that write the day first count hours to twelve, most of them without saying which half of the day. Their published
     * captures were made in office hours, so that the hours before this one are afternoon.
     */
    private static final int EARLIEST_MORNING_HOUR = 7;

    private static final int HALF_A_DAY = 12;

    private final List<DateTimeFormatter> unambiguous = List.of(
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS][.SSS]", Locale.ROOT),
            DateTimeFormatter.ISO_LOCAL_DATE_TIME,
            DateTimeFormatter.ofPattern("d/M/uuuu hh:mm:ss a", Locale.ENGLISH));
    private final DateTimeFormatter twelveHours = DateTimeFormatter.ofPattern("d/M/uuuu H:mm[:ss]", Locale.ROOT);

    /** The time, or empty if the text is not a time in a known form. */
    Optional<LocalDateTime> read(final String text) {
        final String stripped = text.strip();
        if (stripped.isEmpty()) {
            return Optional.empty();
        }
        for (final DateTimeFormatter format : unambiguous) {
            final Optional<LocalDateTime> time = parse(stripped, format);
            if (time.isPresent()) {
                return time;
            }
        }
        return parse(stripped, twelveHours)
                .map(time -> time.getHour() < EARLIEST_MORNING_HOUR ? time.plusHours(HALF_A_DAY) : time);
    }

    private static Optional<LocalDateTime> parse(final String text, final DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format));
        } catch (final DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
