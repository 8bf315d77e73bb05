package org.aegisnet.patterns.window;

import java.io.IOException;
import java.util.Arrays;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.Sized;

/**
 * Usual level of a value: the highest value of each of the last {@value #HISTORY} periods, and their median. Periods without any value count as
 * 0. A period's highest value can only grow, so the order in which values come does not matter. For one thread.
 */
public final class Baseline implements Sized {
    /** Periods remembered. */
    public static final int HISTORY = 60;

    private static final int OBJECT_BYTES = 72;

    private final long firstPeriod;
    private long[] periods = new long[1];
    private long[] highest = new long[1];
    private int size;

    /** @param firstPeriod from which on a period without a value means that there was nothing */
    public Baseline(final long firstPeriod) {
        this.firstPeriod = firstPeriod;
    }

    /** Notes a value in a period. */
    public void raise(final long period, final long value) {
        int position = size;
        while (position > 0 && periods[position - 1] > period) {
            position--;
        }
        if (position > 0 && periods[position - 1] == period) {
            highest[position - 1] = Math.max(highest[position - 1], value);
            return;
        }
        if (size > HISTORY) {
            if (position == 0) {
                return;
            }
            System.arraycopy(periods, 1, periods, 0, size - 1);
            System.arraycopy(highest, 1, highest, 0, size - 1);
            size--;
            position--;
        }
        if (size == periods.length) {
            periods = Arrays.copyOf(periods, 2 * size);
            highest = Arrays.copyOf(highest, 2 * size);
        }
        System.arraycopy(periods, position, periods, position + 1, size - position);
        System.arraycopy(highest, position, highest, position + 1, size - position);
        periods[position] = period;
        highest[position] = value;
        size++;
    }

    /** Returns the number of known periods before this one, at most {@value #HISTORY}. */
    public int knownBefore(final long period) {
        return Math.clamp(period - firstPeriod, 0, HISTORY);
    }

    /** Returns the median of the known periods before this one; 0 if no period is known. */
    public long usualBefore(final long period) {
        final int known = knownBefore(period);
        if (known == 0) {
            return 0;
        }
        final long[] values = new long[known];
        int filled = 0;
        for (int position = 0; position < size && filled < known; position++) {
            if (periods[position] < period && periods[position] >= period - known) {
                values[filled] = highest[position];
                filled++;
            }
        }
        Arrays.sort(values);
        return values[known / 2];
    }

    /** One of its own with the same content. */
    public Baseline copy() {
        final Baseline copy = new Baseline(firstPeriod);
        copy.periods = periods.clone();
        copy.highest = highest.clone();
        copy.size = size;
        return copy;
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + 16L * periods.length;
    }

    /** Writes everything down. */
    public void writeTo(final VarintOutput output) throws IOException {
        output.writeNumber(firstPeriod);
        output.writeCount(size);
        for (int position = 0; position < size; position++) {
            output.writeNumber(periods[position]);
            output.writeNumber(highest[position]);
        }
    }

    /**
     * Reads back what {@link #writeTo} wrote.
     *
     * @throws IOException if the data cannot have been written by this class
     */
    public static Baseline readFrom(final VarintInput input) throws IOException {
        final Baseline baseline = new Baseline(input.readNumber());
        final int size = input.readSize(HISTORY + 1);
        for (int position = 0; position < size; position++) {
            baseline.raise(input.readNumber(), input.readNumber());
        }
        return baseline;
    }
}
