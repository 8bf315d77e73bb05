package org.aegisnet.processors.scoring;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aegisnet.processors.model.NativeEngineService;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.model.ModelKind;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** The properties that the scoring processors share, in the order a user sees them. */
public final class ScoringProperties {
    /** Reads the records. */
    public static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the flow records")
            .identifiesControllerService(RecordReaderFactory.class)
            .required(true)
            .build();

    /** Writes the records. */
    public static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description(
                    "Writes the records with the added fields. A writer that inherits the record's schema writes all of them; with a schema of its"
                            + " own, a writer writes the fields that schema names")
            .identifiesControllerService(RecordSetWriterFactory.class)
            .required(true)
            .build();

    public static final PropertyDescriptor MODEL = new PropertyDescriptor.Builder()
            .name("Model")
            .description("The model file, as a path or URL. If it is empty, the model that comes with AegisNet is used")
            .required(false)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.URL)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    public static final PropertyDescriptor MODEL_REFRESH_INTERVAL = new PropertyDescriptor.Builder()
            .name("Model Refresh Interval")
            .description(
                    "Interval of checks for a changed model file. A changed file is checked and then takes the old one's place "
                            + "between two FlowFiles. A file that cannot be used is rejected with a bulletin, and the old model stays in use")
            .required(true)
            .defaultValue("1 min")
            .dependsOn(MODEL)
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    /** Runs models that plain Java cannot run. Forests always run in plain Java, so only an autoencoder's processor has it. */
    public static final PropertyDescriptor NATIVE_ENGINE = new PropertyDescriptor.Builder()
            .name("Native Engine")
            .description(
                    "Runs a model that plain Java cannot run, in native code. Needed only for an autoencoder of your own with an operator that plain Java"
                            + " does not support; the service OnnxRuntimeEngine comes with nifi-aegisnet-onnxruntime-nar. Any other model runs in plain"
                            + " Java, and the service is not used")
            .identifiesControllerService(NativeEngineService.class)
            .required(false)
            .dependsOn(MODEL)
            .build();

    public static final PropertyDescriptor THRESHOLD_STRATEGY = new PropertyDescriptor.Builder()
            .name("Threshold Strategy")
            .description("Where the threshold comes from; a record whose score reaches it is suspicious")
            .required(true)
            .allowableValues(ThresholdStrategy.class)
            .defaultValue(ThresholdStrategy.MODEL_DEFAULT)
            .build();

    public static final PropertyDescriptor FALSE_POSITIVE_BUDGET = new PropertyDescriptor.Builder()
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

    public static final PropertyDescriptor THRESHOLD = new PropertyDescriptor.Builder()
            .name("Threshold")
            .description(
                    "The score from which on a record is suspicious: a reconstruction error above 0 for an autoencoder, a probability above 0"
                            + " and at most 1 for a forest")
            .required(true)
            .dependsOn(THRESHOLD_STRATEGY, ThresholdStrategy.FIXED)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
            .build();

    /** Where records go. */
    public static final PropertyDescriptor ROUTING_STRATEGY = new PropertyDescriptor.Builder()
            .name("Routing Strategy")
            .description(
                    "Routes suspicious records to a relationship of their own, or all records to one. Annotate Only has the "
                            + "relationship success in the place of suspicious and normal")
            .required(true)
            .allowableValues(RoutingStrategy.class)
            .defaultValue(RoutingStrategy.ROUTE_SUSPICIOUS)
            .build();

    static final PropertyDescriptor INCLUDE_ZERO_RECORD_FLOWFILES = new PropertyDescriptor.Builder()
            .name("Include Zero Record FlowFiles")
            .description(
                    "For each incoming FlowFile, sends a FlowFile to every relationship for records, also to one that none of its "
                            + "records belongs to. Otherwise only relationships with records get one, and a FlowFile without records ends here")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("false")
            .dependsOn(ROUTING_STRATEGY, RoutingStrategy.ROUTE_SUSPICIOUS, RoutingStrategy.ANNOTATE_ONLY)
            .build();

    public static final PropertyDescriptor REASONS = new PropertyDescriptor.Builder()
            .name("Reasons")
            .description(
                    "The most reasons given for a suspicious record, strongest first; 0 for none. Only suspicious records get reasons")
            .required(true)
            .defaultValue("3")
            .addValidator(StandardValidators.createLongValidator(0, 100, true))
            .build();

    public static final PropertyDescriptor REASON_FORMAT = new PropertyDescriptor.Builder()
            .name("Reason Format")
            .description(
                    "The form of the reasons field. CSV can carry text only; with the field naming ECS, reasons are text in any case")
            .required(true)
            .allowableValues(ReasonFormat.class)
            .defaultValue(ReasonFormat.TEXT)
            .build();

    /** The choice of {@link #FEATURE_MAPPING} that leaves it to the field names. */
    public static final String DETECT = "Detect";

    /** The vocabulary of the records. */
    public static final PropertyDescriptor FEATURE_MAPPING = new PropertyDescriptor.Builder()
            .name("Feature Mapping")
            .description(
                    "The vocabulary of the records: the tool whose field names, units and directions they have. Detect chooses by "
                            + "the field names; name a vocabulary if records have fields of several")
            .required(true)
            .allowableValues(Stream.concat(
                            Stream.of(new AllowableValue(
                                    DETECT,
                                    DETECT,
                                    "The vocabulary that supplies most features, by the names of the fields")),
                            new Vocabularies()
                                    .all().stream()
                                            .map(vocabulary -> new AllowableValue(
                                                    vocabulary.name(),
                                                    vocabulary.name(),
                                                    "Bytes are "
                                                            + vocabulary
                                                                    .byteCount()
                                                                    .description())))
                    .toArray(AllowableValue[]::new))
            .defaultValue(DETECT)
            .build();

    /** The names of the added fields. */
    public static final PropertyDescriptor FIELD_NAMING = new PropertyDescriptor.Builder()
            .name("Field Naming")
            .description("The names of the added fields")
            .required(true)
            .allowableValues(FieldNaming.class)
            .defaultValue(FieldNaming.PLAIN)
            .build();

    /** A prefix of the added fields. */
    public static final PropertyDescriptor ADDED_FIELD_PREFIX = new PropertyDescriptor.Builder()
            .name("Added Field Prefix")
            .description(
                    "Put before the name of every added field. An added field takes the place of a field of the same name. If "
                            + "records have fields of these names that must stay, give a prefix")
            .required(false)
            .addValidator(StandardValidators.createRegexMatchingValidator(Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*")))
            .build();

    static final PropertyDescriptor BATCH_SIZE = new PropertyDescriptor.Builder()
            .name("Batch Size")
            .description("Number of records that are scored together. Scores do not depend on it; memory and speed do")
            .required(true)
            .defaultValue("1000")
            .addValidator(StandardValidators.createLongValidator(1, 100_000, true))
            .build();

    private static final List<PropertyDescriptor> ALL = List.of(
            RECORD_READER,
            RECORD_WRITER,
            MODEL,
            MODEL_REFRESH_INTERVAL,
            FEATURE_MAPPING,
            THRESHOLD_STRATEGY,
            FALSE_POSITIVE_BUDGET,
            THRESHOLD,
            ROUTING_STRATEGY,
            INCLUDE_ZERO_RECORD_FLOWFILES,
            REASONS,
            REASON_FORMAT,
            FIELD_NAMING,
            ADDED_FIELD_PREFIX,
            BATCH_SIZE);

    private static final List<PropertyDescriptor> OF_AUTOENCODERS = ALL.stream()
            .flatMap(property ->
                    property.equals(MODEL_REFRESH_INTERVAL) ? Stream.of(property, NATIVE_ENGINE) : Stream.of(property))
            .toList();

    private ScoringProperties() {}

    /** The properties of the processor for one kind of model, in the order a user sees them. */
    static List<PropertyDescriptor> of(final ModelKind kind) {
        return kind == ModelKind.AUTOENCODER ? OF_AUTOENCODERS : ALL;
    }
}
