package org.aegisnet.netflow.decode;

import org.aegisnet.netflow.record.DataRecord;

/** Receiver of the decoder's output beside the flows of the batch. Called on the decoding thread, in the order of the wire. */
public interface DecodeSink {
    /**
     * An options record.
     *
     * @param record good until the call returns; {@link DataRecord#copy()} is good for ever
     */
    void options(DataRecord record);

    /** A datagram or set that could not be decoded. */
    void unparsed(UndecodedDatagram unparsed);

    /** Receives an entry that was removed because a limit was reached. */
    default void evicted(Eviction eviction) {}

    /**
     * A flow with all its fields, beside its row in the batch; only if the settings ask for records.
     *
     * @param record good until the call returns
     */
    default void flow(DataRecord record) {}
}
