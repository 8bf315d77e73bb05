package org.aegisnet.processors.netflow;

import org.aegisnet.netflow.decode.DecodeSink;
import org.aegisnet.netflow.decode.Eviction;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.record.DataRecord;

/**
 * Sink of one decoder: what it hands out goes into a batch, or is counted as dropped. Not safe for more than one thread.
 *
 * @param batch takes options records, and unparsed datagrams within the budget
 * @param outlet limits and counts, shared with other decoders
 */
record DecodedBatchSink(DecodedBatch batch, UnparsedOutlet outlet) implements DecodeSink {
    @Override
    public void options(final DataRecord record) {
        batch.add(record);
    }

    @Override
    public void unparsed(final UndecodedDatagram unparsed) {
        if (outlet.budget().admits(unparsed, System.nanoTime())) {
            batch.add(unparsed);
        } else {
            outlet.dropped().addOverRate(unparsed);
        }
    }

    @Override
    public void evicted(final Eviction eviction) {
        outlet.forgotten().add(eviction);
    }
}
