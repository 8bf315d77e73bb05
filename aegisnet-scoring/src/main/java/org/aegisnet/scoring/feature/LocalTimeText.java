package org.aegisnet.scoring.feature;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of a date and a time of day without a zone, as CICFlowMeter and spreadsheets write them: {@code 31/03/2015 08:32:22}, {@code 07/07/2017
 * 08:59:50 PM}, {@code 7/7/2017 3:30} or {@code 2017-07-07 08:59:50 PM}. The clock has 24 hours, or 12 hours with AM or PM in the language of
 * the user's machine. If the year comes last, the day comes first, as in CICFlowMeter, unless the second number cannot be a month.
 *
 * <p>Versions of CICFlowMeter up to 3 write an hour from 1 to 12 and no AM or PM. Half of a day is then unknown, and the hour is taken as it
 * stands.
 */
final class LocalTimeText {
    private static final Pattern FORM =
            Pattern.compile("(?:(?<first>\\d{1,2})(?<mark>[/.-])(?<second>\\d{1,2})\\k<mark>(?<lastYear>\\d{4})"
                    + "|(?<firstYear>\\d{4})[/.-](?<month>\\d{1,2})[/.-](?<day>\\d{1,2}))"
                    + "[\\s\\h,T]+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<secondOfMinute>\\d{2})(?:\\.(?<fraction>\\d{1,9}))?)?"
                    + "[\\s\\h]*(?<half>[^\\d:+-]*)");
    private static final int MONTHS = 12;
    private static final int HALF_A_DAY = 12;
    private static final int NANO_DIGITS = 9;

    /** AM without blanks and points: English and Spanish, Chinese, Japanese, Korean, Vietnamese. */
    private static final Set<String> MORNING = Set.of("am", "上午", "午前", "오전", "sa");

    /** PM in the same languages. */
    private static final Set<String> AFTERNOON = Set.of("pm", "下午", "午後", "오후", "ch");

    private LocalTimeText() {}

    /**
     * The date and time of a text, by its own clock.
     *
     * @return empty if the text has another form
     * @throws DateTimeException if the text has this form, but such a day or hour does not exist
     */
    static Optional<LocalDateTime> parse(final String text) {
        final Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        final boolean yearFirst = form.group("firstYear") != null;
        final int first = number(form, yearFirst ? "day" : "first");
        final int second = number(form, yearFirst ? "month" : "second");
        final boolean monthFirst = second > MONTHS && !yearFirst;
        final OptionalInt hour = hour(form);
        if (hour.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(LocalDateTime.of(
                number(form, yearFirst ? "firstYear" : "lastYear"),
                monthFirst ? first : second,
                monthFirst ? second : first,
                hour.getAsInt(),
                number(form, "minute"),
                form.group("secondOfMinute") == null ? 0 : number(form, "secondOfMinute"),
                nanoseconds(form.group("fraction"))));
    }

    /** The hour from 0 to 23; empty if something else than AM or PM follows the time. */
    private static OptionalInt hour(final Matcher form) {
        final int hour = number(form, "hour");
        final String half = form.group("half").replaceAll("[.\\s\\h]", "").toLowerCase(Locale.ROOT);
        if (half.isEmpty()) {
            return OptionalInt.of(hour);
        }
        if (MORNING.contains(half)) {
            if (hour > HALF_A_DAY) {
                throw new DateTimeException("%s: no morning has such an hour".formatted(form.group()));
            }
            return OptionalInt.of(hour % HALF_A_DAY);
        }
        if (AFTERNOON.contains(half)) {
            return OptionalInt.of(hour < HALF_A_DAY ? hour + HALF_A_DAY : hour);
        }
        return OptionalInt.empty();
    }

    private static int nanoseconds(final String fraction) {
        return fraction == null
                ? 0
                : Integer.parseInt(fraction) * (int) Math.pow(10, (double) NANO_DIGITS - fraction.length());
    }

    private static int number(final Matcher form, final String group) {
        return Integer.parseInt(form.group(group));
    }
}
