package org.aegisnet.processors.alert;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.aegisnet.processors.record.CheckedRecordReader;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/** The FlowFiles that a processor of alerts takes: read record by record, or sent to failure as they came. For one trigger. */
final class AlertReader {
    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or written as records, unchanged; the attribute record.error.message says why")
            .build();

    private final ProcessSession session;
    private final RecordReaderFactory readerFactory;
    private final ComponentLog logger;

    /** Consumer of records. */
    @FunctionalInterface
    interface Taker {
        void take(Record record) throws UnreadableAlertException, IOException, SchemaNotFoundException;
    }

    /** Action that can fail because of the FlowFile. */
    @FunctionalInterface
    interface Attempt {
        void make() throws UnreadableAlertException, IOException, MalformedRecordException, SchemaNotFoundException;
    }

    AlertReader(final ProcessContext context, final ProcessSession session, final ComponentLog logger) {
        this.session = session;
        this.readerFactory =
                context.getProperty(ScoringProperties.RECORD_READER).asControllerService(RecordReaderFactory.class);
        this.logger = logger;
    }

    /** Hands over the records of a FlowFile one by one. */
    void forEach(final FlowFile flowFile, final Taker taker)
            throws UnreadableAlertException, IOException, MalformedRecordException, SchemaNotFoundException {
        try (InputStream stream = session.read(flowFile);
                RecordReader reader =
                        new CheckedRecordReader(readerFactory.createRecordReader(flowFile, stream, logger))) {
            for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
                taker.take(next);
            }
        }
    }

    /**
     * Makes an attempt.
     *
     * @return the exception or error of the failure; empty if the attempt succeeded. A failure of the session, not of the FlowFile, is rethrown, so
     *     that NiFi rolls back. A rollback for a faulty FlowFile would make NiFi retry it for ever
     */
    static Optional<Throwable> faultOf(final Attempt attempt) {
        try {
            attempt.make();
            return Optional.empty();
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            throw e;
        } catch (final UnreadableAlertException
                | IOException
                | MalformedRecordException
                | SchemaNotFoundException
                | RuntimeException
                | Error e) {
            return Optional.of(e);
        }
    }

    /**
     * Sends a FlowFile to failure as it came.
     *
     * @param fault the exception or error that ended the work on it
     */
    void fail(final FlowFile original, final Throwable fault) {
        new FailureRouter(session, FAILURE, logger).send(original, fault);
    }
}
