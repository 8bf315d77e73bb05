package org.aegisnet.patterns;

import java.io.IOException;
import java.util.Arrays;
import org.aegisnet.patterns.snapshot.SnapshotInput;
import org.aegisnet.patterns.snapshot.SnapshotOutput;

/**
 * The time that recent flows agree on: the median of the last {@value #SAMPLES} starts, at most {@value #OF_ONE_SOURCE} of them of one source. One
 * source alone cannot move it where others are seen, and neither can a few flows among many. It never goes back. For one thread.
 */
final class AgreedTime {
    /** Starts that are asked. */
    static final int SAMPLES = 15;

    /** Starts of one source among them. */
    static final int OF_ONE_SOURCE = 5;

    private final Address[] sources = new Address[SAMPLES];
    private final long[] starts = new long[SAMPLES];
    private int size;
    private long agreed = Long.MIN_VALUE;

    boolean isSet() {
        return agreed != Long.MIN_VALUE;
    }

    /** Milliseconds since 1970. */
    long millis() {
        return agreed;
    }

    /** Sets the time without asking, until flows agree on a later one. */
    void set(final long millis) {
        size = 0;
        agreed = millis;
    }

    void forget() {
        set(Long.MIN_VALUE);
    }

    /** Takes over what another one knows. */
    void set(final AgreedTime other) {
        System.arraycopy(other.sources, 0, sources, 0, other.size);
        System.arraycopy(other.starts, 0, starts, 0, other.size);
        size = other.size;
        agreed = other.agreed;
    }

    /** Asks a flow. */
    void add(final Flow flow) {
        if (size == SAMPLES) {
            remove(oldestThatMayGo(flow.source()));
        } else {
            final int own = oldestOfTooMany(flow.source());
            if (own >= 0) {
                remove(own);
            }
        }
        sources[size] = flow.source();
        starts[size] = flow.startMillis();
        size++;
        if (flow.startMillis() > agreed) {
            agree();
        }
    }

    private int oldestThatMayGo(final Address source) {
        return Math.max(0, oldestOfTooMany(source));
    }

    /** The oldest start of a source that has as many as it may have; -1 where it has fewer. */
    private int oldestOfTooMany(final Address source) {
        int count = 0;
        int oldest = -1;
        for (int sample = size - 1; sample >= 0; sample--) {
            if (sources[sample].equals(source)) {
                count++;
                oldest = sample;
            }
        }
        return count >= OF_ONE_SOURCE ? oldest : -1;
    }

    private void remove(final int sample) {
        size--;
        System.arraycopy(sources, sample + 1, sources, sample, size - sample);
        System.arraycopy(starts, sample + 1, starts, sample, size - sample);
    }

    private void agree() {
        final int needed = size / 2 + 1;
        int later = 0;
        for (int sample = 0; sample < size; sample++) {
            if (starts[sample] > agreed) {
                later++;
            }
        }
        if (later >= needed) {
            final long[] sorted = Arrays.copyOf(starts, size);
            Arrays.sort(sorted);
            agreed = sorted[size - needed];
        }
    }

    void writeTo(final SnapshotOutput output) throws IOException {
        output.writeFlag(isSet());
        output.writeNumber(isSet() ? agreed : 0);
        output.writeSize(size);
        for (int sample = 0; sample < size; sample++) {
            Peer.write(output, sources[sample]);
            output.writeNumber(starts[sample]);
        }
    }

    void readFrom(final SnapshotInput input) throws IOException {
        final boolean isSet = input.readFlag();
        final long millis = input.readNumber();
        set(isSet ? millis : Long.MIN_VALUE);
        size = input.readSize(SAMPLES);
        for (int sample = 0; sample < size; sample++) {
            sources[sample] = Peer.readAddress(input);
            starts[sample] = input.readNumber();
        }
    }
}
