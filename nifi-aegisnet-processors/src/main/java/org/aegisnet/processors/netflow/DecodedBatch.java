package org.aegisnet.processors.netflow;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.record.DataRecord;

/** Batch of decoded data that is not yet in a FlowFile. It is filled, cleared and reused. Not safe for more than one thread. */
final class DecodedBatch {
    private final FlowBatch flows;
    private final List<DataRecord> options = new ArrayList<>();
    private final List<UndecodedDatagram> unparsed = new ArrayList<>();
    private int datagrams;

    /** @param flows an empty batch of the decoder that fills it */
    DecodedBatch(final FlowBatch flows) {
        this.flows = flows;
    }

    FlowBatch flows() {
        return flows;
    }

    List<DataRecord> options() {
        return options;
    }

    List<UndecodedDatagram> unparsed() {
        return unparsed;
    }

    /** The number of datagrams that the batch was decoded from. */
    int datagrams() {
        return datagrams;
    }

    void countDatagram() {
        datagrams++;
    }

    void add(final DataRecord record) {
        options.add(record.copy());
    }

    void add(final UndecodedDatagram bytes) {
        unparsed.add(bytes);
    }

    /** Tells whether the batch holds nothing to be written. */
    boolean isEmpty() {
        return flows.size() == 0 && options.isEmpty() && unparsed.isEmpty();
    }

    /** The number of flows, options records and unparsed datagrams together. */
    int size() {
        return flows.size() + options.size() + unparsed.size();
    }

    void clear() {
        flows.clear();
        options.clear();
        unparsed.clear();
        datagrams = 0;
    }
}
