package org.aegisnet.processors.patterns;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.aegisnet.patterns.DetectorCounters;
import org.aegisnet.patterns.FlowPattern;
import org.aegisnet.patterns.PatternDetector;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.record.CheckedRecordReader;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.RecordRouter;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.processors.time.PacedBulletin;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.feature.Vocabulary;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnShutdown;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** Finds patterns that no single flow shows, in rolling windows over event time. */
@Tags({
    "network",
    "flow",
    "attack",
    "detection",
    "port scan",
    "sweep",
    "brute force",
    "flood",
    "ddos",
    "exfiltration",
    "beacon",
    "mitre",
    "att&ck",
    "security",
    "ids",
    "netflow",
    "zeek",
    "suricata",
    "record"
})
@CapabilityDescription(
        "Finds patterns that no single network flow shows: port scans, host sweeps, brute force, floods, "
                + "exfiltration and beacons. It counts the flows of each source and towards each target in rolling "
                + "windows over event time. Every record keeps all its fields and gets pattern_label, "
                + "pattern_confidence, pattern_reasons (in words, with the numbers), pattern_technique and "
                + "pattern_tactic (of MITRE ATT&CK). Suspicious records leave by a relationship of their own. Reads "
                + "the field names of NetFlow and IPFIX collectors, Zeek, Suricata, nfdump, Argus, NFStream, "
                + "CICFlowMeter, the flow logs of clouds and firewalls, ECS, OCSF and Splunk CIM.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@TriggerSerially
@Stateful(
        scopes = Scope.LOCAL,
        description = "The counts of sources and targets, saved from time to time and when the processor stops. So "
                + "windows, usual amounts and rhythms survive a restart. The maximum is 512 KiB compressed; beyond "
                + "that, the sources and targets seen least are left out. Each node of a cluster keeps the counts of "
                + "its own records. Clear the state to begin anew")
@SeeAlso({ScoreFlowAutoencoder.class, ClassifyFlowForest.class})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(
            attribute = "patterns.found",
            description =
                    "The patterns among all records of the incoming FlowFile, gravest first, separated by commas; absent "
                            + "without a pattern"),
    @WritesAttribute(
            attribute = "patterns.highest.confidence",
            description =
                    "The highest confidence among all records of the incoming FlowFile; absent without a pattern"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as records")
})
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description =
                "The counts, bounded by Maximum Memory and a quarter of it more, and one batch of records. Neither "
                        + "grows with the FlowFile or the number of sources")
@UseCase(
        description = "Find scans, brute force and beacons in the flows of a network, and keep them for an alert",
        keywords = {"netflow", "zeek", "suricata", "scan", "alert"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Set Record Reader to a reader of the exporter's format, and Record Writer to a JsonRecordSetWriter.
                Set Internal Networks to the networks that are yours, and Trusted Sources to hosts that may scan, such as the monitoring.
                Where an exporter reports each direction by itself, pair the flows first.
                Connect suspicious to the alert, normal to where all flows go, unscored to a place where somebody looks.
                """)
public class DetectFlowPatterns extends AbstractProcessor implements VerifiableProcessor {

    static final Relationship SUSPICIOUS = new Relationship.Builder()
            .name("suspicious")
            .description("Records that belong to a pattern")
            .build();

    static final Relationship NORMAL = new Relationship.Builder()
            .name("normal")
            .description("Records that belong to no pattern; also the empty result of a FlowFile without records")
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("All judged records, in their order")
            .build();

    static final Relationship UNSCORED = new Relationship.Builder()
            .name("unscored")
            .description(
                    "Records without the needed fields, and records that came too late; the field unscored_reason says which")
            .build();

    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or written as records, unchanged; the attribute record.error.message says why")
            .build();

    private static final Duration BULLETIN_INTERVAL = Duration.ofMinutes(5);

    private final Vocabularies vocabularies = new Vocabularies();
    private volatile Set<Relationship> relationships = Set.of(SUSPICIOUS, NORMAL, UNSCORED, FAILURE);
    private volatile Optional<PersistentDetector> detectorKeeper = Optional.empty();
    private volatile PatternFields addedFields = new PlainPatternFields("");
    private volatile Optional<Bulletins> bulletins = Optional.empty();

    /**
     * Bulletins that are limited in rate.
     *
     * @param forgotten sources that were evicted because the memory limit was reached
     * @param farAhead flows far ahead of the others
     */
    private record Bulletins(PacedBulletin forgotten, PacedBulletin farAhead) {}

    private Bulletins newBulletins() {
        return new Bulletins(
                new PacedBulletin(
                        BULLETIN_INTERVAL,
                        System::nanoTime,
                        count -> getLogger()
                                .warn(
                                        "{} sources were forgotten to make room for others, those that were seen least first. Raise Maximum "
                                                + "Sources or Maximum Memory, or check if somebody forges source addresses",
                                        count)),
                new PacedBulletin(
                        BULLETIN_INTERVAL,
                        System::nanoTime,
                        count -> getLogger()
                                .warn(
                                        "{} flows were far ahead of the others, by more than Allowed Lateness and Window. They were judged "
                                                + "by themselves and have not moved the clock of the windows. Look at the clocks of the exporters",
                                        count)));
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PatternProperties.ALL;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return relationships;
    }

    @Override
    public void onPropertyModified(final PropertyDescriptor descriptor, final String oldValue, final String newValue) {
        if (ScoringProperties.ROUTING_STRATEGY.equals(descriptor)) {
            relationships = RoutingStrategy.ANNOTATE_ONLY.getValue().equals(newValue)
                    ? Set.of(SUCCESS, UNSCORED, FAILURE)
                    : Set.of(SUSPICIOUS, NORMAL, UNSCORED, FAILURE);
        }
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        try {
            PatternProperties.settings(context);
            return List.of();
        } catch (final IllegalArgumentException e) {
            return List.of(new ValidationResult.Builder()
                    .subject(PatternProperties.ALLOWED_LATENESS.getName())
                    .valid(false)
                    .explanation(e.getMessage())
                    .build());
        }
    }

    /**
     * Takes up what was remembered when the processor stopped.
     *
     * @throws IOException if NiFi cannot read its state; NiFi tries again
     */
    @OnScheduled
    public void takeUp(final ProcessContext context) throws IOException {
        final String prefix = Optional.ofNullable(context.getProperty(ScoringProperties.ADDED_FIELD_PREFIX)
                        .getValue())
                .orElse("");
        addedFields = context.getProperty(ScoringProperties.FIELD_NAMING).asAllowableValue(FieldNaming.class)
                        == FieldNaming.ECS
                ? new EcsPatternFields(prefix)
                : new PlainPatternFields(prefix);
        bulletins = Optional.of(newBulletins());
        detectorKeeper = Optional.of(new PersistentDetector(
                PatternProperties.settings(context),
                context.getStateManager(),
                Duration.ofNanos(
                        context.getProperty(PatternProperties.STATE_INTERVAL).asTimePeriod(TimeUnit.NANOSECONDS)),
                getLogger()));
    }

    /**
     * Saves what is remembered. When NiFi itself ends, its state is closed before processors have stopped; only what is done at the shutdown comes in
     * time.
     */
    @OnStopped
    @OnShutdown
    public void layDown() {
        detectorKeeper.ifPresent(PersistentDetector::close);
        detectorKeeper = Optional.empty();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile original = session.get();
        if (original == null) {
            return;
        }
        final PersistentDetector keeper = detectorKeeper.orElseThrow(
                () -> new ProcessException("The counts have been saved; the processor is stopping"));
        keeper.use(detector -> detect(context, session, original, detector));
        keeper.saveIfDue();
    }

    private void detect(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile original,
            final PatternDetector detector) {
        final RecordReaderFactory readerFactory =
                context.getProperty(ScoringProperties.RECORD_READER).asControllerService(RecordReaderFactory.class);
        final RecordSetWriterFactory writerFactory =
                context.getProperty(ScoringProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final RecordRouter routedRecords = new RecordRouter(session, original, writerFactory, getLogger());
        final boolean annotateOnly =
                context.getProperty(ScoringProperties.ROUTING_STRATEGY).asAllowableValue(RoutingStrategy.class)
                        == RoutingStrategy.ANNOTATE_ONLY;
        final DetectorCounters before = detector.counts();
        final Optional<Long> clockBefore = detector.latest();
        try {
            final PatternRecordProcessor run = new PatternRecordProcessor(
                    detector,
                    PatternProperties.lateness(context),
                    vocabularies(context),
                    addedFields,
                    context.getProperty(PatternProperties.BATCH_SIZE).asInteger(),
                    new PatternRecordProcessor.Routes(
                            annotateOnly ? SUCCESS : SUSPICIOUS, annotateOnly ? SUCCESS : NORMAL, UNSCORED),
                    PatternRecordProcessor.Output.to(routedRecords));
            final PatternCounts tally;
            try (InputStream stream = session.read(original);
                    RecordReader reader =
                            new CheckedRecordReader(readerFactory.createRecordReader(original, stream, getLogger()))) {
                tally = run.run(reader);
            }
            transfer(session, original, routedRecords.finish(), tally);
            tell(session, before, detector.counts());
            tellOfTheClock(session, detector, before, clockBefore);
        } catch (final FlowFileAccessException | FlowFileHandlingException | ProcessException e) {
            routedRecords.discard();
            throw e;
        } catch (final Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
            routedRecords.discard();
            new FailureRouter(session, FAILURE, getLogger()).send(original, e);
        }
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        return new PatternVerification(
                        PatternProperties.settings(context),
                        vocabularies(context),
                        context.getProperty(PatternProperties.BATCH_SIZE).asInteger(),
                        context.getProperty(ScoringProperties.RECORD_READER)
                                .asControllerService(RecordReaderFactory.class),
                        verificationLogger)
                .verify(attributes);
    }

    private List<Vocabulary> vocabularies(final ProcessContext context) {
        return vocabularies
                .named(context.getProperty(ScoringProperties.FEATURE_MAPPING).getValue())
                .map(List::of)
                .orElseGet(vocabularies::all);
    }

    private static void transfer(
            final ProcessSession session,
            final FlowFile original,
            final Map<Relationship, FlowFile> routed,
            final PatternCounts tally) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        if (tally.suspicious() > 0) {
            attributes.put(
                    "patterns.found",
                    tally.byPattern().keySet().stream().map(FlowPattern::label).collect(Collectors.joining(",")));
            attributes.put(
                    "patterns.highest.confidence",
                    Double.toString(PlainPatternFields.rounded(tally.highestConfidence())));
        }
        final String details = "%d records, %d suspicious, %d unscored, %d of them too late"
                .formatted(tally.read(), tally.suspicious(), tally.unscored(), tally.late());
        routed.forEach((relationship, child) -> {
            final FlowFile attributed = session.putAllAttributes(child, attributes);
            session.getProvenanceReporter().route(attributed, relationship, details);
            session.transfer(attributed, relationship);
        });
        session.remove(original);
        session.adjustCounter("Records Read", tally.read(), false);
        session.adjustCounter("Records Judged", tally.judged(), false);
        session.adjustCounter("Records Suspicious", tally.suspicious(), false);
        session.adjustCounter("Records Unscored", tally.unscored(), false);
        session.adjustCounter("Records Too Late", tally.late(), false);
        tally.byPattern()
                .forEach((pattern, count) -> session.adjustCounter("Records of " + pattern.label(), count, false));
    }

    private void tell(final ProcessSession session, final DetectorCounters before, final DetectorCounters after) {
        session.adjustCounter("Sources Forgotten", after.evictedSources() - before.evictedSources(), false);
        session.adjustCounter("Targets Forgotten", after.evictedTargets() - before.evictedTargets(), false);
        session.adjustCounter("Records Judged Apart", after.apart() - before.apart(), false);
        session.adjustCounter("Records Far Ahead", after.stray() - before.stray(), false);
        bulletins.ifPresent(told -> {
            told.forgotten().add(after.evictedSources() - before.evictedSources());
            told.farAhead().add(after.stray() - before.stray());
        });
    }

    private void tellOfTheClock(
            final ProcessSession session,
            final PatternDetector detector,
            final DetectorCounters before,
            final Optional<Long> was) {
        final long moves = detector.counts().clockMoves() - before.clockMoves();
        if (moves == 0) {
            return;
        }
        session.adjustCounter("Clock Resets", moves, false);
        final Optional<Instant> from = was.map(Instant::ofEpochMilli);
        final Optional<Instant> to = detector.latest().map(Instant::ofEpochMilli);
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            getLogger()
                    .warn(
                            "Four of five flows ended earlier than Allowed Lateness permits. The clock of the windows was set "
                                    + "back to them, from {} to {}, and flows of the time before are judged by themselves",
                            from.get(),
                            to.get());
        }
    }
}
