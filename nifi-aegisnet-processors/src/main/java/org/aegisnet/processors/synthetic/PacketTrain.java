package org.aegisnet.processors.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packets of one conversation, and what CICFlowMeter would say of them: payload bytes, microseconds, sample variances. For one thread.
 */
final class PacketTrain {
    private final List<Packet> packets = new ArrayList<>();
    private long clock;

    private record Packet(boolean forward, int payload, long micros) {}

    /** Lets time pass before the next packet. */
    PacketTrain after(final double micros) {
        clock += Math.round(micros);
        return this;
    }

    /** From the side that began; payload in bytes. */
    PacketTrain forward(final int payload) {
        packets.add(new Packet(true, payload, clock));
        return this;
    }

    /** From the side that answered. */
    PacketTrain backward(final int payload) {
        packets.add(new Packet(false, payload, clock));
        return this;
    }

    /** From the first packet to the last. */
    long durationMicros() {
        return packets.getLast().micros - packets.getFirst().micros;
    }

    /** Puts the columns. */
    void describe(final Map<String, Object> values) {
        final double[] all = payloads(packets);
        final List<Packet> forward = packets.stream().filter(Packet::forward).toList();
        final List<Packet> backward =
                packets.stream().filter(packet -> !packet.forward).toList();
        final double[] forwardGaps = gaps(forward);
        final double[] backwardGaps = gaps(backward);
        values.put(SyntheticFields.DURATION, durationMicros());
        values.put(SyntheticFields.FORWARD_PACKETS, forward.size());
        values.put(SyntheticFields.BACKWARD_PACKETS, backward.size());
        values.put(SyntheticFields.FORWARD_BYTES, Math.round(sum(payloads(forward))));
        values.put(SyntheticFields.BACKWARD_BYTES, Math.round(sum(payloads(backward))));
        values.put(SyntheticFields.FORWARD_LENGTH_MAX, largest(payloads(forward)));
        values.put(SyntheticFields.FORWARD_LENGTH_MEAN, mean(payloads(forward)));
        values.put(SyntheticFields.FORWARD_GAP_DEVIATION, Math.sqrt(variance(forwardGaps)));
        values.put(SyntheticFields.FORWARD_GAP_MIN, smallest(forwardGaps));
        values.put(SyntheticFields.BACKWARD_GAP_MAX, largest(backwardGaps));
        values.put(SyntheticFields.LENGTH_VARIANCE, variance(all));
    }

    private static double[] payloads(final List<Packet> packets) {
        return packets.stream().mapToDouble(Packet::payload).toArray();
    }

    private static double[] gaps(final List<Packet> packets) {
        final double[] gaps = new double[Math.max(0, packets.size() - 1)];
        for (int index = 0; index < gaps.length; index++) {
            gaps[index] = packets.get(index + 1).micros - packets.get(index).micros;
        }
        return gaps;
    }

    private static double sum(final double[] values) {
        double sum = 0;
        for (final double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double mean(final double[] values) {
        return values.length == 0 ? 0 : sum(values) / values.length;
    }

    private static double variance(final double[] values) {
        if (values.length < 2) {
            return 0;
        }
        final double mean = mean(values);
        double squares = 0;
        for (final double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }

    private static double largest(final double[] values) {
        double largest = 0;
        for (final double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    private static double smallest(final double[] values) {
        double smallest = values.length == 0 ? 0 : values[0];
        for (final double value : values) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }
}
