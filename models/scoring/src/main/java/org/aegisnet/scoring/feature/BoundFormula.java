package org.aegisnet.scoring.feature;

import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;

/** A formula whose fields have been found in a record's schema. Immutable. */
final class BoundFormula {
    private static final int LONGEST_QUOTE = 40;

    private final int[] positions;
    private final double[] factors;
    private final Reading[] readings;
    private final int summands;
    private final FeatureUnit unit;
    private final Set<String> missingMarkers;

    /**
     * @param formula the formula
     * @param positions of the fields: those of the summands, then those of the divisors
     * @param unit of the feature; ports may be hexadecimal, protocols may be names
     * @param missingMarkers texts that mean no value
     */
    BoundFormula(
            final Formula formula, final int[] positions, final FeatureUnit unit, final Set<String> missingMarkers) {
        this.positions = positions.clone();
        this.factors = new double[positions.length];
        this.readings = new Reading[positions.length];
        this.summands = formula.summands().size();
        for (int term = 0; term < positions.length; term++) {
            final Term source = formula.terms().get(term);
            factors[term] = source.factor();
            readings[term] = source.reading();
        }
        this.unit = unit;
        this.missingMarkers = Set.copyOf(missingMarkers);
    }

    /** The feature's value, or one that is not finite where {@link #missingPosition} or {@link #fault} says why. */
    double evaluate(final FlowValues values) {
        final double dividend = sum(values, 0, summands);
        return summands == positions.length ? dividend : dividend / sum(values, summands, positions.length);
    }

    private double sum(final FlowValues values, final int from, final int to) {
        double sum = 0;
        for (int term = from; term < to; term++) {
            sum += factors[term] * read(term, values.valueAt(positions[term]));
        }
        return sum;
    }

    private double read(final int term, final Object value) {
        final double number;
        if (value instanceof Number numeric) {
            number = numeric.doubleValue();
        } else if (value != null && readings[term] == Reading.TIME) {
            // The factor is for points in time that are numbers; these come in seconds.
            number = TimeValue.seconds(value) / Math.abs(factors[term]);
        } else {
            number = value == null ? Double.NaN : NumberText.parse(value.toString(), unit);
        }
        if (number == 0 && readings[term] == Reading.NUMBER_UNLESS_ZERO) {
            return Double.NaN;
        }
        return Double.isNaN(number) && readings[term] == Reading.NUMBER_OR_ZERO && isEmpty(value) ? 0 : number;
    }

    /** The first field that keeps the feature from having a value because it has none itself. */
    OptionalInt missingPosition(final FlowValues values) {
        for (int term = 0; term < positions.length; term++) {
            final Object value = values.valueAt(positions[term]);
            final boolean missing = switch (readings[term]) {
                case NUMBER, TIME -> isEmpty(value);
                case NUMBER_UNLESS_ZERO -> isEmpty(value) || isZero(value);
                case NUMBER_OR_ZERO -> false;
            };
            if (missing) {
                return OptionalInt.of(positions[term]);
            }
        }
        return OptionalInt.empty();
    }

    /** What is wrong with a record's values where none is missing and yet there is no finite number. */
    String fault(final FlowValues values, final FieldIndex fields) {
        for (int term = 0; term < positions.length; term++) {
            final Object value = values.valueAt(positions[term]);
            if (!Double.isFinite(read(term, value))) {
                return "%s is %s".formatted(fields.name(positions[term]), unfit(term, value));
            }
        }
        final StringJoiner names = new StringJoiner(" + ");
        for (int divisor = summands; divisor < positions.length; divisor++) {
            names.add(fields.name(positions[divisor]));
        }
        return "%s is 0, and nothing can be divided by it".formatted(names);
    }

    private boolean isEmpty(final Object value) {
        if (value == null) {
            return true;
        }
        if (!(value instanceof CharSequence)) {
            return false;
        }
        final String text = value.toString().strip();
        return text.isEmpty() || missingMarkers.contains(text);
    }

    private boolean isZero(final Object value) {
        return value instanceof Number number
                ? number.doubleValue() == 0
                : NumberText.parse(value.toString(), unit) == 0;
    }

    private String unfit(final int term, final Object value) {
        if (value instanceof Number) {
            return shortened(value);
        }
        return "'%s', no %s"
                .formatted(shortened(value), readings[term] == Reading.TIME ? "date and time" : "finite number");
    }

    private static String shortened(final Object value) {
        final String text = value.toString();
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }
}
