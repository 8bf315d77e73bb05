package org.aegisnet.processors.netflow;

import java.io.IOException;
import org.aegisnet.netflow.pairing.FlowHalf;
import org.aegisnet.netflow.pairing.OneSidedCause;
import org.aegisnet.netflow.pairing.PairingSink;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.serialization.record.Record;

/** Makes records of what leaves the table, counts them and writes them where they belong. For one thread. */
final class PairingOutput implements PairingSink<WaitingFlow> {
    private final RecordDestination destination;
    private final PairingTally tally;

    /** Where records go. */
    @FunctionalInterface
    interface RecordDestination {
        void write(Relationship relationship, Record values) throws IOException;
    }

    PairingOutput(final RecordDestination destination, final PairingTally tally) {
        this.destination = destination;
        this.tally = tally;
    }

    @Override
    public void paired(final FlowHalf<WaitingFlow> initiator, final FlowHalf<WaitingFlow> responder)
            throws IOException {
        destination.write(PairFlows.SUCCESS, BiflowRecord.paired(initiator, responder));
        tally.addPaired();
    }

    @Override
    public void oneSided(final FlowHalf<WaitingFlow> half, final OneSidedCause cause) throws IOException {
        destination.write(PairFlows.SUCCESS, BiflowRecord.oneSided(half));
        tally.addOneSided(cause);
    }

    @Override
    public void repeated(final FlowHalf<WaitingFlow> half) {
        tally.addRepeated();
    }

    void biflow(final FlowSchema schema, final Record values) throws IOException {
        destination.write(PairFlows.SUCCESS, schema.completed(values));
        tally.addBiflow();
    }

    void unpairable(final FlowSchema schema, final Record values, final String reason) throws IOException {
        destination.write(PairFlows.UNPAIRABLE, schema.unpairable(values, reason));
        tally.addUnpairable();
    }
}
