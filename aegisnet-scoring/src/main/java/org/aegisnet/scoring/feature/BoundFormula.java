package org.aegisnet.scoring.feature;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;

/** A formula whose fields have been found in a record's schema. Immutable. */
final class BoundFormula {
    private final int[] positions;
    private final double[] factors;
    private final Reading[] readings;
    private final Quantity[] quantities;
    private final int summands;
    private final FieldIndex fields;
    private final Optional<FlowTimeUnit> timeUnit;
    private final Feature feature;
    private final Quantity quantity;
    private final Set<String> missingMarkers;
    private final boolean hasNamesakes;

    /**
     * @param formula the formula
     * @param positions of the fields: those of the summands, then those of the divisors
     * @param fields of the records' schema
     * @param feature whose formula it is; ports may be hexadecimal, protocols may be names
     * @param quantity the bounds of the feature's value
     * @param missingMarkers texts that mean no value
     */
    BoundFormula(
            final Formula formula,
            final int[] positions,
            final FieldIndex fields,
            final Feature feature,
            final Quantity quantity,
            final Set<String> missingMarkers) {
        this.positions = positions.clone();
        this.factors = new double[positions.length];
        this.readings = new Reading[positions.length];
        this.quantities = new Quantity[positions.length];
        this.summands = formula.summands().size();
        boolean namesakes = false;
        for (int term = 0; term < positions.length; term++) {
            final Term source = formula.terms().get(term);
            factors[term] = source.factor();
            readings[term] = source.reading();
            quantities[term] = source.quantity();
            namesakes |= !fields.isAlone(positions[term]);
        }
        this.fields = fields;
        this.timeUnit = FlowTimeUnit.isNeeded(readings) ? Optional.of(new FlowTimeUnit(fields)) : Optional.empty();
        this.feature = feature;
        this.quantity = quantity;
        this.missingMarkers = Set.copyOf(missingMarkers);
        this.hasNamesakes = namesakes;
    }

    /**
     * The feature's value, or NaN. If it is NaN, {@link #impossible}, {@link #missingPosition} or {@link #fault} gives the reason. The value is
     * never infinite and never outside of the quantity's bounds.
     */
    double evaluate(final FlowValues values) {
        final double dividend = sum(values, 0, summands);
        final double value =
                summands == positions.length ? dividend : dividend / sum(values, summands, positions.length);
        return quantity.allows(value) && !(hasNamesakes && contradiction(values).isPresent()) ? value : Double.NaN;
    }

    private double sum(final FlowValues values, final int from, final int to) {
        double sum = 0;
        for (int term = from; term < to; term++) {
            final double number = read(term, values);
            sum += isPossible(term, number) ? factors[term] * number : Double.NaN;
        }
        return sum;
    }

    private Object valueOf(final int term, final FlowValues values) {
        return fields.valueAt(positions[term], values);
    }

    /** Points in time have no bounds of their own, only what lies between them has. */
    private boolean isPossible(final int term, final double number) {
        return readings[term] == Reading.TIME || quantities[term].allows(Math.abs(factors[term]) * number);
    }

    private double read(final int term, final FlowValues values) {
        final double number = read(term, valueOf(term, values));
        return timeUnit.isPresent() ? number * timeUnit.get().seconds(readings[term], values) : number;
    }

    private double read(final int term, final Object value) {
        final double number;
        if (value instanceof Number numeric) {
            number = numeric.doubleValue();
        } else if (value != null && readings[term] == Reading.TIME) {
            // The factor is for points in time that are numbers; these come in seconds.
            number = TimeValue.seconds(value) / Math.abs(factors[term]);
        } else if (value != null && readings[term] == Reading.COUNT_WITH_SUFFIX) {
            number = NumberText.parseWithSuffix(value.toString());
        } else {
            number = value == null ? Double.NaN : NumberText.parse(value.toString(), feature.unit());
        }
        if (number < 0 && readings[term] == Reading.NUMBER_UNLESS_NEGATIVE) {
            return Double.NaN;
        }
        if (number == 0 && readings[term] == Reading.NUMBER_UNLESS_ZERO) {
            return Double.NaN;
        }
        return Double.isNaN(number) && readings[term] == Reading.NUMBER_OR_ZERO && isEmpty(value) ? 0 : number;
    }

    /**
     * The reason that the record's values are impossible, although they are there and are numbers. Either a value is outside of its bounds, or
     * two fields of one name contradict each other.
     */
    Optional<String> impossible(final FlowValues values) {
        final Optional<String> contradiction = hasNamesakes ? contradiction(values) : Optional.empty();
        if (contradiction.isPresent()) {
            return contradiction;
        }
        for (int term = 0; term < positions.length; term++) {
            final Object value = valueOf(term, values);
            final double number = read(term, values);
            if (isTooLarge(value, number) || (Double.isFinite(number) && !isPossible(term, number))) {
                final String subject = FieldIndex.isOneName(fields.name(positions[term]), feature.name())
                        ? feature.name()
                        : "%s (%s)".formatted(feature.name(), fields.name(positions[term]));
                return Optional.of(cannotBe(subject, FieldIndex.shortened(value), quantities[term]));
            }
        }
        final double dividend = sum(values, 0, summands);
        return summands < positions.length || !Double.isFinite(dividend) || quantity.allows(dividend)
                ? Optional.empty()
                : Optional.of(cannotBe(feature.name(), Double.toString(dividend), quantity));
    }

    /**
     * Tells whether a value is a whole number beyond the range of a double. Infinity and text that stands for it do not count as numbers here;
     * they matter only to callers that ask for them.
     */
    private static boolean isTooLarge(final Object value, final double number) {
        return Double.isInfinite(number)
                && value instanceof Number
                && !(value instanceof Double || value instanceof Float);
    }

    private static String cannotBe(final String subject, final String value, final Quantity bounds) {
        return "%s is %s, which cannot be: %s".formatted(subject, value, bounds.bounds());
    }

    private Optional<String> contradiction(final FlowValues values) {
        for (final int position : positions) {
            final Optional<String> contradiction = fields.contradiction(position, values);
            if (contradiction.isPresent()) {
                return contradiction;
            }
        }
        return Optional.empty();
    }

    /** The first field that keeps the feature from having a value because it has none itself. */
    OptionalInt missingPosition(final FlowValues values) {
        for (int term = 0; term < positions.length; term++) {
            final Object value = valueOf(term, values);
            final boolean missing = switch (readings[term]) {
                case NUMBER, TIME, COUNT_WITH_SUFFIX, FLOW_DURATION, TIME_BETWEEN_PACKETS -> isEmpty(value);
                case NUMBER_UNLESS_NEGATIVE -> isEmpty(value) || read(term, value) < 0;
                case NUMBER_UNLESS_ZERO -> isEmpty(value) || isZero(value);
                case NUMBER_OR_ZERO -> false;
            };
            if (missing) {
                return OptionalInt.of(positions[term]);
            }
        }
        return OptionalInt.empty();
    }

    /** The fault of a record's values if all are present and possible, but do not give a number. */
    String fault(final FlowValues values) {
        for (int term = 0; term < positions.length; term++) {
            final Object value = valueOf(term, values);
            if (Double.isFinite(read(term, value)) && !Double.isFinite(read(term, values))) {
                return "%s is %s, in seconds or in microseconds: the port of CICFlowMeter wrote both, and the rates of the record fit neither"
                        .formatted(fields.name(positions[term]), FieldIndex.shortened(value));
            }
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
                : NumberText.parse(value.toString(), feature.unit()) == 0;
    }

    private String unfit(final int term, final Object value) {
        if (value instanceof Number) {
            return FieldIndex.shortened(value);
        }
        return "'%s', no %s"
                .formatted(
                        FieldIndex.shortened(value),
                        readings[term] == Reading.TIME ? "date and time" : "finite number");
    }
}
