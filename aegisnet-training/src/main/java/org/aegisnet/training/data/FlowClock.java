package org.aegisnet.training.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aegisnet.scoring.feature.TimeText;

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

    /** A day first, and after the time no AM or PM. */
    private static final Pattern HALF_UNKNOWN = Pattern.compile("\\d{1,2}\\D.*\\d");

    /** The time, or empty if the text is not a time in a known form. */
    Optional<LocalDateTime> read(final String text) {
        final String stripped = text.strip();
        try {
            final LocalDateTime time =
                    LocalDateTime.ofInstant(TimeText.instant(stripped, ZoneOffset.UTC), ZoneOffset.UTC);
            return Optional.of(
                    HALF_UNKNOWN.matcher(stripped).matches() && time.getHour() < EARLIEST_MORNING_HOUR
                            ? time.plusHours(HALF_A_DAY)
                            : time);
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
    }
}
