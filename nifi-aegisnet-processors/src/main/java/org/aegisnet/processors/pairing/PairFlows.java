package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.netflow.FlowFields;
import org.aegisnet.processors.netflow.ListenNetFlow;
import org.aegisnet.processors.netflow.WriterProbe;
import org.aegisnet.processors.queue.QueuedBatch;
import org.aegisnet.processors.record.CheckedRecordReader;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.record.RecordWeight;
import org.aegisnet.processors.time.MonotonicClock;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/**
 * Makes one record of the two that an exporter reports for a conversation. The processor alone never holds waiting halves: at the end of each
 * trigger they are the content of one FlowFile in the incoming queue. The transaction that sends the pairs on also writes that FlowFile. NiFi's own
 * repositories are the journal: if a transaction fails, all of its changes are undone.
 */
@Tags({"network", "flow", "netflow", "ipfix", "biflow", "bidirectional", "pair", "merge", "record"})
@CapabilityDescription(
        "Pairs the two halves of a conversation. NetFlow and most IPFIX exporters report each direction as a "
                + "record of its own; models and analysts need both in one. Takes records with the fields of "
                + "ListenNetFlow and NetFlowReader, and finds the two halves by addresses, ports, protocol, exporter "
                + "and time. It makes one record of them, from the side that began to the side that answered. A half "
                + "whose other half does not come leaves one-sided after a while, with nulls for unknown values. "
                + "Records that hold both directions pass. The incoming queue keeps the waiting flows, so that none is "
                + "lost or doubled when NiFi stops, restarts or is killed.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@TriggerSerially
@SeeAlso({ListenNetFlow.class, ScoreFlowAutoencoder.class})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as records"),
    @WritesAttribute(
            attribute = PendingFlowsCodec.STATE,
            description = "Only on the FlowFile of waiting flows in the incoming queue: the mark of its content"),
    @WritesAttribute(
            attribute = PendingFlowsCodec.COUNT,
            description = "Only on the FlowFile of waiting flows in the incoming queue: how many halves wait in it")
})
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description =
                "About 300 bytes for each waiting half, bounded by Maximum Waiting Flows; records of one FlowFile up to 10,000")
@SystemResourceConsideration(
        resource = SystemResource.DISK,
        description = "The waiting halves, about 150 bytes each, are written once for each batch")
@UseCase(
        description = "Turn one-way NetFlow or IPFIX records into records of whole conversations",
        keywords = {"netflow", "biflow", "pair"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Choose a Record Reader for the format the flows come in, and a Record Writer for the format they leave in.
                Set Pairing Timeout a little longer than the inactive timeout of the exporters.
                Leave FlowFile Expiration of the incoming connection at 0 sec and its load balancing off.
                Connect success to what scores or stores the flows, unpairable and failure to a place where somebody looks.
                """)
@UseCase(
        description =
                "Count each flow once if Open vSwitch, or a router with NetFlow on all interfaces, reports it twice: "
                        + "on its way in and on its way out",
        keywords = {"duplicate", "ingress", "egress", "Open vSwitch"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Set Double Reports to Deduplicate.
                Name the addresses of those exporters in Double Reporting Exporters, so that the flows of others need not be remembered.
                """)
@MultiProcessorUseCase(
        description = "Score NetFlow as conversations: receive, pair, score",
        keywords = {"netflow", "anomaly", "score"},
        configurations = {
            @ProcessorConfiguration(processorClass = ListenNetFlow.class, configuration = """
                            As Record Writer, choose an AvroRecordSetWriter whose Schema Write Strategy is Embed Avro Schema.
                            Connect success to PairFlows.
                            """),
            @ProcessorConfiguration(processorClass = PairFlows.class, configuration = """
                            As Record Reader, choose an AvroReader whose Schema Access Strategy is Use Embedded Avro Schema; as Record Writer, the
                            same AvroRecordSetWriter.
                            Set Pairing Timeout a little longer than the inactive timeout of the exporters.
                            Connect success to ScoreFlowAutoencoder.
                            """),
            @ProcessorConfiguration(processorClass = ScoreFlowAutoencoder.class, configuration = """
                            As Record Reader, choose the same AvroReader; as Record Writer, one for the format that alerts need.
                            Connect suspicious to the alert, and unscored to a place where somebody looks.
                            """)
        })
public class PairFlows extends AbstractProcessor implements VerifiableProcessor {

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("Flows; their field pairing is paired, biflow or one_sided")
            .build();

    static final Relationship UNPAIRABLE = new Relationship.Builder()
            .name("unpairable")
            .description(
                    "Records that lack an address, a port, a protocol or a time, as they came; the field unpairable_reason says which")
            .build();

    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or written as records, unchanged, and JSON lines of waiting flows that the Record "
                            + "Writer rejects. The attribute record.error.message gives the reason")
            .build();

    private static final Set<Relationship> RELATIONSHIPS = Set.of(SUCCESS, UNPAIRABLE, FAILURE);
    private static final int MAX_FLOW_FILES = 1000;
    private static final long MAX_BYTES = 256L * 1024 * 1024;

    /** Records of a FlowFile that are read before the first of them is paired. So an unreadable FlowFile does not change the table. */
    private static final int READ_AHEAD = 10_000;

    private static final int MAX_WEIGHT_AHEAD = RecordWeight.MAX_BATCH;

    private final LongSupplier clock;
    private final AtomicReference<Optional<PairingState>> openFlows = new AtomicReference<>(Optional.empty());
    private volatile Optional<PairingSettings> settings = Optional.empty();
    private volatile long lastBatch;

    /** The number of FlowFiles that are still to be taken one by one, because their batch could not be written. */
    private volatile int suspects;

    public PairFlows() {
        this(new MonotonicClock());
    }

    /**
     * @param clock milliseconds since 1970
     */
    PairFlows(final LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PairingProperties.ALL;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<String> separatingFields = PairingProperties.names(
                context.getProperty(PairingProperties.SEPARATING_FIELDS).getValue());
        if (context.getProperty(PairingProperties.DOUBLE_REPORTING_EXPORTERS).isSet()
                && !separatingFields.contains(FlowFields.EXPORTER)) {
            return List.of(new ValidationResult.Builder()
                    .subject(PairingProperties.DOUBLE_REPORTING_EXPORTERS.getName())
                    .valid(false)
                    .explanation("exporters are told apart only if Separating Fields names exporter: add it there")
                    .build());
        }
        return List.of();
    }

    /** Reads the properties. */
    @OnScheduled
    public void readSettings(final ProcessContext context) {
        settings = Optional.of(new PairingSettings(context));
        openFlows.set(Optional.empty());
        lastBatch = Long.MIN_VALUE;
        suspects = 0;
    }

    /** Frees the memory; the waiting flows are in the queue. */
    @OnStopped
    public void forget() {
        openFlows.set(Optional.empty());
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final PairingSettings current =
                settings.orElseThrow(() -> new ProcessException("The processor has not been scheduled"));
        if (mayRest(session, current)) {
            context.yield();
            return;
        }
        final QueuedBatch taken = PendingFlowsCodec.CARRIER.take(session, suspects > 0 ? 1 : MAX_FLOW_FILES, MAX_BYTES);
        if (taken.isEmpty()) {
            return;
        }
        final Map<String, String> attributes = attributesFor(taken);
        final RecordSetWriterFactory writerFactory =
                context.getProperty(PairingProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final RejectedFlowsFile refused = new RejectedFlowsFile(session, attributes);
        final Optional<Distrust> distrust = suspects > 0
                ? Optional.of(new Distrust(new WriterProbe(writerFactory, attributes, getLogger()), refused))
                : Optional.empty();
        final PairedFlowFiles flowFiles = new PairedFlowFiles(session, attributes, writerFactory, refused, getLogger());
        try {
            pair(context, session, current, taken, flowFiles, distrust);
            sayRefused(refused);
            suspects = Math.max(0, suspects - 1);
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            flowFiles.discard();
            throw e;
        } catch (final IOException | RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
            flowFiles.discard();
            session.rollback();
            giveUp(context, session, taken.fresh(), e);
        }
        lastBatch = clock.getAsLong();
    }

    /** Tells whether nothing is due, so that the processor waits for more FlowFiles. */
    private boolean mayRest(final ProcessSession session, final PairingSettings current) {
        final Optional<PairingState> known = openFlows.get();
        final int queued = session.getQueueSize().getObjectCount();
        if (known.isEmpty() || queued >= MAX_FLOW_FILES) {
            return false;
        }
        final long now = clock.getAsLong();
        if (queued == 1 && known.get().state().isPresent()) {
            return known.get().table().nextDue().orElse(now) > now;
        }
        return lastBatch != Long.MIN_VALUE && now - lastBatch < current.batchIntervalMillis();
    }

    private void pair(
            final ProcessContext context,
            final ProcessSession session,
            final PairingSettings current,
            final QueuedBatch taken,
            final PairedFlowFiles flowFiles,
            final Optional<Distrust> distrust)
            throws IOException {
        final long now = clock.getAsLong();
        final PairingCounts tally = new PairingCounts();
        final PairingOutput output = new PairingOutput(flowFiles::write, distrust, tally);
        final List<FlowFile> paired = new ArrayList<>();
        final PairingState open = open(session, current, taken.kept(), paired, output, now);
        final PairingBatch run = new PairingBatch(open.table(), open.schemas(), output, tally);
        final RecordReaderFactory readerFactory =
                context.getProperty(PairingProperties.RECORD_READER).asControllerService(RecordReaderFactory.class);
        for (final FlowFile flowFile : taken.fresh()) {
            final Optional<Throwable> fault = read(session, flowFile, readerFactory, run);
            if (fault.isPresent()) {
                fail(session, flowFile, ErrorMessages.inWords(fault.get()), fault.get());
            } else {
                paired.add(flowFile);
            }
        }
        open.table().advance(clock.getAsLong(), output);
        sendOn(session, flowFiles.finish(), paired, tally);
        openFlows.set(Optional.of(keep(session, open, paired, taken, tally)));
        tally.counters().forEach((name, count) -> session.adjustCounter(name, count, false));
        if (tally.crowdedOut() > 0) {
            getLogger()
                    .warn(
                            "{} flows left one-sided before their time, because {} others waited: raise Maximum Waiting Flows or lower Pairing Timeout",
                            tally.crowdedOut(),
                            current.capacity());
        }
    }

    private void sayRefused(final RejectedFlowsFile refused) {
        if (refused.count() > 0) {
            getLogger()
                    .error(
                            "{} waiting flows go to failure, because the Record Writer rejects them: {}",
                            refused.count(),
                            refused.firstReason());
        }
    }

    /** The table as the FlowFiles of waiting flows have it. */
    private PairingState open(
            final ProcessSession session,
            final PairingSettings current,
            final List<FlowFile> waiting,
            final List<FlowFile> readable,
            final PairingOutput output,
            final long now)
            throws IOException {
        final Optional<PairingState> known = openFlows.getAndSet(Optional.empty());
        if (waiting.size() <= 1 && known.isPresent() && known.get().state().equals(stateOf(waiting))) {
            readable.addAll(waiting);
            return known.get();
        }
        final PairingPlanCache schemas = new PairingPlanCache(current.separatingFields());
        final List<PendingFlowsCodec.Entry> entries = new ArrayList<>();
        readable.addAll(PendingFlowsCodec.CARRIER.restore(
                session,
                waiting,
                stream -> entries.addAll(PendingFlowsCodec.read(stream, schemas)),
                (flowFile, fault) -> fail(
                        session,
                        flowFile,
                        "The waiting flows cannot be read: " + ErrorMessages.inWords(fault),
                        fault)));
        entries.sort(Comparator.comparingLong(PendingFlowsCodec.Entry::arrived));
        final PairingState open = new PairingState(current.emptyTable(), schemas, stateOf(readable));
        new PairingBatch(open.table(), schemas, output, new PairingCounts()).restore(entries, now);
        return open;
    }

    /** The state of the FlowFile of waiting flows; empty unless exactly one such FlowFile exists. */
    private static Optional<String> stateOf(final List<FlowFile> waiting) {
        return waiting.size() == 1
                ? Optional.of(waiting.getFirst().getAttribute(PendingFlowsCodec.STATE))
                : Optional.empty();
    }

    /**
     * Reads a FlowFile and pairs its flows.
     *
     * @return the exception or error by which the FlowFile cannot be read; none of its flows has been paired then
     * @throws IOException if flows cannot be written
     */
    private Optional<Throwable> read(
            final ProcessSession session,
            final FlowFile flowFile,
            final RecordReaderFactory readerFactory,
            final PairingBatch run)
            throws IOException {
        final List<Record> ahead = new ArrayList<>();
        boolean hasMore = false;
        int weight = 0;
        try (InputStream stream = session.read(flowFile);
                RecordReader reader =
                        new CheckedRecordReader(readerFactory.createRecordReader(flowFile, stream, getLogger()))) {
            for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
                if (ahead.size() < READ_AHEAD && weight < MAX_WEIGHT_AHEAD) {
                    ahead.add(next);
                    weight += RecordWeight.of(next);
                } else {
                    hasMore = true;
                }
            }
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            throw e;
        } catch (final IOException
                | MalformedRecordException
                | SchemaNotFoundException
                | RuntimeException
                | OutOfMemoryError
                | StackOverflowError
                | LinkageError e) {
            return Optional.of(e);
        }
        final long now = clock.getAsLong();
        if (!hasMore) {
            for (final Record values : ahead) {
                run.take(values, now);
            }
            return Optional.empty();
        }
        ahead.clear();
        try (InputStream stream = session.read(flowFile);
                RecordReader reader =
                        new CheckedRecordReader(readerFactory.createRecordReader(flowFile, stream, getLogger()))) {
            for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
                run.take(next, now);
            }
        } catch (final MalformedRecordException | SchemaNotFoundException e) {
            throw new IOException(
                    "Records that could be read once cannot be read again: " + ErrorMessages.inWords(e), e);
        }
        return Optional.empty();
    }

    private static void sendOn(
            final ProcessSession session,
            final List<PairedFlowFiles.Finished> finished,
            final List<FlowFile> parents,
            final PairingCounts tally) {
        for (final PairedFlowFiles.Finished ready : finished) {
            session.getProvenanceReporter().join(parents, ready.flowFile(), tally.inWords());
            session.getProvenanceReporter().route(ready.flowFile(), ready.relationship(), tally.inWords());
            session.transfer(ready.flowFile(), ready.relationship());
        }
    }

    /** Puts what waits back into the queue, and removes what has been taken out of it. */
    private static PairingState keep(
            final ProcessSession session,
            final PairingState open,
            final List<FlowFile> paired,
            final QueuedBatch taken,
            final PairingCounts tally) {
        if (open.table().size() == 0) {
            session.remove(paired);
            return open.written(Optional.empty());
        }
        if (tally.isEmpty() && paired.size() == 1 && taken.kept().contains(paired.getFirst())) {
            session.transfer(paired.getFirst(), Relationship.SELF);
            return open;
        }
        final String state = UUID.randomUUID().toString();
        PendingFlowsCodec.CARRIER.putBack(
                session,
                PendingFlowsCodec.CARRIER.choose(session, paired, attributesFor(taken)),
                Map.of(
                        PendingFlowsCodec.STATE,
                        state,
                        PendingFlowsCodec.COUNT,
                        Integer.toString(open.table().waiting())),
                stream -> PendingFlowsCodec.write(open.table(), stream));
        return open.written(Optional.of(state));
    }

    /** The attributes that all new FlowFiles of a batch have in common. If the batch has no new FlowFiles, the kept ones count instead. */
    private static Map<String, String> attributesFor(final QueuedBatch taken) {
        return PendingFlowsCodec.CARRIER.common(taken.fresh().isEmpty() ? taken.kept() : taken.fresh());
    }

    /**
     * Handles a batch that could not be written: its FlowFiles are taken again one by one. The writer is tried with each half that has waited. The
     * FlowFile that still cannot be written goes to failure.
     */
    private void giveUp(
            final ProcessContext context,
            final ProcessSession session,
            final List<FlowFile> fresh,
            final Throwable failure) {
        final String message = ErrorMessages.inWords(failure);
        getLogger()
                .error(
                        "The Record Writer cannot write the flows: %s. Mend the Record Writer or its schema; the waiting flows stay in the queue"
                                .formatted(message),
                        failure);
        if (suspects == 0) {
            suspects = Math.max(1, fresh.size());
        } else if (fresh.size() == 1) {
            final String suspect = fresh.getFirst().getAttribute(CoreAttributes.UUID.key());
            session.get(flowFile -> suspect.equals(flowFile.getAttribute(CoreAttributes.UUID.key()))
                            ? FlowFileFilterResult.ACCEPT_AND_TERMINATE
                            : FlowFileFilterResult.REJECT_AND_CONTINUE)
                    .forEach(flowFile -> fail(session, flowFile, "The flows cannot be written: " + message, failure));
            suspects = Math.max(0, suspects - 1);
        }
        context.yield();
    }

    private void fail(
            final ProcessSession session, final FlowFile flowFile, final String message, final Throwable failure) {
        new FailureRouter(session, FAILURE, getLogger())
                .send(PendingFlowsCodec.CARRIER.withoutMarks(session, flowFile), message, failure);
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        return new PairingVerification(
                        new PairingSettings(context),
                        context.getProperty(PairingProperties.RECORD_READER)
                                .asControllerService(RecordReaderFactory.class),
                        verificationLogger)
                .verify(attributes, clock.getAsLong());
    }
}
