package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.util.List;
import org.aegisnet.pairing.PairingTable;
import org.aegisnet.pairing.Uniflow;
import org.apache.nifi.serialization.record.Record;

/** Batch of records to be paired: each record goes to the table, or directly to the output. For one batch and one thread. */
final class PairingBatch {
    private final PairingTable<PendingFlow> table;
    private final PairingPlanCache schemas;
    private final PairingOutput output;
    private final PairingCounts tally;

    PairingBatch(
            final PairingTable<PendingFlow> table,
            final PairingPlanCache schemas,
            final PairingOutput output,
            final PairingCounts tally) {
        this.table = table;
        this.schemas = schemas;
        this.output = output;
        this.tally = tally;
    }

    /**
     * Takes a record as it was read.
     *
     * @param now when it came, milliseconds since 1970
     */
    void take(final Record values, final long now) throws IOException {
        final PairingPlan schema = schemas.planFor(values.getSchema());
        if (schema.isComplete(values)) {
            output.biflow(schema, values);
            return;
        }
        try {
            final Uniflow<PendingFlow> half = schema.half(values, new PendingFlow(schema, values), now);
            tally.addHalf();
            table.offer(schema.context(values), half, output);
        } catch (final UnpairableException e) {
            output.unpairable(schema, values, e.getMessage());
        }
    }

    /**
     * Restores the halves that waited before.
     *
     * @param entries the oldest first
     */
    void restore(final List<PendingFlowsCodec.Entry> entries, final long now) throws IOException {
        for (final PendingFlowsCodec.Entry entry : entries) {
            switch (entry) {
                case PendingFlowsCodec.Remembered remembered ->
                    table.remember(remembered.context(), remembered.half(), output);
                case PendingFlowsCodec.Waiting waiting -> restore(waiting, now);
            }
        }
    }

    private void restore(final PendingFlowsCodec.Waiting waiting, final long now) throws IOException {
        final PendingFlow flow = waiting.flow();
        final Record values = flow.values();
        try {
            // If the clock has been set back, the half must not wait until the clock catches up.
            final Uniflow<PendingFlow> half = flow.schema().half(values, flow, Math.min(waiting.arrived(), now));
            table.offer(flow.schema().context(values), half, output);
        } catch (final UnpairableException e) {
            output.unpairable(flow, e.getMessage());
        }
    }
}
