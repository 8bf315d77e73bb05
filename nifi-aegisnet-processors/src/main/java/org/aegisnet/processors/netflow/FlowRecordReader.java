package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.Counter;
import org.aegisnet.netflow.decode.DecodeSink;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.framing.DatagramSource;
import org.aegisnet.netflow.record.DataRecord;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** The flows in the datagrams of one FlowFile, one datagram in memory at a time. Owns the source of datagrams. For one thread. */
final class FlowRecordReader implements RecordReader, DecodeSink {
    private final DatagramSource source;
    private final ExporterStateCache memory;
    private final FlowRecords records;
    private final ProblemPolicy policy;
    private final ComponentLog logger;
    private final FlowDecoder decoder;
    private final FlowBatch batch;
    private final Set<Exporter> recalled = new HashSet<>();
    private Optional<UndecodedDatagram> firstProblem = Optional.empty();
    private long problems;
    private int next;
    private boolean ended;

    FlowRecordReader(
            final DatagramSource source,
            final ExporterStateCache memory,
            final FlowRecords records,
            final ProblemPolicy policy,
            final ComponentLog logger) {
        this.source = source;
        this.memory = memory;
        this.records = records;
        this.policy = policy;
        this.logger = logger;
        this.decoder = memory.newDecoder();
        this.batch = decoder.newBatch(1);
    }

    /** The arguments change nothing: the fields have one type and no others can come. */
    @Override
    public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
            throws IOException, MalformedRecordException {
        while (next >= batch.size()) {
            if (ended) {
                return null;
            }
            decodeNext();
        }
        return records.record(batch, next++);
    }

    private void decodeNext() throws IOException, MalformedRecordException {
        batch.clear();
        next = 0;
        final Optional<Datagram> datagram = source.next();
        if (datagram.isEmpty()) {
            ended = true;
            decoder.flushPending(this);
        } else {
            if (recalled.add(datagram.get().exporter())) {
                memory.recall(datagram.get().exporter(), decoder);
            }
            decoder.decode(datagram.get(), batch, this);
        }
        if (policy == ProblemPolicy.FAIL && firstProblem.isPresent()) {
            throw new MalformedRecordException(firstProblem.get().problem().message());
        }
    }

    @Override
    public RecordSchema getSchema() {
        return records.schema();
    }

    @Override
    public void options(final DataRecord record) {
        // The decoder has learnt what it needs of it; a reader has one schema and no place for the rest.
    }

    @Override
    public void unparsed(final UndecodedDatagram unparsed) {
        problems++;
        if (firstProblem.isEmpty()) {
            firstProblem = Optional.of(unparsed);
        }
    }

    /** Keeps what has been learnt for the next FlowFile, also if this one could not be read to its end. */
    @Override
    public void close() throws IOException {
        final boolean learnt = decoder.changes() > 0 || decoder.counters().get(Counter.TEMPLATES_REFRESHED) > 0;
        if (learnt) {
            memory.learn(decoder);
        }
        if (policy == ProblemPolicy.SKIP && firstProblem.isPresent()) {
            logger.warn(
                    "{} datagrams or sets could not be decoded and were left out, the first because: {}",
                    problems,
                    firstProblem.get().problem().message());
        }
        source.close();
    }
}
