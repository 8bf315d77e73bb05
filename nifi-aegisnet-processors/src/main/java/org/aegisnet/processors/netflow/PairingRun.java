package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.util.List;
import org.aegisnet.netflow.pairing.FlowHalf;
import org.aegisnet.netflow.pairing.PairingTable;
import org.apache.nifi.serialization.record.Record;

/** Takes records to the table, or past it. For one batch and one thread. */
final class PairingRun {
    private final PairingTable<WaitingFlow> table;
    private final SchemaBook schemas;
    private final PairingOutput output;
    private final PairingTally tally;

    PairingRun(
            final PairingTable<WaitingFlow> table,
            final SchemaBook schemas,
            final PairingOutput output,
            final PairingTally tally) {
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
        final FlowSchema schema = schemas.planFor(values.getSchema());
        if (schema.isComplete(values)) {
            output.biflow(schema, values);
            return;
        }
        try {
            final FlowHalf<WaitingFlow> half = schema.half(values, new WaitingFlow(schema, values), now);
            tally.addHalf();
            table.offer(schema.context(values), half, output);
        } catch (final UnpairableException e) {
            output.unpairable(schema, values, e.getMessage());
        }
    }

    /**
     * Takes what waited before.
     *
     * @param entries the oldest first
     */
    void restore(final List<WaitingFlows.Entry> entries, final long now) throws IOException {
        for (final WaitingFlows.Entry entry : entries) {
            switch (entry) {
                case WaitingFlows.Remembered remembered ->
                    table.remember(remembered.context(), remembered.half(), output);
                case WaitingFlows.Waiting waiting -> restore(waiting, now);
            }
        }
    }

    private void restore(final WaitingFlows.Waiting waiting, final long now) throws IOException {
        final WaitingFlow flow = waiting.flow();
        final Record values = flow.values();
        try {
            // Where the clock has been set back, nobody may wait for it to catch up.
            final FlowHalf<WaitingFlow> half = flow.schema().half(values, flow, Math.min(waiting.arrived(), now));
            table.offer(flow.schema().context(values), half, output);
        } catch (final UnpairableException e) {
            output.unpairable(flow, e.getMessage());
        }
    }
}
