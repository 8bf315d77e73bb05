package org.aegisnet.processors;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.feature.Vocabulary;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Threshold;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
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
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.record.path.validation.RecordPathValidator;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/**
 * What the two scoring processors share: everything but the kind of model and the fields it adds. The model is loaded when the processor is
 * scheduled and released when it has stopped and its last task is done.
 */
public abstract class FlowScoringProcessor extends AbstractProcessor implements VerifiableProcessor {

    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the flow records")
            .identifiesControllerService(RecordReaderFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description(
                    "Writes the records with the added fields. A writer that inherits the record's schema writes all of them; with a schema of its"
                            + " own, a writer writes the fields that schema names")
            .identifiesControllerService(RecordSetWriterFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor MODEL = new PropertyDescriptor.Builder()
            .name("Model")
            .description(
                    "The model file, as a path or URL. Where it is empty, the model that comes with AegisNet is used")
            .required(false)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.URL)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    static final PropertyDescriptor THRESHOLD_STRATEGY = new PropertyDescriptor.Builder()
            .name("Threshold Strategy")
            .description("Where the threshold comes from; a record whose score reaches it is suspicious")
            .required(true)
            .allowableValues(ThresholdStrategy.class)
            .defaultValue(ThresholdStrategy.MODEL_DEFAULT)
            .build();

    static final PropertyDescriptor FALSE_POSITIVE_BUDGET = new PropertyDescriptor.Builder()
            .name("False Positive Budget")
            .description(
                    "The share of benign flows that may be called suspicious, for example 1 % or 0.001. The model's table gives the threshold"
                            + " that keeps within it")
            .required(true)
            .defaultValue("1 %")
            .dependsOn(THRESHOLD_STRATEGY, ThresholdStrategy.FALSE_POSITIVE_BUDGET)
            .addValidator((subject, input, context) -> new ValidationResult.Builder()
                    .subject(subject)
                    .input(input)
                    .valid(FalsePositiveBudget.parse(input).isPresent())
                    .explanation("it is a share above 0 and at most 100 %, written as 1 % or 0.01")
                    .build())
            .build();

    static final PropertyDescriptor THRESHOLD = new PropertyDescriptor.Builder()
            .name("Threshold")
            .description(
                    "The score from which on a record is suspicious: a reconstruction error above 0 for an autoencoder, a probability above 0"
                            + " and at most 1 for a forest")
            .required(true)
            .dependsOn(THRESHOLD_STRATEGY, ThresholdStrategy.FIXED)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
            .build();

    static final PropertyDescriptor ROUTING_STRATEGY = new PropertyDescriptor.Builder()
            .name("Routing Strategy")
            .description("Whether suspicious records leave by a relationship of their own")
            .required(true)
            .allowableValues(RoutingStrategy.class)
            .defaultValue(RoutingStrategy.ROUTE_SUSPICIOUS)
            .build();

    static final PropertyDescriptor REASONS = new PropertyDescriptor.Builder()
            .name("Reasons")
            .description(
                    "The most reasons given for a suspicious record, strongest first; 0 for none. Only suspicious records get reasons")
            .required(true)
            .defaultValue("3")
            .addValidator(StandardValidators.createLongValidator(0, 100, true))
            .build();

    static final PropertyDescriptor REASON_FORMAT = new PropertyDescriptor.Builder()
            .name("Reason Format")
            .description("The form of the reasons field. CSV can carry text only")
            .required(true)
            .allowableValues(ReasonFormat.class)
            .defaultValue(ReasonFormat.TEXT)
            .build();

    static final PropertyDescriptor BATCH_SIZE = new PropertyDescriptor.Builder()
            .name("Batch Size")
            .description("How many records are scored together. Scores do not depend on it; memory and speed do")
            .required(true)
            .defaultValue("1000")
            .addValidator(StandardValidators.createLongValidator(1, 100_000, true))
            .build();

    static final Relationship SUSPICIOUS = new Relationship.Builder()
            .name("suspicious")
            .description("Records whose score reaches the threshold")
            .build();

    static final Relationship NORMAL = new Relationship.Builder()
            .name("normal")
            .description(
                    "Records whose score is below the threshold; also the empty result of a FlowFile without records")
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("All scored records, in their order")
            .build();

    static final Relationship UNSCORED = new Relationship.Builder()
            .name("unscored")
            .description(
                    "Records that lack a feature or hold a value that cannot be; the field unscored_reason says which")
            .build();

    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles that cannot be read or written as records, unchanged; the attribute record.error.message says why")
            .build();

    private static final String ERROR_MESSAGE = "record.error.message";
    private static final List<PropertyDescriptor> PROPERTIES = List.of(
            RECORD_READER,
            RECORD_WRITER,
            MODEL,
            THRESHOLD_STRATEGY,
            FALSE_POSITIVE_BUDGET,
            THRESHOLD,
            ROUTING_STRATEGY,
            REASONS,
            REASON_FORMAT,
            BATCH_SIZE);

    private final ModelKind kind;
    private final List<Vocabulary> vocabularies = new Vocabularies().all();
    private volatile Set<Relationship> relationships = Set.of(SUSPICIOUS, NORMAL, UNSCORED, FAILURE);
    private volatile Optional<ModelInspection> inspection = Optional.empty();
    private volatile Optional<ScorerPool> scorerPool = Optional.empty();
    private volatile FeaturePaths featurePaths = new FeaturePaths(Map.of());
    private volatile Optional<AddedFields> addedFields = Optional.empty();

    /**
     * Creates the processor for one kind of model.
     *
     * @param kind what the model must be
     */
    protected FlowScoringProcessor(final ModelKind kind) {
        this.kind = kind;
    }

    /** The fields that a model of this kind adds. */
    abstract AddedFields addedFields(ModelMetadata metadata, ReasonFormat reasonFormat);

    /** Why a fixed threshold cannot be, in words; empty where it can. */
    abstract Optional<String> thresholdFault(double threshold);

    /** The name of the attribute with the highest score of a FlowFile. */
    abstract String highestScoreAttribute();

    /** The name of the attribute with the model's name and version. */
    abstract String modelAttribute();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
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
        if (ROUTING_STRATEGY.equals(descriptor)) {
            relationships = RoutingStrategy.ANNOTATE_ONLY.getValue().equals(newValue)
                    ? Set.of(SUCCESS, UNSCORED, FAILURE)
                    : Set.of(SUSPICIOUS, NORMAL, UNSCORED, FAILURE);
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
            return List.of(invalid(MODEL.getName(), inspected.refusal().get()));
        }
        return settingFaults(context, inspected.metadata().orElseThrow());
    }

    private ModelInspection inspect(final ModelSource source) {
        final Optional<ModelInspection> last = inspection;
        if (last.isPresent() && last.get().fingerprint().equals(source.fingerprint())) {
            return last.get();
        }
        final ModelInspection fresh = ModelInspection.of(source);
        inspection = Optional.of(fresh);
        return fresh;
    }

    /** What is wrong between the settings and the model. */
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
        switch (thresholdStrategy(context)) {
            case FALSE_POSITIVE_BUDGET ->
                budgetFault(context, metadata)
                        .ifPresent(fault -> faults.add(invalid(FALSE_POSITIVE_BUDGET.getName(), fault)));
            case FIXED -> {
                final PropertyValue value = context.getProperty(THRESHOLD);
                if (value.isSet() && !value.isExpressionLanguagePresent()) {
                    fixedThresholdFault(value.getValue())
                            .ifPresent(fault -> faults.add(invalid(THRESHOLD.getName(), fault)));
                }
            }
            case MODEL_DEFAULT -> {
                // Every model carries a finite default.
            }
        }
        return faults;
    }

    private static Optional<String> budgetFault(final PropertyContext context, final ModelMetadata metadata) {
        final Optional<Double> budget = FalsePositiveBudget.parse(
                context.getProperty(FALSE_POSITIVE_BUDGET).getValue());
        if (budget.isEmpty() || metadata.thresholdFor(budget.get()).isPresent()) {
            return Optional.empty();
        }
        if (metadata.thresholds().isEmpty()) {
            return Optional.of("model %s has no threshold table; choose Model Default or Fixed as Threshold Strategy"
                    .formatted(metadata.id()));
        }
        final Threshold strictest = metadata.thresholds().getLast();
        return Optional.of(
                "the strictest threshold of model %s is for %s %%; give at least that, or choose Fixed as Threshold Strategy"
                        .formatted(metadata.id(), 100 * strictest.falsePositiveRate()));
    }

    private Optional<String> fixedThresholdFault(final String text) {
        try {
            return thresholdFault(Double.parseDouble(text.strip()));
        } catch (final NumberFormatException e) {
            return Optional.of("it is a number, written as 0.5");
        }
    }

    private static ValidationResult invalid(final String subject, final String explanation) {
        return new ValidationResult.Builder()
                .subject(subject)
                .valid(false)
                .explanation(explanation)
                .build();
    }

    private ModelSource modelSource(final PropertyContext context) {
        final PropertyValue value = context.getProperty(MODEL).evaluateAttributeExpressions();
        return new ModelSource(kind, value.isSet() ? Optional.ofNullable(value.asResource()) : Optional.empty());
    }

    private static ThresholdStrategy thresholdStrategy(final PropertyContext context) {
        return context.getProperty(THRESHOLD_STRATEGY).asAllowableValue(ThresholdStrategy.class);
    }

    private static Map<String, String> mappedFeatures(final PropertyContext context) {
        final Map<String, String> mapped = new LinkedHashMap<>();
        context.getAllProperties().forEach((name, value) -> {
            if (value != null
                    && PROPERTIES.stream()
                            .noneMatch(descriptor -> descriptor.getName().equals(name))) {
                mapped.put(name, value);
            }
        });
        return mapped;
    }

    /**
     * Loads the model, and lets it score its self-test.
     *
     * @throws ProcessException where the model cannot be used; NiFi shows the message and tries again
     */
    @OnScheduled
    public void loadModel(final ProcessContext context) {
        final FlowModel model = load(modelSource(context));
        final List<ValidationResult> faults = settingFaults(context, model.metadata());
        if (!faults.isEmpty()) {
            model.close();
            throw new ProcessException("%s: %s"
                    .formatted(faults.getFirst().getSubject(), faults.getFirst().getExplanation()));
        }
        featurePaths = new FeaturePaths(mappedFeatures(context));
        addedFields = Optional.of(
                addedFields(model.metadata(), context.getProperty(REASON_FORMAT).asAllowableValue(ReasonFormat.class)));
        scorerPool = Optional.of(
                new ScorerPool(model, context.getProperty(BATCH_SIZE).asInteger()));
    }

    private static FlowModel load(final ModelSource source) {
        try {
            return new ModelLoader().load(source.read());
        } catch (final ModelRejectedException | IOException e) {
            throw new ProcessException("The model cannot be used: " + e.getMessage(), e);
        }
    }

    /** Releases the model; tasks that NiFi has terminated keep what they use until they end. */
    @OnStopped
    public void releaseModel() {
        scorerPool.ifPresent(ScorerPool::close);
        scorerPool = Optional.empty();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile original = session.get();
        if (original == null) {
            return;
        }
        final ScorerPool pool = scorerPool.orElseThrow(
                () -> new ProcessException("The model has been released; the processor is stopping"));
        final BatchScorer scorer = pool.borrow();
        try {
            score(context, session, original, scorer, pool.metadata());
        } finally {
            pool.giveBack(scorer);
        }
    }

    private void score(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile original,
            final BatchScorer scorer,
            final ModelMetadata metadata) {
        final RecordReaderFactory readerFactory =
                context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class);
        final RecordSetWriterFactory writerFactory =
                context.getProperty(RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final RoutedRecords routedRecords = new RoutedRecords(session, original, writerFactory, getLogger());
        final boolean annotateOnly = context.getProperty(ROUTING_STRATEGY).asAllowableValue(RoutingStrategy.class)
                == RoutingStrategy.ANNOTATE_ONLY;
        final RecordScoring.Routes routes = new RecordScoring.Routes(
                annotateOnly ? SUCCESS : SUSPICIOUS, annotateOnly ? SUCCESS : NORMAL, UNSCORED);
        try {
            final double threshold = threshold(context, original, metadata);
            final RecordScoring scoring = new RecordScoring(
                    scorer,
                    metadata,
                    vocabularies,
                    featurePaths,
                    addedFields.orElseThrow(),
                    threshold,
                    context.getProperty(REASONS).asInteger(),
                    routes,
                    routedRecords);
            final Tally tally;
            try (InputStream stream = session.read(original);
                    RecordReader reader = readerFactory.createRecordReader(original, stream, getLogger())) {
                tally = scoring.run(reader);
            }
            transfer(session, original, routedRecords.finish(), tally, metadata, threshold);
        } catch (final FlowFileAccessException | FlowFileHandlingException | ProcessException | ScoringException e) {
            routedRecords.discard();
            throw e;
        } catch (final Exception e) {
            routedRecords.discard();
            fail(session, original, e);
        }
    }

    private double threshold(final ProcessContext context, final FlowFile original, final ModelMetadata metadata) {
        return switch (thresholdStrategy(context)) {
            case MODEL_DEFAULT -> metadata.defaultThreshold();
            case FALSE_POSITIVE_BUDGET ->
                FalsePositiveBudget.parse(
                                context.getProperty(FALSE_POSITIVE_BUDGET).getValue())
                        .flatMap(metadata::thresholdFor)
                        .orElseThrow()
                        .score();
            case FIXED -> {
                final String text = context.getProperty(THRESHOLD)
                        .evaluateAttributeExpressions(original)
                        .getValue();
                fixedThresholdFault(text).ifPresent(fault -> {
                    throw new IllegalArgumentException(
                            "Threshold is '%s' for this FlowFile, but %s".formatted(text, fault));
                });
                yield Double.parseDouble(text.strip());
            }
        };
    }

    private void transfer(
            final ProcessSession session,
            final FlowFile original,
            final Map<Relationship, FlowFile> routed,
            final Tally tally,
            final ModelMetadata metadata,
            final double threshold) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(modelAttribute(), metadata.id());
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
        session.adjustCounter("Records Read", tally.read(), false);
        session.adjustCounter("Records Scored", tally.scored(), false);
        session.adjustCounter("Records Suspicious", tally.suspicious(), false);
        session.adjustCounter("Records Unscored", tally.unscored(), false);
    }

    private void fail(final ProcessSession session, final FlowFile original, final Exception cause) {
        final String message = Causes.inWords(cause);
        getLogger().error("{} goes to failure: {}", original, message);
        final FlowFile failed = session.putAttribute(original, ERROR_MESSAGE, message);
        session.getProvenanceReporter().route(failed, FAILURE, message);
        session.transfer(failed, FAILURE);
        session.adjustCounter("FlowFiles Failed", 1, false);
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final ConfigVerificationResult.Builder loading =
                new ConfigVerificationResult.Builder().verificationStepName("Load the model");
        final ConfigVerificationResult.Builder settings =
                new ConfigVerificationResult.Builder().verificationStepName("Apply the settings to the model");
        try {
            final ModelFile file = modelSource(context).read();
            try (FlowModel model = new ModelLoader().load(file)) {
                final ModelMetadata metadata = model.metadata();
                final List<ValidationResult> faults = settingFaults(context, metadata);
                return List.of(
                        loading.outcome(Outcome.SUCCESSFUL)
                                .explanation("%s takes %s and gave its %d self-test flows the scores it should"
                                        .formatted(
                                                metadata.id(),
                                                metadata.features().stream()
                                                        .map(Feature::name)
                                                        .toList(),
                                                metadata.selfTest().rows().size()))
                                .build(),
                        faults.isEmpty()
                                ? settings.outcome(Outcome.SUCCESSFUL)
                                        .explanation("All settings fit the model")
                                        .build()
                                : settings.outcome(Outcome.FAILED)
                                        .explanation("%s: %s"
                                                .formatted(
                                                        faults.getFirst().getSubject(),
                                                        faults.getFirst().getExplanation()))
                                        .build());
            }
        } catch (final ModelRejectedException | IOException e) {
            return List.of(
                    loading.outcome(Outcome.FAILED).explanation(e.getMessage()).build(),
                    settings.outcome(Outcome.SKIPPED)
                            .explanation("There is no model to apply them to")
                            .build());
        }
    }
}
