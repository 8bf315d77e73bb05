package org.aegisnet.processors.alert;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.aegisnet.processors.Causes;
import org.aegisnet.processors.RoutedRecords;
import org.aegisnet.processors.ScoringProperties;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/** Sorts the records of FlowFiles by a rule; each record leaves by one relationship, or the whole FlowFile by failure. For one trigger. */
final class AlertSorting {
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or written as records, unchanged; the attribute record.error.message says why")
            .build();

    private static final String ERROR_MESSAGE = "record.error.message";

    private final ProcessSession session;
    private final RecordReaderFactory readerFactory;
    private final RecordSetWriterFactory writerFactory;
    private final ComponentLog logger;

    /** Says where a record goes. */
    @FunctionalInterface
    interface Rule {
        Sorted sort(Record record) throws UnreadableAlertException;
    }

    /** Takes a record. */
    @FunctionalInterface
    interface Taker {
        void take(Record record) throws UnreadableAlertException, IOException, SchemaNotFoundException;
    }

    /**
     * A record and where it goes.
     *
     * @param counter the counter that counts it
     */
    record Sorted(Relationship relationship, Record record, String counter) {}

    AlertSorting(final ProcessContext context, final ProcessSession session, final ComponentLog logger) {
        this.session = session;
        this.readerFactory =
                context.getProperty(ScoringProperties.RECORD_READER).asControllerService(RecordReaderFactory.class);
        this.writerFactory =
                context.getProperty(ScoringProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        this.logger = logger;
    }

    /** Sorts the records of a FlowFile and sends them on; the FlowFile itself is gone then, or has gone to failure. */
    void sort(final FlowFile original, final Rule rule) {
        final RoutedRecords routed = routed(original);
        final Map<String, Long> counts = new LinkedHashMap<>();
        try {
            forEach(original, record -> {
                final Sorted sorted = rule.sort(record);
                counts.merge(sorted.counter(), 1L, Long::sum);
                routed.write(sorted.relationship(), sorted.record());
            });
            transfer(routed, Set.of());
            session.remove(original);
            counts.forEach((counter, count) -> session.adjustCounter(counter, count, false));
        } catch (final FlowFileAccessException | FlowFileHandlingException | ProcessException e) {
            routed.discard();
            throw e;
        } catch (final UnreadableAlertException
                | IOException
                | MalformedRecordException
                | SchemaNotFoundException
                | RuntimeException e) {
            routed.discard();
            fail(original, Causes.inWords(e));
        }
    }

    /** Writers for the records of a FlowFile. */
    RoutedRecords routed(final FlowFile original) {
        return new RoutedRecords(session, original, writerFactory, logger);
    }

    /** Hands over the records of a FlowFile one by one. */
    void forEach(final FlowFile flowFile, final Taker taker)
            throws UnreadableAlertException, IOException, MalformedRecordException, SchemaNotFoundException {
        try (InputStream stream = session.read(flowFile);
                RecordReader reader = readerFactory.createRecordReader(flowFile, stream, logger)) {
            for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
                taker.take(next);
            }
        }
    }

    /**
     * Ends the record sets and sends them on.
     *
     * @param dropped attributes of the original that say nothing of its records
     */
    void transfer(final RoutedRecords routed, final Set<String> dropped) throws IOException {
        routed.finish().forEach((relationship, child) -> {
            final FlowFile ready = session.removeAllAttributes(child, dropped);
            session.getProvenanceReporter().route(ready, relationship);
            session.transfer(ready, relationship);
        });
    }

    /** Sends a FlowFile to failure as it came. */
    void fail(final FlowFile original, final String reason) {
        logger.error("{} goes to failure: {}", original, reason);
        session.transfer(session.putAttribute(original, ERROR_MESSAGE, reason), FAILURE);
        session.adjustCounter("FlowFiles Failed", 1, false);
    }
}
