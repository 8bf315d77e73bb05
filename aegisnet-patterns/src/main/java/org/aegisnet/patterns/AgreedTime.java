package org.aegisnet.patterns;

import java.io.IOException;
import java.util.Arrays;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;

/**
 * The time that recent flows agree on: the median of the last {@value #SAMPLES} starts, at most {@value #OF_ONE_SOURCE} of them of one source. One
 * source alone cannot move it if others are seen, and neither can a few flows among many. It never goes back. For one thread.
 */
final class AgreedTime {
    /** Starts that are asked. */
    static final int SAMPLES = 15;

    /** Starts of one source among them. */
    static final int OF_ONE_SOURCE = 5;

    private final IpAddress[] sources = new IpAddress[SAMPLES];
    private final long[] starts = new long[SAMPLES];
    private final long[] order = new long[SAMPLES];
    private long asked;
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
        System.arraycopy(other.order, 0, order, 0, other.size);
        asked = other.asked;
        size = other.size;
        agreed = other.agreed;
    }

    /** Asks a flow. */
    void add(final Flow flow) {
        final int sample = slotFor(flow.source());
        size = Math.max(size, sample + 1);
        sources[sample] = flow.source();
        starts[sample] = flow.startMillis();
        order[sample] = asked;
        asked++;
        if (flow.startMillis() > agreed) {
            agree();
        }
    }

    /** Returns the slot of the source's oldest start if the source has its maximum; else a free slot; else the slot of the oldest start. */
    private int slotFor(final IpAddress source) {
        int own = 0;
        int oldestOwn = 0;
        int oldest = 0;
        for (int sample = 0; sample < size; sample++) {
            if (sources[sample].equals(source)) {
                oldestOwn = own == 0 || order[sample] < order[oldestOwn] ? sample : oldestOwn;
                own++;
            }
            oldest = order[sample] < order[oldest] ? sample : oldest;
        }
        if (own >= OF_ONE_SOURCE) {
            return oldestOwn;
        }
        return size < SAMPLES ? size : oldest;
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

    void writeTo(final VarintOutput output) throws IOException {
        output.writeBoolean(isSet());
        output.writeNumber(isSet() ? agreed : 0);
        output.writeCount(size);
        for (int sample = 0; sample < size; sample++) {
            Target.write(output, sources[sample]);
            output.writeNumber(starts[sample]);
            output.writeNumber(order[sample]);
        }
    }

    void readFrom(final VarintInput input) throws IOException {
        final boolean isSet = input.readBoolean();
        final long millis = input.readNumber();
        set(isSet ? millis : Long.MIN_VALUE);
        size = input.readSize(SAMPLES);
        for (int sample = 0; sample < size; sample++) {
            sources[sample] = Target.readAddress(input);
            starts[sample] = input.readNumber();
            order[sample] = input.readNumber();
            asked = Math.max(asked, order[sample] + 1);
        }
    }
}
