package org.aegisnet.processors.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.aegisnet.processors.model.CrashMarkers;
import org.aegisnet.processors.model.EngineChoice;
import org.aegisnet.processors.model.ModelInspection;
import org.aegisnet.processors.model.ModelSource;
import org.aegisnet.processors.model.NativeEngineService;
import org.aegisnet.processors.model.ReloadingModel;
import org.aegisnet.processors.model.ScorerLease;
import org.aegisnet.processors.record.CheckedRecordReader;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.RecordRouter;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.feature.Vocabulary;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
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
import org.apache.nifi.record.path.validation.RecordPathValidator;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/**
 * The common base of the two scoring processors. They differ only in the kind of model and the fields that it adds. The model is loaded when the
 * processor is scheduled. It is released when the processor has stopped and its last task is done.
 */
public abstract class FlowScoringProcessor extends AbstractProcessor implements VerifiableProcessor {

    public static final Relationship SUSPICIOUS = new Relationship.Builder()
            .name("suspicious")
            .description("Records whose score reaches the threshold")
            .build();

    public static final Relationship NORMAL = new Relationship.Builder()
            .name("normal")
            .description("Records whose score is below the threshold")
            .build();

    public static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("All scored records, in their order; with Annotate All, all records")
            .build();

    public static final Relationship UNSCORED = new Relationship.Builder()
            .name("unscored")
            .description(
                    "Records that lack a feature or hold a value that cannot be; the field unscored_reason says which")
            .build();

    public static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or written as records, unchanged; the attribute record.error.message says why")
            .build();

    private final ModelKind kind;
    private final Vocabularies vocabularies = new Vocabularies();
    private volatile Set<Relationship> relationships = Set.of(SUSPICIOUS, NORMAL, UNSCORED, FAILURE);
    private volatile Optional<ModelInspection> inspection = Optional.empty();
    private volatile Optional<ReloadingModel<PlanCache>> modelKeeper = Optional.empty();

    /**
     * Creates the processor for one kind of model.
     *
     * @param kind the required kind of model
     */
    protected FlowScoringProcessor(final ModelKind kind) {
        this.kind = kind;
    }

    /**
     * The fields that a model of this kind adds.
     *
     * @param prefix put before their names; may be empty
     */
    public abstract AddedFields addedFields(ModelMetadata metadata, String prefix, ReasonFormat reasonFormat);

    /** The name of the attribute with the highest score of a FlowFile. */
    public abstract String highestScoreAttribute();

    /** The prefix of the names of the attributes with the model and the counts. */
    public abstract String attributePrefix();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return ScoringProperties.of(kind);
    }

    @Override
    protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String propertyDescriptorName) {
        return new PropertyDescriptor.Builder()
                .name(propertyDescriptorName)
                .description("The RecordPath to feature " + propertyDescriptorName)
                .required(false)
                .dynamic(true)
                .addValidator(new RecordPathValidator())
                .build();
    }

    @Override
    public Set<Relationship> getRelationships() {
        return relationships;
    }

    @Override
    public void onPropertyModified(final PropertyDescriptor descriptor, final String oldValue, final String newValue) {
        if (ScoringProperties.ROUTING_STRATEGY.equals(descriptor)) {
            if (RoutingStrategy.ANNOTATE_ALL.getValue().equals(newValue)) {
                relationships = Set.of(SUCCESS, FAILURE);
            } else if (RoutingStrategy.ANNOTATE_ONLY.getValue().equals(newValue)) {
                relationships = Set.of(SUCCESS, UNSCORED, FAILURE);
            } else {
                relationships = Set.of(SUSPICIOUS, NORMAL, UNSCORED, FAILURE);
            }
        }
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final ModelSource source = modelSource(context);
        if (!source.isLocal()) {
            return List.of();
        }
        final ModelInspection inspected = inspect(source);
        if (inspected.refusal().isPresent()) {
            return List.of(invalid(
                    ScoringProperties.MODEL.getName(), inspected.refusal().get()));
        }
        final List<ValidationResult> faults =
                new ArrayList<>(settingFaults(context, inspected.metadata().orElseThrow()));
        inspected
                .missingEngine(hasNativeEngine(context))
                .ifPresent(fault -> faults.add(invalid(ScoringProperties.NATIVE_ENGINE.getName(), fault)));
        return faults;
    }

    private ModelInspection inspect(final ModelSource source) {
        final Optional<ModelInspection> last = inspection;
        if (last.isPresent() && last.get().holdsFor(source)) {
            return last.get();
        }
        final ModelInspection fresh = ModelInspection.of(source);
        inspection = Optional.of(fresh);
        return fresh;
    }

    /** The settings that do not fit the model. */
    private List<ValidationResult> settingFaults(final PropertyContext context, final ModelMetadata metadata) {
        final List<ValidationResult> faults = new ArrayList<>();
        final List<String> features =
                metadata.features().stream().map(Feature::name).toList();
        for (final String mapped : mappedFeatures(context).keySet()) {
            if (!features.contains(mapped)) {
                faults.add(invalid(
                        mapped,
                        "model %s has no feature of this name; remove the property or name one of %s"
                                .formatted(metadata.id(), features)));
            }
        }
        new ThresholdSetting(context)
                .faultWith(metadata)
                .ifPresent(fault -> faults.add(invalid(fault.property(), fault.explanation())));
        return faults;
    }

    private Optional<String> firstSettingFault(final PropertyContext context, final ModelMetadata metadata) {
        return settingFaults(context, metadata).stream()
                .findFirst()
                .map(fault -> "%s: %s".formatted(fault.getSubject(), fault.getExplanation()));
    }

    private static ValidationResult invalid(final String subject, final String explanation) {
        return new ValidationResult.Builder()
                .subject(subject)
                .valid(false)
                .explanation(explanation)
                .build();
    }

    private ModelSource modelSource(final PropertyContext context) {
        final PropertyValue value = context.getProperty(ScoringProperties.MODEL).evaluateAttributeExpressions();
        return new ModelSource(kind, value.isSet() ? Optional.ofNullable(value.asResource()) : Optional.empty());
    }

    private boolean hasNativeEngine(final PropertyContext context) {
        return getSupportedPropertyDescriptors().contains(ScoringProperties.NATIVE_ENGINE)
                && context.getProperty(ScoringProperties.MODEL).isSet()
                && context.getProperty(ScoringProperties.NATIVE_ENGINE).isSet();
    }

    private EngineChoice engine(final PropertyContext context) {
        return hasNativeEngine(context)
                ? new EngineChoice(Optional.of(context.getProperty(ScoringProperties.NATIVE_ENGINE)
                        .asControllerService(NativeEngineService.class)))
                : EngineChoice.plainJava();
    }

    private List<Vocabulary> vocabularies(final PropertyContext context) {
        return vocabularies
                .named(context.getProperty(ScoringProperties.FEATURE_MAPPING).getValue())
                .map(List::of)
                .orElseGet(vocabularies::all);
    }

    private Map<String, String> mappedFeatures(final PropertyContext context) {
        final Map<String, String> mapped = new LinkedHashMap<>();
        context.getAllProperties().forEach((name, value) -> {
            if (value != null
                    && getSupportedPropertyDescriptors().stream()
                            .noneMatch(descriptor -> descriptor.getName().equals(name))) {
                mapped.put(name, value);
            }
        });
        return mapped;
    }

    /**
     * Loads the model, and lets it score its self-test.
     *
     * @throws ProcessException if the model cannot be used; NiFi shows the message and tries again
     */
    @OnScheduled
    public void loadModel(final ProcessContext context) {
        final String prefix = Optional.ofNullable(context.getProperty(ScoringProperties.ADDED_FIELD_PREFIX)
                        .getValue())
                .orElse("");
        final ReasonFormat reasonFormat =
                context.getProperty(ScoringProperties.REASON_FORMAT).asAllowableValue(ReasonFormat.class);
        final FieldNaming naming =
                context.getProperty(ScoringProperties.FIELD_NAMING).asAllowableValue(FieldNaming.class);
        final boolean canChange = context.getProperty(ScoringProperties.MODEL).isSet();
        final Duration refresh = canChange
                ? Duration.ofNanos(context.getProperty(ScoringProperties.MODEL_REFRESH_INTERVAL)
                        .asTimePeriod(TimeUnit.NANOSECONDS))
                : Duration.ZERO;
        final FeaturePaths paths = new FeaturePaths(mappedFeatures(context));
        final List<Vocabulary> chosen = vocabularies(context);
        final boolean together = routes(context).areOne();
        try {
            modelKeeper = Optional.of(new ReloadingModel<>(
                    modelSource(context),
                    context.getProperty(ScoringProperties.BATCH_SIZE).asInteger(),
                    refresh,
                    metadata -> new PlanCache(
                            metadata,
                            chosen,
                            paths,
                            naming == FieldNaming.ECS
                                    ? new EcsFields(metadata, prefix)
                                    : addedFields(metadata, prefix, reasonFormat),
                            together),
                    metadata -> firstSettingFault(context, metadata),
                    engine(context),
                    new CrashMarkers(context.getStateManager(), getLogger()),
                    getLogger()));
        } catch (final ModelRejectedException | IOException e) {
            throw new ProcessException("The model cannot be used: " + e.getMessage(), e);
        }
    }

    /** Releases the model; tasks that NiFi has terminated keep what they use until they end. */
    @OnStopped
    public void releaseModel() {
        modelKeeper.ifPresent(ReloadingModel::close);
        modelKeeper = Optional.empty();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile original = session.get();
        if (original == null) {
            return;
        }
        final ReloadingModel<PlanCache> keeper = modelKeeper.orElseThrow(
                () -> new ProcessException("The model has been released; the processor is stopping"));
        try (ScorerLease<PlanCache> borrowed = keeper.borrow()) {
            score(context, session, original, borrowed);
        }
    }

    private void score(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile original,
            final ScorerLease<PlanCache> borrowed) {
        final ModelMetadata metadata = borrowed.model().metadata();
        final RecordReaderFactory readerFactory =
                context.getProperty(ScoringProperties.RECORD_READER).asControllerService(RecordReaderFactory.class);
        final RecordSetWriterFactory writerFactory =
                context.getProperty(ScoringProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final RecordRouter routedRecords = new RecordRouter(session, original, writerFactory, getLogger());
        final ScoringRecordProcessor.Routes routes = routes(context);
        try {
            final double threshold = new ThresholdSetting(context).valueFor(original, metadata);
            final ScoringRecordProcessor scoring = new ScoringRecordProcessor(
                    borrowed.scorer(),
                    metadata,
                    borrowed.model().plans(),
                    threshold,
                    context.getProperty(ScoringProperties.REASONS).asInteger(),
                    routes,
                    routedRecords);
            final ScoringCounts tally;
            try (InputStream stream = session.read(original);
                    RecordReader reader =
                            new CheckedRecordReader(readerFactory.createRecordReader(original, stream, getLogger()))) {
                tally = scoring.run(reader);
            }
            transfer(session, original, routedRecords.finish(), tally, metadata, threshold);
        } catch (final FlowFileAccessException | FlowFileHandlingException | ProcessException | ScoringException e) {
            routedRecords.discard();
            throw e;
        } catch (final Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
            routedRecords.discard();
            new FailureRouter(session, FAILURE, getLogger()).send(original, e);
        }
    }

    private static ScoringRecordProcessor.Routes routes(final ProcessContext context) {
        final RoutingStrategy strategy =
                context.getProperty(ScoringProperties.ROUTING_STRATEGY).asAllowableValue(RoutingStrategy.class);
        if (strategy == RoutingStrategy.ANNOTATE_ALL) {
            return new ScoringRecordProcessor.Routes(SUCCESS, SUCCESS, SUCCESS, true);
        }
        final boolean always = context.getProperty(ScoringProperties.INCLUDE_ZERO_RECORD_FLOWFILES)
                .asBoolean();
        return strategy == RoutingStrategy.ANNOTATE_ONLY
                ? new ScoringRecordProcessor.Routes(SUCCESS, SUCCESS, UNSCORED, always)
                : new ScoringRecordProcessor.Routes(SUSPICIOUS, NORMAL, UNSCORED, always);
    }

    private void transfer(
            final ProcessSession session,
            final FlowFile original,
            final Map<Relationship, FlowFile> routed,
            final ScoringCounts tally,
            final ModelMetadata metadata,
            final double threshold) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(attributePrefix() + ".model", metadata.id());
        attributes.put(attributePrefix() + ".scored.count", Long.toString(tally.scored()));
        attributes.put(attributePrefix() + ".suspicious.count", Long.toString(tally.suspicious()));
        attributes.put(attributePrefix() + ".unscored.count", Long.toString(tally.unscored()));
        if (tally.scored() > 0) {
            attributes.put(highestScoreAttribute(), Double.toString(tally.highestScore()));
        }
        final String details = "Model %s, threshold %s: %d records, %d suspicious, %d unscored"
                .formatted(metadata.id(), threshold, tally.read(), tally.suspicious(), tally.unscored());
        routed.forEach((relationship, child) -> {
            final FlowFile attributed = session.putAllAttributes(child, attributes);
            session.getProvenanceReporter().route(attributed, relationship, details);
            session.transfer(attributed, relationship);
        });
        session.remove(original);
        if (tally.read() == 0) {
            session.adjustCounter("FlowFiles Without Records", 1, false);
        }
        session.adjustCounter("Records Read", tally.read(), false);
        session.adjustCounter("Records Scored", tally.scored(), false);
        session.adjustCounter("Records Suspicious", tally.suspicious(), false);
        session.adjustCounter("Records Unscored", tally.unscored(), false);
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        return new ModelVerification(
                        modelSource(context),
                        metadata -> firstSettingFault(context, metadata),
                        vocabularies(context),
                        new FeaturePaths(mappedFeatures(context)),
                        context.getProperty(ScoringProperties.RECORD_READER)
                                .asControllerService(RecordReaderFactory.class),
                        engine(context),
                        new CrashMarkers(context.getStateManager(), verificationLogger),
                        verificationLogger)
                .verify(attributes);
    }
}
