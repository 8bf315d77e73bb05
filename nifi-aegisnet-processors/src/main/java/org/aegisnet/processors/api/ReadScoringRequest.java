package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.PropertyValidators;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.aegisnet.scoring.feature.KnownFeatureNames;
import org.aegisnet.scoring.feature.Vocabularies;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Reads a request to the scoring API: lets it in or refuses it, and brings its flows into one form. */
@Tags({"network", "flow", "scoring", "api", "http", "rest", "json", "csv"})
@CapabilityDescription(
        "Reads a request to the scoring API that HandleHttpRequest has received, and routes it by method and "
                + "path. The flows of its body, JSON or CSV, become an array of flat JSON objects, in the order of the "
                + "body, for the scoring processors. A request that cannot be served leaves by refused with a problem "
                + "document (RFC 9457) and the status of the answer. Headers that carry the API key are taken off.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso(
        value = {WriteScoringAnswer.class, WriteProblemAnswer.class},
        classNames = {
            "org.apache.nifi.processors.standard.HandleHttpRequest",
            "org.apache.nifi.processors.standard.HandleHttpResponse"
        })
@ReadsAttributes({
    @ReadsAttribute(attribute = ApiAttributes.METHOD, description = "The request's method"),
    @ReadsAttribute(attribute = ApiAttributes.PATH, description = "The request's path"),
    @ReadsAttribute(attribute = ApiAttributes.SERVER_NAME, description = "The host that the request is addressed to"),
    @ReadsAttribute(attribute = "http.headers.*", description = "The request's headers"),
    @ReadsAttribute(attribute = "http.query.param.*", description = "The request's query")
})
@WritesAttributes({
    @WritesAttribute(
            attribute = "http.response.status",
            description = "The status of the answer: 200, or that of the rejection"),
    @WritesAttribute(attribute = "http.response.allow", description = "On 405: the value of the header Allow"),
    @WritesAttribute(
            attribute = "http.response.authenticate",
            description = "On 401: the value of the header WWW-Authenticate"),
    @WritesAttribute(attribute = "scoring.request", description = "single, bulk, health or model"),
    @WritesAttribute(attribute = "scoring.answer", description = "json or csv, as the client wants the answer"),
    @WritesAttribute(
            attribute = "sql.args.N.type, sql.args.N.value",
            description = "On history: the query to the history"),
    @WritesAttribute(attribute = "mime.type", description = "application/json, or application/problem+json on refused")
})
public class ReadScoringRequest extends AbstractProcessor {

    static final PropertyDescriptor CSV_READER = new PropertyDescriptor.Builder()
            .name("CSV Reader")
            .description(
                    "Reads flows that are sent as text/csv. It takes the names of the fields from the header. A reader that looks at "
                            + "many rows before it gives the first one meets the bound of 256 KB for a row")
            .identifiesControllerService(RecordReaderFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor MAX_BODY = new PropertyDescriptor.Builder()
            .name("Maximum Body Size")
            .description("A request with a larger body is rejected with status 413")
            .required(true)
            .defaultValue("10 MB")
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
            .build();

    static final PropertyDescriptor API_KEY = new PropertyDescriptor.Builder()
            .name("API Key")
            .description(
                    "The key that a client must send in the header X-API-Key, or as a bearer token. GET / and GET /health need no "
                            + "key. If it is empty, anybody who reaches the port may send requests")
            .required(false)
            .sensitive(true)
            .addValidator(Validator.VALID)
            .build();

    static final PropertyDescriptor ALLOWED_HOSTS = new PropertyDescriptor.Builder()
            .name("Allowed Hosts")
            .description(
                    "The names and addresses by which clients may address the API, without ports, separated by commas. A request to "
                            + "another host is rejected with status 421, so that no page of another site reaches the API through a browser "
                            + "(DNS rebinding). Behind a reverse proxy, add the name that it passes on; * allows all")
            .required(true)
            .defaultValue(AllowedHosts.LOOPBACK)
            .addValidator(PropertyValidators.parsedBy(AllowedHosts::of))
            .build();

    static final PropertyDescriptor FURTHER_FEATURES = new PropertyDescriptor.Builder()
            .name("Further Features")
            .description(
                    "The features of models of your own that no vocabulary has, separated by commas. Below \"features\", a request "
                            + "may have these and the names of all vocabularies; other names are rejected. A field of a nested object goes by "
                            + "its path, such as flow.duration. Fields of nested objects without a known path are left out")
            .required(false)
            .addValidator(Validator.VALID)
            .build();

    static final Relationship SCORE =
            relationship("score", "Flows for all models, from POST /score and POST /score_bulk");
    static final Relationship CLASSIFY = relationship("classify", "Flows for the forest, from POST /classify");
    static final Relationship MODELS =
            relationship("models", "GET /model and GET /health, to be answered by DescribeFlowModels");
    static final Relationship HISTORY = relationship(
            "history", "GET /flows, to be answered by a query of the history, whose parameters are attributes");
    static final Relationship PAGE = relationship("page", "GET /, to be answered by ServeFlowDashboard");
    static final Relationship REFUSED = relationship(
            "refused", "Requests that cannot be served; the content is the problem document to answer with");

    private static final List<PropertyDescriptor> PROPERTIES = List.of(
            CSV_READER, MAX_BODY, ALLOWED_HOSTS, API_KEY, FURTHER_FEATURES, ScoredFlowProperties.ADDED_FIELD_PREFIX);
    private static final Set<Relationship> RELATIONSHIPS = Set.of(SCORE, CLASSIFY, MODELS, HISTORY, PAGE, REFUSED);

    private volatile Optional<AllowedHosts> allowedHosts = Optional.empty();
    private volatile Optional<RequestAdmission> requestGate = Optional.empty();
    private volatile Optional<KnownFeatureNames> knownNames = Optional.empty();

    private static Relationship relationship(final String name, final String description) {
        return new Relationship.Builder().name(name).description(description).build();
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    /** Reads the settings that hold for every request. */
    @OnScheduled
    public void prepare(final ProcessContext context) {
        final String furtherFeatures = context.getProperty(FURTHER_FEATURES).getValue();
        allowedHosts =
                Optional.of(AllowedHosts.of(context.getProperty(ALLOWED_HOSTS).getValue()));
        requestGate = Optional.of(new RequestAdmission(
                Optional.ofNullable(context.getProperty(API_KEY).getValue()).filter(key -> !key.isBlank()),
                context.getProperty(MAX_BODY)
                        .evaluateAttributeExpressions()
                        .asDataSize(DataUnit.B)
                        .longValue()));
        knownNames = Optional.of(new KnownFeatureNames(
                new Vocabularies().all(),
                furtherFeatures == null
                        ? List.of()
                        : Stream.of(furtherFeatures.split(",", -1))
                                .map(String::strip)
                                .toList()));
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile received = session.get();
        if (received == null) {
            return;
        }
        final Map<String, String> attributes = received.getAttributes();
        final Set<String> secrets =
                attributes.keySet().stream().filter(RequestAdmission::isSecret).collect(Collectors.toSet());
        final FlowFile request = session.removeAllAttributes(received, secrets);
        try {
            allowedHosts.orElseThrow().check(attributes);
            final Endpoint endpoint = requestGate.orElseThrow().admit(attributes, request.getSize());
            switch (endpoint) {
                case PAGE -> pass(session, request, PAGE, Map.of());
                case HEALTH -> pass(session, request, MODELS, Map.of(ApiAttributes.REQUEST, "health"));
                case MODEL -> pass(session, request, MODELS, Map.of(ApiAttributes.REQUEST, "model"));
                case FLOWS ->
                    pass(session, request, HISTORY, HistoryQuery.of(attributes).asStatementArguments());
                case SCORE, SCORE_BULK -> readFlows(context, session, request, endpoint, SCORE);
                case CLASSIFY -> readFlows(context, session, request, endpoint, CLASSIFY);
            }
        } catch (final RequestRefusedException e) {
            refuse(session, request, e.problem());
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            // NiFi would try the same request again for ever, and everybody else's would wait behind it.
            getLogger().error("{} could not be processed and is answered with status 500", request, e);
            refuse(session, request, failed(e));
        }
    }

    private static ProblemDetails failed(final Throwable failure) {
        return ProblemDetails.of(
                500,
                "failed",
                "The request could not be processed",
                "%s. NiFi's bulletins and log say more".formatted(ErrorMessages.inWords(failure)));
    }

    private static void pass(
            final ProcessSession session,
            final FlowFile request,
            final Relationship relationship,
            final Map<String, String> more) {
        final Map<String, String> attributes = new HashMap<>(more);
        attributes.put(ApiAttributes.STATUS, "200");
        session.transfer(session.putAllAttributes(request, attributes), relationship);
    }

    private void readFlows(
            final ProcessContext context,
            final ProcessSession session,
            final FlowFile request,
            final Endpoint endpoint,
            final Relationship relationship)
            throws RequestRefusedException {
        final boolean csv = RequestAdmission.bodyType(request.getAttributes()).equals(ApiAttributes.CSV_TYPE);
        FlowFile flows = session.create(request);
        final RequestBounds bounds =
                new RequestBounds(knownNames.orElseThrow(), ScoredFlowProperties.prefix(context), request.getSize());
        final boolean bulk;
        try {
            try (InputStream body = session.read(request);
                    OutputStream stream = session.write(flows);
                    JsonGenerator json = StrictJson.generator(stream)) {
                if (csv) {
                    final RecordReaderFactory factory =
                            context.getProperty(CSV_READER).asControllerService(RecordReaderFactory.class);
                    new CsvFlows(factory, bounds, getLogger())
                            .copy(request.getAttributes(), body, request.getSize(), json);
                    bulk = true;
                } else {
                    bulk = new JsonFlows(bounds, endpoint).copy(body, json);
                }
            }
        } catch (final RequestRefusedException | RuntimeException | Error e) {
            session.remove(flows);
            throw e;
        } catch (final IOException e) {
            session.remove(flows);
            throw new UncheckedIOException("The request could not be read or written: " + ErrorMessages.inWords(e), e);
        }
        final Map<String, String> attributes = new HashMap<>();
        attributes.put(ApiAttributes.REQUEST, bulk ? ApiAttributes.BULK : ApiAttributes.SINGLE);
        attributes.put(ApiAttributes.ANSWER, answerType(request.getAttributes(), csv));
        attributes.put(CoreAttributes.MIME_TYPE.key(), ApiAttributes.JSON_TYPE);
        flows = session.putAllAttributes(flows, attributes);
        session.remove(request);
        session.adjustCounter("Requests Read", 1, false);
        pass(session, flows, relationship, Map.of());
    }

    /** The client's word counts; if it has none, the answer is written as the flows came. */
    private static String answerType(final Map<String, String> attributes, final boolean csv) {
        final Set<String> accepted = new HashSet<>();
        for (final String range :
                RequestAdmission.header(attributes, "accept").orElse("").split(",", -1)) {
            accepted.add(range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        }
        if (accepted.contains(ApiAttributes.CSV_TYPE) != accepted.contains(ApiAttributes.JSON_TYPE)) {
            return accepted.contains(ApiAttributes.CSV_TYPE) ? ApiAttributes.CSV : ApiAttributes.JSON;
        }
        return csv ? ApiAttributes.CSV : ApiAttributes.JSON;
    }

    private static void refuse(final ProcessSession session, final FlowFile request, final ProblemDetails problem) {
        final FlowFile answer = session.write(request, problem::write);
        session.adjustCounter("Requests Refused", 1, false);
        session.transfer(session.putAllAttributes(answer, ProblemAttributes.of(problem, request)), REFUSED);
    }
}
