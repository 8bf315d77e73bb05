package org.aegisnet.scoring.feature;

import java.util.List;
import java.util.OptionalInt;

/**
 * Unit of the times in records of CICFlowMeter's port to Python, which differs by version. Other values of the same record tell it. If the
 * duration is in seconds, the rate of packets times the duration gives the packets. If it is in microseconds, the product is a million times as
 * large. A record without rates tells the unit by its duration, which is whole in microseconds only. Immutable.
 */
final class FlowTimeUnit {
    private static final double SECONDS = 1;
    private static final double MICROSECONDS = 1e-6;

    /** The rate is rounded in some exports, the units are a million apart. */
    private static final double MAX_ERROR = 2;

    private static final double ROUNDING = 1e-6;

    private final FieldIndex fields;
    private final OptionalInt duration;
    private final List<Rate> rates;
    private final int[] betweenPackets;

    /** A count per second, with the positions of the fields whose sum is the count. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Rate(int position, int[] counts) {}

    FlowTimeUnit(final FieldIndex fields) {
        this.fields = fields;
        this.duration = fields.position("flow_duration");
        this.rates = List.of(
                        rate("flow_pkts_s", "tot_fwd_pkts", "tot_bwd_pkts"),
                        rate("fwd_pkts_s", "tot_fwd_pkts"),
                        rate("bwd_pkts_s", "tot_bwd_pkts"),
                        rate("flow_byts_s", "totlen_fwd_pkts", "totlen_bwd_pkts"))
                .stream()
                .filter(rate -> rate.position >= 0)
                .toList();
        this.betweenPackets = positions(
                "flow_iat_max",
                "fwd_iat_tot",
                "bwd_iat_tot",
                "fwd_iat_max",
                "bwd_iat_max",
                "fwd_iat_std",
                "fwd_iat_min");
    }

    private Rate rate(final String name, final String... counts) {
        final int[] positions = positions(counts);
        return positions.length == counts.length
                ? new Rate(fields.position(name).orElse(-1), positions)
                : new Rate(-1, positions);
    }

    private int[] positions(final String... names) {
        return List.of(names).stream()
                .map(fields::position)
                .flatMapToInt(OptionalInt::stream)
                .toArray();
    }

    /** Tells whether some field is a time whose unit has to be told. */
    static boolean isNeeded(final Reading... readings) {
        return List.of(readings).stream()
                .anyMatch(reading -> reading == Reading.FLOW_DURATION || reading == Reading.TIME_BETWEEN_PACKETS);
    }

    /** Seconds in one unit of a field; 1 if the field is not such a time, NaN if the record contradicts itself. */
    double seconds(final Reading reading, final FlowValues values) {
        return switch (reading) {
            case FLOW_DURATION -> secondsOfDuration(values);
            case TIME_BETWEEN_PACKETS -> secondsBetweenPackets(values);
            default -> 1;
        };
    }

    /** Seconds in one unit of the duration; NaN if the record contradicts itself. */
    private double secondsOfDuration(final FlowValues values) {
        final double length = duration.isPresent() ? number(duration.getAsInt(), values) : Double.NaN;
        if (!(length > 0)) {
            return SECONDS;
        }
        for (final Rate rate : rates) {
            final double count = sum(rate.counts, values);
            final double product = number(rate.position, values) * length;
            if (count > 0 && product > 0) {
                return unit(product / count);
            }
        }
        return Math.abs(length - Math.rint(length)) > ROUNDING ? SECONDS : MICROSECONDS;
    }

    private static double unit(final double quotient) {
        if (isNear(quotient, SECONDS)) {
            return SECONDS;
        }
        return isNear(quotient, 1 / MICROSECONDS) ? MICROSECONDS : Double.NaN;
    }

    private static boolean isNear(final double quotient, final double expected) {
        return quotient < expected * MAX_ERROR && quotient * MAX_ERROR > expected;
    }

    /** Seconds in one unit of the times between packets, which in the first versions was another than that of the duration. */
    private double secondsBetweenPackets(final FlowValues values) {
        final double unit = secondsOfDuration(values);
        if (unit != SECONDS || duration.isEmpty()) {
            return unit;
        }
        final double longest = number(duration.getAsInt(), values) * (1 + ROUNDING) + ROUNDING;
        for (final int position : betweenPackets) {
            if (number(position, values) > longest) {
                return MICROSECONDS;
            }
        }
        return SECONDS;
    }

    /** Infinite and missing values tell nothing, and comparisons with NaN are false. */
    private double number(final int position, final FlowValues values) {
        final Object value = fields.valueAt(position, values);
        final double number = value instanceof Number numeric
                ? numeric.doubleValue()
                : value == null ? Double.NaN : NumberText.parse(value.toString(), FeatureUnit.NUMBER);
        return Double.isFinite(number) ? number : Double.NaN;
    }

    private double sum(final int[] positions, final FlowValues values) {
        double sum = 0;
        for (final int position : positions) {
            sum += number(position, values);
        }
        return sum;
    }
}
