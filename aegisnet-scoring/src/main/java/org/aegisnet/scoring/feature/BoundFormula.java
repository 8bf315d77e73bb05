package org.aegisnet.scoring.feature;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;

/** A formula whose fields have been found in a record's schema. Immutable. */
final class BoundFormula {
    private static final double NANOSECONDS = 1e9;

    private final int[][] positions;
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
     * @param positions of the fields of each term, best first: those of the summands, then those of the divisors
     * @param fields of the records' schema
     * @param feature whose formula it is; ports may be hexadecimal, protocols may be names
     * @param quantity the bounds of the feature's value
     * @param missingMarkers texts that mean no value
     */
    BoundFormula(
            final Formula formula,
            final int[][] positions,
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
            for (final int position : positions[term]) {
                namesakes |= !fields.isAlone(position);
            }
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
        // Points in time are added as whole nanoseconds, because a double tells them apart only to a quarter of a
        // microsecond.
        long nanoseconds = 0;
        for (int term = from; term < to; term++) {
            final Object value = valueOf(term, values);
            if (readings[term].isTime()) {
                final long time = time(term, value);
                if (time == TimeValue.UNREADABLE) {
                    return Double.NaN;
                }
                nanoseconds += factors[term] < 0 ? -time : time;
            } else {
                final double number = read(term, value, values);
                sum += isPossible(term, number) ? factors[term] * number : Double.NaN;
            }
        }
        return nanoseconds == 0 ? sum : sum + nanoseconds / NANOSECONDS;
    }

    private Object valueOf(final int term, final FlowValues values) {
        return fields.valueAt(positionOf(term, values), values);
    }

    /** The position of the first field of a term that has a value, or of its first field if all are empty. */
    private int positionOf(final int term, final FlowValues values) {
        final int[] alternatives = positions[term];
        if (alternatives.length > 1) {
            for (final int position : alternatives) {
                if (!isEmpty(fields.valueAt(position, values))) {
                    return position;
                }
            }
        }
        return alternatives[0];
    }

    private long time(final int term, final Object value) {
        return switch (readings[term]) {
            case INSTANT -> TimeValue.instant(value);
            case UNIX_TIME -> TimeValue.unixTime(value);
            case TIME_OF_DAY -> TimeValue.timeOfDay(value);
            default -> TimeValue.nanoseconds(value, Math.abs(factors[term]));
        };
    }

    private boolean isPossible(final int term, final double number) {
        return quantities[term].allows(Math.abs(factors[term]) * number);
    }

    private double read(final int term, final Object value, final FlowValues values) {
        final double number = read(term, value);
        return timeUnit.isPresent() ? number * timeUnit.get().seconds(readings[term], values) : number;
    }

    private double read(final int term, final Object value) {
        final double number;
        if (value instanceof Number numeric) {
            number = numeric.doubleValue();
        } else if (value != null && readings[term] == Reading.COUNT_WITH_SUFFIX) {
            number = NumberText.parseWithSuffix(value.toString());
        } else {
            number = value == null || isGrouped(term, value)
                    ? Double.NaN
                    : NumberText.parse(value.toString(), feature.unit());
        }
        if (number < 0 && readings[term] == Reading.NUMBER_UNLESS_NEGATIVE) {
            return Double.NaN;
        }
        if (number == 0 && readings[term] == Reading.NUMBER_UNLESS_ZERO) {
            return Double.NaN;
        }
        return Double.isNaN(number) && readings[term] == Reading.NUMBER_OR_ZERO && isEmpty(value) ? 0 : number;
    }

    /** Tells whether a text holds a whole amount with dots between its thousands, which would be read as a thousandth. */
    private boolean isGrouped(final int term, final Object value) {
        return quantities[term].isWhole() && value instanceof CharSequence && NumberText.isGrouped(value.toString());
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
            if (!readings[term].isTime() && isImpossible(term, value, values)) {
                final String name = fields.name(positionOf(term, values));
                final String subject = FieldIndex.isOneName(name, feature.name())
                        ? feature.name()
                        : "%s (%s)".formatted(feature.name(), name);
                return Optional.of(cannotBe(subject, FieldIndex.shortened(value), quantities[term]));
            }
        }
        final double dividend = sum(values, 0, summands);
        return summands < positions.length || !Double.isFinite(dividend) || quantity.allows(dividend)
                ? Optional.empty()
                : Optional.of(cannotBe(feature.name(), Double.toString(dividend), quantity));
    }

    private boolean isImpossible(final int term, final Object value, final FlowValues values) {
        final double number = read(term, value, values);
        return isTooLarge(value, number)
                || isGrouped(term, value)
                || (Double.isFinite(number) && !isPossible(term, number));
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
        for (int term = 0; term < positions.length; term++) {
            final Optional<String> contradiction = fields.contradiction(positionOf(term, values), values);
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
                case NUMBER,
                        TIME,
                        INSTANT,
                        UNIX_TIME,
                        TIME_OF_DAY,
                        COUNT_WITH_SUFFIX,
                        FLOW_DURATION,
                        TIME_BETWEEN_PACKETS -> isEmpty(value);
                case NUMBER_UNLESS_NEGATIVE -> isEmpty(value) || read(term, value) < 0;
                case NUMBER_UNLESS_ZERO -> isEmpty(value) || isZero(value);
                case NUMBER_OR_ZERO -> false;
            };
            if (missing) {
                return OptionalInt.of(positions[term][0]);
            }
        }
        return OptionalInt.empty();
    }

    /** The fault of a record's values if all are present and possible, but do not give a number. */
    String fault(final FlowValues values) {
        for (int term = 0; term < positions.length; term++) {
            final Object value = valueOf(term, values);
            if (timeUnit.isPresent()
                    && Double.isFinite(read(term, value))
                    && !Double.isFinite(read(term, value, values))) {
                return "%s is %s, in seconds or in microseconds: the port of CICFlowMeter wrote both, and the rates of the record fit neither"
                        .formatted(fields.name(positionOf(term, values)), FieldIndex.shortened(value));
            }
            final boolean unfit = readings[term].isTime()
                    ? time(term, value) == TimeValue.UNREADABLE
                    : !Double.isFinite(read(term, value));
            if (unfit) {
                return "%s is %s".formatted(fields.name(positionOf(term, values)), unfit(term, value));
            }
        }
        final StringJoiner names = new StringJoiner(" + ");
        for (int divisor = summands; divisor < positions.length; divisor++) {
            names.add(fields.name(positionOf(divisor, values)));
        }
        return "%s is 0, and nothing can be divided by it".formatted(names);
    }

    /** Tells whether the record names a protocol that is not one of IP, such as ARP, so that it is not a flow. */
    boolean isOutsideIp(final FlowValues values) {
        return feature.unit() == FeatureUnit.PROTOCOL
                && valueOf(0, values) instanceof CharSequence text
                && ProtocolNames.isOutsideIp(text.toString().strip());
    }

    /** The first value of the first field, as the record holds it, or null if it has none. */
    Object firstValue(final FlowValues values) {
        final Object value = valueOf(0, values);
        return isEmpty(value) ? null : value;
    }

    private boolean isEmpty(final Object value) {
        return FieldIndex.isEmpty(value, missingMarkers);
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
                .formatted(FieldIndex.shortened(value), readings[term].isTime() ? "date and time" : "finite number");
    }
}
