package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.util.Optional;
import org.aegisnet.pairing.PairingSink;
import org.aegisnet.pairing.Uniflow;
import org.aegisnet.pairing.UnpairedReason;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.serialization.record.Record;

/** Output of the table: it makes records of the flows that leave the table, counts them and writes them to their relationships. For one thread. */
final class PairingOutput implements PairingSink<PendingFlow> {
    private final RecordDestination destination;
    private final Optional<Distrust> distrust;
    private final PairingCounts tally;

    /** Destination of records. */
    @FunctionalInterface
    interface RecordDestination {
        void write(Relationship relationship, Record values) throws IOException;
    }

    /** @param distrust empty if the writer is expected to accept every record */
    PairingOutput(final RecordDestination destination, final Optional<Distrust> distrust, final PairingCounts tally) {
        this.destination = destination;
        this.distrust = distrust;
        this.tally = tally;
    }

    @Override
    public void paired(final Uniflow<PendingFlow> initiator, final Uniflow<PendingFlow> responder) throws IOException {
        final Record pair = BiflowRecord.paired(initiator, responder);
        if (refusal(pair).isPresent()) {
            leaveAlone(initiator);
            leaveAlone(responder);
            return;
        }
        destination.write(PairFlows.SUCCESS, pair);
        tally.addPaired();
    }

    /** One of the two may still be good. */
    private void leaveAlone(final Uniflow<PendingFlow> half) throws IOException {
        if (writeUnlessRefused(PairFlows.SUCCESS, BiflowRecord.oneSided(half), half.payload())) {
            tally.addParted();
        }
    }

    @Override
    public void oneSided(final Uniflow<PendingFlow> half, final UnpairedReason cause) throws IOException {
        if (writeUnlessRefused(PairFlows.SUCCESS, BiflowRecord.oneSided(half), half.payload())) {
            tally.addOneSided(cause);
        }
    }

    private Optional<String> refusal(final Record values) {
        return distrust.flatMap(doubt -> doubt.trial().refusal(values));
    }

    /**
     * Writes the record of one half.
     *
     * @return false if the half went another way, because the writer refuses it
     * @throws IOException if the half came with this batch: its FlowFile then fails as a whole
     */
    private boolean writeUnlessRefused(final Relationship relationship, final Record values, final PendingFlow flow)
            throws IOException {
        final Optional<String> refusal = refusal(values);
        if (refusal.isEmpty()) {
            destination.write(relationship, values);
            return true;
        }
        if (!flow.hasWaited()) {
            throw new IOException(refusal.get());
        }
        distrust.orElseThrow().refused().add(flow.values(), refusal.get());
        tally.addRefused();
        return false;
    }

    @Override
    public void repeated(final Uniflow<PendingFlow> half) {
        tally.addRepeated();
    }

    void biflow(final PairingPlan schema, final Record values) throws IOException {
        destination.write(PairFlows.SUCCESS, schema.completed(values));
        if (PairingPlan.isEvent(values)) {
            tally.addEvent();
        } else {
            tally.addBiflow();
        }
    }

    void unpairable(final PairingPlan schema, final Record values, final String reason) throws IOException {
        destination.write(PairFlows.UNPAIRABLE, schema.unpairable(values, reason));
        tally.addUnpairable();
    }

    /** A half that waited and, as the properties are now, cannot be paired any more. */
    void unpairable(final PendingFlow flow, final String reason) throws IOException {
        final Record values = flow.schema().unpairable(flow.values(), reason);
        if (writeUnlessRefused(PairFlows.UNPAIRABLE, values, flow)) {
            tally.addUnpairable();
        }
    }
}
