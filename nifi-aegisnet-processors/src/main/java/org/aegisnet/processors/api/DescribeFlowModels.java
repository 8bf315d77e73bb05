package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.model.ModelInspection;
import org.aegisnet.processors.model.ModelSource;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.scoring.FalsePositiveBudget;
import org.aegisnet.scoring.model.ModelKind;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Tells which models judge flows, at which thresholds, by which features. */
@Tags({"network", "flow", "model", "metadata", "threshold", "health", "api"})
@CapabilityDescription(
        "Replaces the content by a JSON description of the two models: names, versions, features, and the thresholds in force. Give it the models and"
                + " false positive budgets that the scoring processors have, best by the same parameters. Model files are read when they have changed.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso({ScoreFlowAutoencoder.class, ClassifyFlowForest.class})
@ReadsAttribute(
        attribute = DescribeFlowModels.REQUEST,
        description = "health for the models' names only; everything otherwise")
@WritesAttributes({
    @WritesAttribute(attribute = "mime.type", description = "application/json"),
    @WritesAttribute(attribute = "model.error.message", description = "On failure: why a model cannot be used")
})
public class DescribeFlowModels extends AbstractProcessor {

    static final PropertyDescriptor AUTOENCODER_MODEL = model("Autoencoder Model", "ScoreFlowAutoencoder");
    static final PropertyDescriptor AUTOENCODER_BUDGET = budget("Autoencoder False Positive Budget");
    public static final PropertyDescriptor FOREST_MODEL = model("Forest Model", "ClassifyFlowForest");
    public static final PropertyDescriptor FOREST_BUDGET = budget("Forest False Positive Budget");

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The descriptions")
            .build();

    public static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description(
                    "FlowFiles for which a model cannot be used, unchanged; the attribute model.error.message says why")
            .build();

    static final String REQUEST = "scoring.request";

    private static final String HEALTH = "health";

    private final JsonFactory jsonFactory = new JsonFactory();
    private final Map<ModelKind, ModelInspection> inspections = new EnumMap<>(ModelKind.class);

    private static PropertyDescriptor model(final String name, final String processor) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(
                        "The value of Model of %s; empty for the model that comes with AegisNet".formatted(processor))
                .required(false)
                .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.URL)
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                .build();
    }

    private static PropertyDescriptor budget(final String name) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(
                        "The False Positive Budget of the scoring processor; empty for the threshold that the model carries as its own")
                .required(false)
                .addValidator((subject, input, context) -> new ValidationResult.Builder()
                        .subject(subject)
                        .input(input)
                        .valid(FalsePositiveBudget.parse(input).isPresent())
                        .explanation("it is a share above 0 and at most 100 %, written as 1 % or 0.01")
                        .build())
                .build();
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(AUTOENCODER_MODEL, AUTOENCODER_BUDGET, FOREST_MODEL, FOREST_BUDGET);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS, FAILURE);
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<ValidationResult> faults = new ArrayList<>();
        for (final ModelKind kind : ModelKind.values()) {
            if (source(context, kind).isLocal()) {
                describe(context, kind)
                        .fault()
                        .ifPresent(fault -> faults.add(new ValidationResult.Builder()
                                .subject(modelProperty(kind).getName())
                                .valid(false)
                                .explanation(fault)
                                .build()));
            }
        }
        return faults;
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile request = session.get();
        if (request == null) {
            return;
        }
        final List<ModelDescription> descriptions = new ArrayList<>();
        try {
            for (final ModelKind kind : ModelKind.values()) {
                final Described described = describe(context, kind);
                if (described.fault().isPresent()) {
                    fail(session, request, described.fault().get(), Optional.empty());
                    return;
                }
                descriptions.add(described.description().orElseThrow());
            }
        } catch (final RuntimeException | Error e) {
            // A request waits for the answer, and NiFi would try it again for ever.
            fail(session, request, ErrorMessages.inWords(e), Optional.of(e));
            return;
        }
        final boolean namesOnly = HEALTH.equals(request.getAttribute(REQUEST));
        final FlowFile answer = session.write(request, stream -> write(descriptions, namesOnly, stream));
        session.transfer(session.putAttribute(answer, CoreAttributes.MIME_TYPE.key(), "application/json"), SUCCESS);
    }

    private void fail(
            final ProcessSession session,
            final FlowFile request,
            final String fault,
            final Optional<Throwable> failure) {
        final FailureRouter failed = new FailureRouter(session, FAILURE, getLogger());
        final FlowFile attributed = session.putAttribute(request, "model.error.message", fault);
        final String reason = "The models cannot be described: %s".formatted(fault);
        failure.ifPresentOrElse(cause -> failed.send(attributed, reason, cause), () -> failed.send(attributed, reason));
    }

    private void write(final List<ModelDescription> descriptions, final boolean namesOnly, final OutputStream stream)
            throws IOException {
        try (JsonGenerator json = jsonFactory.createGenerator(stream)) {
            json.writeStartObject();
            if (namesOnly) {
                json.writeStringField("status", "ok");
            }
            json.writeArrayFieldStart("models");
            for (final ModelDescription description : descriptions) {
                if (namesOnly) {
                    json.writeString(description.metadata().id());
                } else {
                    description.write(json);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Description of a model, or the fault that prevents it. */
    private record Described(Optional<ModelDescription> description, Optional<String> fault) {}

    private Described describe(final PropertyContext context, final ModelKind kind) {
        final ModelInspection inspection = inspect(source(context, kind), kind);
        if (inspection.refusal().isPresent()) {
            return new Described(Optional.empty(), inspection.refusal());
        }
        final ModelDescription description = new ModelDescription(
                inspection.metadata().orElseThrow(),
                Optional.ofNullable(context.getProperty(budgetProperty(kind)).getValue())
                        .flatMap(FalsePositiveBudget::parse));
        return new Described(Optional.of(description), description.fault());
    }

    private synchronized ModelInspection inspect(final ModelSource source, final ModelKind kind) {
        final ModelInspection last = inspections.get(kind);
        if (last != null && last.holdsFor(source)) {
            return last;
        }
        final ModelInspection fresh = ModelInspection.of(source);
        inspections.put(kind, fresh);
        return fresh;
    }

    private static ModelSource source(final PropertyContext context, final ModelKind kind) {
        final PropertyValue value = context.getProperty(modelProperty(kind)).evaluateAttributeExpressions();
        return new ModelSource(kind, value.isSet() ? Optional.ofNullable(value.asResource()) : Optional.empty());
    }

    private static PropertyDescriptor modelProperty(final ModelKind kind) {
        return kind == ModelKind.AUTOENCODER ? AUTOENCODER_MODEL : FOREST_MODEL;
    }

    private static PropertyDescriptor budgetProperty(final ModelKind kind) {
        return kind == ModelKind.AUTOENCODER ? AUTOENCODER_BUDGET : FOREST_BUDGET;
    }
}
