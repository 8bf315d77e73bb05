package org.aegisnet.netflow.option;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Computation of a sampling rate, one packet in so many, from the elements in which exporters tell it. Stateless. */
public final class SamplingRate {
    private static final int SAMPLING_INTERVAL = 34;
    private static final int SAMPLER_RANDOM_INTERVAL = 50;
    private static final int PACKET_INTERVAL = 305;
    private static final int PACKET_SPACE = 306;
    private static final int TIME_INTERVAL = 307;
    private static final int TIME_SPACE = 308;
    private static final int SIZE = 309;
    private static final int POPULATION = 310;
    private static final int PROBABILITY = 311;

    private SamplingRate() {}

    /** Values of a record by IANA's element numbers. */
    public interface Values {
        /** The whole number of an element; empty if the record does not have it. */
        OptionalLong number(int element);

        /** The decimal of an element; empty if the record does not have it. */
        OptionalDouble decimal(int element);
    }

    /**
     * The rate that a record tells: packets taken and left out (305, 306), time taken and left out (307, 308), packets of a population (309, 310), a
     * probability (311), or an interval (34, 50). Packets taken 1 and left out 99 is one in 100. Empty if the record tells no rate.
     */
    public static OptionalLong of(final Values record) {
        final OptionalLong packets = takenAndLeftOut(record, PACKET_INTERVAL, PACKET_SPACE);
        if (packets.isPresent()) {
            return packets;
        }
        final OptionalLong time = takenAndLeftOut(record, TIME_INTERVAL, TIME_SPACE);
        if (time.isPresent()) {
            return time;
        }
        final OptionalLong size = positive(record, SIZE);
        final OptionalLong population = positive(record, POPULATION);
        if (size.isPresent() && population.isPresent()) {
            return OptionalLong.of(ratio((double) population.getAsLong(), (double) size.getAsLong()));
        }
        final OptionalDouble probability = record.decimal(PROBABILITY);
        if (probability.isPresent() && probability.getAsDouble() > 0 && probability.getAsDouble() <= 1) {
            return OptionalLong.of(ratio(1, probability.getAsDouble()));
        }
        for (final int interval : new int[] {SAMPLING_INTERVAL, SAMPLER_RANDOM_INTERVAL, PACKET_INTERVAL}) {
            final OptionalLong rate = positive(record, interval);
            if (rate.isPresent()) {
                return rate;
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong takenAndLeftOut(final Values record, final int taken, final int leftOut) {
        final OptionalLong interval = positive(record, taken);
        final OptionalLong space = record.number(leftOut);
        if (interval.isEmpty() || space.isEmpty() || space.getAsLong() < 0) {
            return OptionalLong.empty();
        }
        final double takenAlone = (double) interval.getAsLong();
        return OptionalLong.of(ratio(takenAlone + (double) space.getAsLong(), takenAlone));
    }

    private static OptionalLong positive(final Values record, final int element) {
        final OptionalLong number = record.number(element);
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    private static long ratio(final double population, final double taken) {
        return Math.max(1, Math.round(population / taken));
    }
}
