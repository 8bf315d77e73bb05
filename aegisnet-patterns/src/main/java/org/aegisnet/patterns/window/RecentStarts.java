package org.aegisnet.patterns.window;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.Sized;

/**
 * The latest {@value #MAX_COUNT} starts of a conversation's flows, in order of time whatever the order they came in, and how regular they are.
 * For one thread.
 */
public final class RecentStarts implements Sized {
    /** Starts remembered. */
    public static final int MAX_COUNT = 48;

    /** Flows that start this close to each other are one beat: a program that opens two connections beats once. */
    private static final long ONE_BEAT_MILLIS = 1000;

    private static final int OBJECT_BYTES = 48;

    private long[] starts = new long[1];
    private int size;

    /**
     * Regularity of the starts.
     *
     * @param beats starts, those within a second of the one before counted once
     * @param intervalMillis the median of the times between them
     * @param jitter the median distance of an interval from that median, as a share of it: 0 for a clock, about 0.7 for chance
     */
    public record Rhythm(int beats, long intervalMillis, double jitter) {}

    /** Notes a start, in milliseconds since 1970. */
    public void add(final long start) {
        if (size == MAX_COUNT) {
            if (start <= starts[0]) {
                return;
            }
            System.arraycopy(starts, 1, starts, 0, size - 1);
            size--;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, Math.min(2 * size, MAX_COUNT));
        }
        int position = size;
        while (position > 0 && starts[position - 1] > start) {
            position--;
        }
        System.arraycopy(starts, position, starts, position + 1, size - position);
        starts[position] = start;
        size++;
    }

    /** The rhythm, if there are at least so many beats. */
    public Optional<Rhythm> rhythm(final int fewestBeats) {
        if (size < fewestBeats) {
            return Optional.empty();
        }
        final long[] intervals = new long[size];
        int count = 0;
        long lastBeat = starts[0];
        for (int position = 1; position < size; position++) {
            if (starts[position] - starts[position - 1] > ONE_BEAT_MILLIS) {
                intervals[count] = starts[position] - lastBeat;
                lastBeat = starts[position];
                count++;
            }
        }
        if (count == 0 || count + 1 < fewestBeats) {
            return Optional.empty();
        }
        final long median = median(intervals, count);
        for (int interval = 0; interval < count; interval++) {
            intervals[interval] = Math.abs(intervals[interval] - median);
        }
        return Optional.of(new Rhythm(count + 1, median, (double) median(intervals, count) / median));
    }

    private static long median(final long[] values, final int count) {
        Arrays.sort(values, 0, count);
        return values[count / 2];
    }

    /** One of its own with the same content. */
    public RecentStarts copy() {
        final RecentStarts copy = new RecentStarts();
        copy.starts = starts.clone();
        copy.size = size;
        return copy;
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + 8L * starts.length;
    }

    /** Writes everything down. */
    public void writeTo(final VarintOutput output) throws IOException {
        output.writeCount(size);
        long before = 0;
        for (int position = 0; position < size; position++) {
            output.writeNumber(starts[position] - before);
            before = starts[position];
        }
    }

    /**
     * Reads back what {@link #writeTo} wrote.
     *
     * @throws IOException if the data cannot have been written by this class
     */
    public static RecentStarts readFrom(final VarintInput input) throws IOException {
        final RecentStarts read = new RecentStarts();
        final int size = input.readSize(MAX_COUNT);
        long start = 0;
        for (int position = 0; position < size; position++) {
            start += input.readNumber();
            read.add(start);
        }
        return read;
    }
}
