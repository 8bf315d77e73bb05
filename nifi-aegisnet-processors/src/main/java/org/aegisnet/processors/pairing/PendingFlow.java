package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.util.Optional;
import org.apache.nifi.serialization.record.Record;

/**
 * The record of a waiting half. While its batch lasts, it is kept as it was read; afterwards as bytes. The bytes take a fraction of the memory, and
 * are written whenever the waiting flows are written. For one thread.
 */
final class PendingFlow {
    private final PairingPlan schema;
    private Optional<Record> values;
    private byte[] encoded;

    PendingFlow(final PairingPlan schema, final Record values) {
        this.schema = schema;
        this.values = Optional.of(values);
        this.encoded = new byte[0];
    }

    PendingFlow(final PairingPlan schema, final byte[] encoded) {
        this.schema = schema;
        this.values = Optional.empty();
        this.encoded = encoded;
    }

    PairingPlan schema() {
        return schema;
    }

    /** Tells whether the half came with an earlier batch than the current one. */
    boolean hasWaited() {
        return values.isEmpty();
    }

    Record values() throws IOException {
        return values.isPresent() ? values.get() : RecordCodec.decode(encoded, schema.source());
    }

    /** The record as bytes; from now on it is kept in no other form. */
    byte[] encoded(final RecordCodec codec) {
        if (values.isPresent()) {
            encoded = codec.encode(values.get());
            values = Optional.empty();
        }
        return encoded;
    }
}
