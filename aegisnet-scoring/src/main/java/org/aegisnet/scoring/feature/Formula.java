package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * Formula by which a vocabulary computes a feature from a record's fields. It is a sum of fields, each times its factor. If it has divisors, the
 * sum is divided by their sum. Immutable.
 *
 * @param summands one or more
 * @param divisors empty if the sum is not divided
 * @param lastResort true if the formula counts only in a schema without the fields of a better one; it is not a fallback for single records
 */
record Formula(List<Term> summands, List<Term> divisors, boolean lastResort) {
    Formula {
        summands = List.copyOf(summands);
        divisors = List.copyOf(divisors);
    }

    private static Formula of(final Term... summands) {
        return new Formula(List.of(summands), List.of(), false);
    }

    /** A field as it stands. */
    static Formula field(final String... names) {
        return of(Term.of(names));
    }

    /** A field in another unit. */
    static Formula scaled(final double factor, final String... names) {
        return of(Term.of(names).times(factor));
    }

    /** A field whose 0 means that nothing was counted. */
    static Formula fieldUnlessZero(final String... names) {
        return of(Term.of(names).read(Reading.NUMBER_UNLESS_ZERO));
    }

    /** A field that is left out where it is 0. */
    static Formula fieldOrZero(final String... names) {
        return of(Term.of(names).read(Reading.NUMBER_OR_ZERO));
    }

    /** A field whose values below 0 mean that there was nothing to count. */
    static Formula fieldUnlessNegative(final String... names) {
        return of(Term.of(names).read(Reading.NUMBER_UNLESS_NEGATIVE));
    }

    /** A count that people may read: {@code 1.4 M} is 1,400,000. */
    static Formula count(final String... names) {
        return of(Term.of(names).read(Reading.COUNT_WITH_SUFFIX));
    }

    /**
     * A time within a flow whose unit other values of the record tell.
     *
     * @param reading the one of the duration or the one of times between packets
     * @param unitsPerSecond of the feature
     */
    static Formula flowTime(final Reading reading, final double unitsPerSecond, final String... names) {
        return of(Term.of(names).times(unitsPerSecond).read(reading));
    }

    /** 0 for every record that has a witness, a field that only this exporter writes. */
    static Formula zeroWhere(final String witness) {
        return scaled(0, witness);
    }

    /** One field and another. */
    static Formula sum(final String first, final String second) {
        return of(Term.of(first), Term.of(second));
    }

    /** The first field less the second. */
    static Formula difference(final String minuend, final String subtrahend) {
        return of(Term.of(minuend), Term.of(subtrahend).times(-1));
    }

    /** The first field less the second, in another unit. */
    static Formula scaledDifference(final double factor, final String minuend, final String subtrahend) {
        return of(Term.of(minuend).times(factor), Term.of(subtrahend).times(-factor));
    }

    /**
     * Seconds from one point in time to another.
     *
     * @param secondsPerUnit of points in time that are numbers: 1, or 1e-3 for milliseconds
     */
    static Formula elapsed(final double secondsPerUnit, final String start, final String end) {
        return of(
                Term.of(end).times(secondsPerUnit).read(Reading.TIME),
                Term.of(start).times(-secondsPerUnit).read(Reading.TIME));
    }

    /** A point in time: seconds since 1970. The unit of a number follows from its size. */
    static Formula instant(final String... names) {
        return of(Term.of(names).read(Reading.INSTANT));
    }

    /** A point in time, unless the number is one of another clock, such as milliseconds since a router's start. */
    static Formula unixTime(final String name) {
        return of(Term.of(name).read(Reading.UNIX_TIME));
    }

    /**
     * A point in time, told by a field for the date and one for the time of day.
     *
     * @param date such as {@code 2024-05-01}
     * @param time such as {@code 10:00:00}
     */
    static Formula dateAndTime(final String date, final String time) {
        return of(Term.of(date).read(Reading.INSTANT), Term.of(time).read(Reading.TIME_OF_DAY));
    }

    /** This formula less a field, neither with divisors. */
    Formula less(final String subtrahend) {
        return plus(of(Term.of(subtrahend).times(-1)));
    }

    /** This formula with the bounds of a quantity on each of its summands. */
    Formula of(final Quantity quantity) {
        return new Formula(
                summands.stream().map(term -> term.of(quantity.ofSummand())).toList(), divisors, lastResort);
    }

    /** This formula as a last resort. */
    Formula asLastResort() {
        return new Formula(summands, divisors, true);
    }

    /** The sum of this formula and another, neither with divisors. */
    Formula plus(final Formula other) {
        final List<Term> terms = new ArrayList<>(summands);
        terms.addAll(other.summands);
        return new Formula(terms, List.of(), lastResort || other.lastResort);
    }

    /** This formula divided by another, neither with divisors. */
    Formula dividedBy(final Formula other) {
        return new Formula(summands, other.summands, lastResort || other.lastResort);
    }

    /** The summands, then the divisors. */
    List<Term> terms() {
        final List<Term> terms = new ArrayList<>(summands);
        terms.addAll(divisors);
        return terms;
    }

    /** Tells whether the feature is one field as it stands, or that field in another unit. */
    boolean isOneField() {
        return divisors.isEmpty() && summands.size() == 1;
    }

    /** The formula for people, by the best name of each field: {@code TotBytes - SrcBytes}. */
    String describe() {
        if (divisors.isEmpty()) {
            return describe(summands);
        }
        return inBrackets(summands) + " / " + inBrackets(divisors);
    }

    private static String inBrackets(final List<Term> terms) {
        return terms.size() == 1 ? describe(terms) : "(" + describe(terms) + ")";
    }

    private static String describe(final List<Term> terms) {
        final StringBuilder text = new StringBuilder();
        for (final Term term : terms) {
            if (!text.isEmpty()) {
                text.append(term.factor() < 0 ? " - " : " + ");
            }
            text.append(term.names().getFirst());
        }
        return text.toString();
    }
}
