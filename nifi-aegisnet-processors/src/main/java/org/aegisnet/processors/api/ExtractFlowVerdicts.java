package org.aegisnet.processors.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.record.FlowFactsReader;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.aegisnet.processors.verdict.ScoredFlowReader;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/** Processor that makes rows of a history out of scored flows, whatever tool wrote them. */
@Tags({"network", "flow", "scoring", "audit", "history", "database", "record"})
@CapabilityDescription(
        "Makes one row for each scored flow record, with the same columns for the records of all tools. The "
                + "columns are time of scoring, status, label, probability, anomaly score and percentile, threat, "
                + "source, destination, ports, protocol, bytes, packets, duration, models and reasons. It reads the "
                + "findings in the field naming Plain, with or without a prefix, and in ECS. The rows go into a "
                + "database by PutDatabaseRecord, and from there onto the dashboard. The FlowFiles that wait are taken "
                + "together and become one, so that many small requests are one transaction.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SeeAlso(
        value = {WriteScoringAnswer.class, ServeFlowDashboard.class},
        classNames = "org.apache.nifi.processors.standard.PutDatabaseRecord")
@ReadsAttributes({
    @ReadsAttribute(attribute = "http.remote.addr", description = "Becomes the column origin"),
    @ReadsAttribute(attribute = "filename", description = "Becomes the column origin if http.remote.addr is missing")
})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of rows"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read, or its rows cannot be written")
})
public class ExtractFlowVerdicts extends AbstractProcessor {

    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the scored flows")
            .identifiesControllerService(RecordReaderFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the rows")
            .identifiesControllerService(RecordSetWriterFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor THREAT_FIELD = new PropertyDescriptor.Builder()
            .name("Threat Field")
            .description(
                    "The field that names the threat, if an earlier processor has added one. If it is empty or has no value, the "
                            + "pattern that DetectFlowPatterns found is the threat")
            .required(false)
            .addValidator(Validator.VALID)
            .build();

    static final PropertyDescriptor TOGETHER = new PropertyDescriptor.Builder()
            .name("FlowFiles Together")
            .description("At most so many waiting FlowFiles become one")
            .required(true)
            .defaultValue("500")
            .addValidator(StandardValidators.createLongValidator(1, 10_000, true))
            .build();

    static final Relationship SUCCESS =
            new Relationship.Builder().name("success").description("The rows").build();

    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read as records, or whose rows the Record Writer does not take, unchanged; the attribute"
                            + " record.error.message says why")
            .build();

    private final Clock clock = Clock.systemUTC();
    private final MonotonicIds numbers = MonotonicIds.ofThisNar();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(RECORD_READER, RECORD_WRITER, THREAT_FIELD, TOGETHER, ScoredFlowProperties.ADDED_FIELD_PREFIX);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS, FAILURE);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final List<FlowFile> waiting = session.get(context.getProperty(TOGETHER).asInteger());
        if (waiting.isEmpty()) {
            return;
        }
        final FlowFile rows = session.create(waiting);
        try {
            writeRows(context, session, waiting, rows);
        } catch (final FailedFlowFileException e) {
            session.remove(rows);
            failOne(session, waiting, e.flowFile(), e.getMessage(), e.getCause());
        } catch (final Error e) {
            // The same FlowFiles would end in the same error again; without the largest, the others have a chance.
            session.remove(rows);
            failOne(
                    session,
                    waiting,
                    Collections.max(waiting, Comparator.comparingLong(FlowFile::getSize)),
                    "Its rows cannot be written: " + ErrorMessages.inWords(e),
                    e);
        }
    }

    /** Sends one FlowFile to failure; the others go back into the queue. */
    private void failOne(
            final ProcessSession session,
            final List<FlowFile> waiting,
            final FlowFile failed,
            final String reason,
            final Throwable failure) {
        for (final FlowFile flowFile : waiting) {
            if (flowFile.equals(failed)) {
                new FailureRouter(session, FAILURE, getLogger()).send(flowFile, reason, failure);
            } else {
                session.transfer(flowFile);
            }
        }
    }

    private void writeRows(
            final ProcessContext context,
            final ProcessSession session,
            final List<FlowFile> waiting,
            final FlowFile rows)
            throws FailedFlowFileException {
        final RecordSetWriterFactory writerFactory =
                context.getProperty(RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        // Small requests have one schema after the other that is the same; it is worked out once.
        final FlowFactsReader facts = new FlowFactsReader();
        int count = 0;
        final String mimeType;
        try (OutputStream stream = session.write(rows);
                RecordSetWriter writer = writerFactory.createWriter(
                        getLogger(), writerFactory.getSchema(Map.of(), VerdictRow.SCHEMA), stream, rows)) {
            writer.beginRecordSet();
            for (final FlowFile flowFile : waiting) {
                count += copy(context, session, flowFile, facts, writer);
            }
            writer.finishRecordSet();
            mimeType = writer.getMimeType();
        } catch (final IOException | SchemaNotFoundException e) {
            throw new FlowFileAccessException("The rows cannot be written: " + ErrorMessages.inWords(e), e);
        }
        session.remove(waiting);
        session.adjustCounter("Rows Written", count, false);
        if (count == 0) {
            session.remove(rows);
            return;
        }
        session.transfer(
                session.putAllAttributes(
                        rows,
                        Map.of("record.count", Integer.toString(count), CoreAttributes.MIME_TYPE.key(), mimeType)),
                SUCCESS);
    }

    private int copy(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile flowFile,
            final FlowFactsReader facts,
            final RecordSetWriter writer)
            throws FailedFlowFileException {
        final String threatField = context.getProperty(THREAT_FIELD).getValue();
        final String origin = Optional.ofNullable(flowFile.getAttribute(ApiAttributes.REMOTE_ADDRESS))
                .orElseGet(() -> flowFile.getAttribute(CoreAttributes.FILENAME.key()));
        final ScoredFlowReader verdicts = new ScoredFlowReader(ScoredFlowProperties.prefix(context));
        int count = 0;
        try (InputStream content = session.read(flowFile);
                RecordReader reader = context.getProperty(RECORD_READER)
                        .asControllerService(RecordReaderFactory.class)
                        .createRecordReader(flowFile, content, getLogger())) {
            for (Record flow = reader.nextRecord(); flow != null; flow = reader.nextRecord()) {
                final Optional<String> threat = threatField == null
                        ? Optional.empty()
                        : Optional.ofNullable(flow.getAsString(threatField)).filter(name -> !name.isBlank());
                final Verdict verdict = Verdict.of(verdicts.read(flow));
                write(
                        VerdictRow.of(numbers.next(), clock.millis(), verdict, facts.read(flow), threat, origin),
                        flowFile,
                        writer);
                count++;
            }
            return count;
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            throw e;
        } catch (final MalformedRecordException | IOException | SchemaNotFoundException | RuntimeException | Error e) {
            throw new FailedFlowFileException(
                    flowFile, "It cannot be read as scored flows: " + ErrorMessages.inWords(e), e);
        }
    }

    /** Writes a row. A writer that does not take it says nothing against the FlowFile as records. */
    private static void write(final Record row, final FlowFile flowFile, final RecordSetWriter writer)
            throws FailedFlowFileException {
        try {
            writer.write(row);
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            throw e;
        } catch (final IOException | RuntimeException | Error e) {
            throw new FailedFlowFileException(
                    flowFile,
                    "The Record Writer does not take a row of it: %s. Compare the writer's schema with the columns"
                            .formatted(ErrorMessages.inWords(e)),
                    e);
        }
    }

    /** One of the FlowFiles taken together cannot be read, or its rows cannot be written; the message is a sentence for the user. */
    private static final class FailedFlowFileException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient FlowFile flowFile;

        private FailedFlowFileException(final FlowFile flowFile, final String message, final Throwable cause) {
            super(message, cause);
            this.flowFile = flowFile;
        }

        private FlowFile flowFile() {
            return flowFile;
        }
    }
}
