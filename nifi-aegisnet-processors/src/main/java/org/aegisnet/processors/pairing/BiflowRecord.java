package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.pairing.Uniflow;
import org.aegisnet.processors.netflow.FlowFields;
import org.aegisnet.scoring.feature.Quantity;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;

/**
 * The records that leave. A pair has all fields of the half of the side that began, and from the other half what came back. Holds no state.
 */
final class BiflowRecord {
    private static final List<String> COUNTERS =
            List.of(FlowFields.BYTES_FORWARD, FlowFields.PACKETS_FORWARD, FlowFields.PACKETS);

    /** Half the bound of a count, so that the sum of both directions stays within it. */
    private static final double MAX_SIZE = Quantity.COUNT.maximum() / 2;

    private static final double MILLIS = 1000;

    private BiflowRecord() {}

    static void checkCounters(final Record values) throws UnpairableException {
        for (final String name : COUNTERS) {
            final Object value = values.getValue(name);
            if (value != null && !(value instanceof String text && text.isBlank())) {
                final Optional<Long> number = WholeNumbers.of(value);
                if (number.isEmpty() || number.get() < 0) {
                    throw new UnpairableException("%s is '%s', no whole number of 0 or more".formatted(name, value));
                }
                if (number.get() > MAX_SIZE) {
                    throw new UnpairableException(
                            "%s is %s, which cannot be: %s".formatted(name, value, Quantity.COUNT.bounds()));
                }
            }
        }
    }

    /** One record of two halves. */
    static Record paired(final Uniflow<PendingFlow> initiator, final Uniflow<PendingFlow> responder)
            throws IOException {
        final Record forward = initiator.payload().values();
        final Record reverse = responder.payload().values();
        final Map<String, Object> biflow = new LinkedHashMap<>(forward.toMap());
        final Optional<Long> packetsForward = packets(forward);
        final Optional<Long> packetsReverse = packets(reverse);
        biflow.put(
                FlowFields.BYTES_REVERSE,
                counter(reverse, FlowFields.BYTES_FORWARD).orElse(null));
        biflow.put(FlowFields.PACKETS_REVERSE, packetsReverse.orElse(null));
        biflow.put(
                FlowFields.PACKETS,
                packetsForward
                        .flatMap(sent -> packetsReverse.map(received -> sent + received))
                        .orElse(null));
        biflow.put(
                FlowFields.FLAGS_REVERSE,
                counter(reverse, FlowFields.FLAGS_FORWARD).map(Long::intValue).orElse(null));
        if (responder.first() < initiator.first()) {
            biflow.put(FlowFields.FIRST, time(responder.first(), forward, reverse, FlowFields.FIRST));
        }
        if (responder.last() > initiator.last()) {
            biflow.put(FlowFields.LAST, time(responder.last(), forward, reverse, FlowFields.LAST));
        }
        final long first = Math.min(initiator.first(), responder.first());
        final long last = Math.max(initiator.last(), responder.last());
        biflow.put(FlowFields.DURATION, (last - first) / MILLIS);
        biflow.put(FlowFields.PAIRING, FlowFields.PAIRED);
        return new MapRecord(initiator.payload().schema().biflow(), biflow);
    }

    /** The record of a half without a partner. The reverse direction is not known, so its fields stay null. */
    static Record oneSided(final Uniflow<PendingFlow> half) throws IOException {
        final Map<String, Object> flow =
                new LinkedHashMap<>(half.payload().values().toMap());
        flow.put(FlowFields.PAIRING, FlowFields.ONE_SIDED);
        return new MapRecord(half.payload().schema().biflow(), flow);
    }

    /** A one-way record may count its packets in either field. */
    private static Optional<Long> packets(final Record half) {
        return counter(half, FlowFields.PACKETS_FORWARD).or(() -> counter(half, FlowFields.PACKETS));
    }

    private static Optional<Long> counter(final Record half, final String name) {
        return Optional.ofNullable(half.getValue(name)).flatMap(WholeNumbers::of);
    }

    /** A time of the other half, in the form this half has it, so that the field keeps its type. */
    private static Object time(final long millis, final Record forward, final Record reverse, final String name) {
        final Object own = forward.getValue(name);
        final Object theirs = reverse.getValue(name);
        if (own.getClass() == theirs.getClass()) {
            return theirs;
        }
        return own instanceof Number ? (Object) millis : new Timestamp(millis);
    }
}
