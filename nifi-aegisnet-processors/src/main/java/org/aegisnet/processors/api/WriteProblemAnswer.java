package org.aegisnet.processors.api;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.aegisnet.processors.record.ErrorMessages;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.util.StandardValidators;

/** Turns a request that could not be served into the problem document to answer with. */
@Tags({"api", "http", "rest", "problem", "error", "rfc9457"})
@CapabilityDescription(
        "Replaces the content by a problem document (RFC 9457) and sets the status to answer with. For the failure relationships between"
                + " HandleHttpRequest and HandleHttpResponse, so that no request is left without an answer.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso(ReadScoringRequest.class)
@WritesAttributes({
    @WritesAttribute(attribute = "http.response.status", description = "The status to answer with"),
    @WritesAttribute(attribute = "mime.type", description = "application/problem+json")
})
public class WriteProblemAnswer extends AbstractProcessor {

    static final PropertyDescriptor STATUS = new PropertyDescriptor.Builder()
            .name("Status")
            .description("The HTTP status code, 400 to 599")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(400, 599, true))
            .build();

    static final PropertyDescriptor KIND = new PropertyDescriptor.Builder()
            .name("Kind")
            .description(
                    "The end of the problem's type, by which a client tells problems apart: urn:aegisnet:problem:<kind>")
            .required(true)
            .addValidator(StandardValidators.createRegexMatchingValidator(Pattern.compile("[a-z0-9-]+")))
            .build();

    static final PropertyDescriptor TITLE = new PropertyDescriptor.Builder()
            .name("Title")
            .description("The kind of problem in words")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor DETAIL = new PropertyDescriptor.Builder()
            .name("Detail")
            .description("The fault of this request, and its remedy")
            .required(true)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The answers, for HandleHttpResponse")
            .build();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(STATUS, KIND, TITLE, DETAIL);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile request = session.get();
        if (request == null) {
            return;
        }
        final ProblemDetails problem = ProblemDetails.of(
                context.getProperty(STATUS).asInteger(),
                context.getProperty(KIND).getValue(),
                context.getProperty(TITLE).getValue(),
                detail(context, request));
        final FlowFile answer = session.write(request, problem::write);
        session.transfer(session.putAllAttributes(answer, ProblemAttributes.of(problem, request)), SUCCESS);
    }

    /** The detail; an expression that an attribute of this request does not suit must not keep the client waiting. */
    private String detail(final ProcessContext context, final FlowFile request) {
        try {
            return context.getProperty(DETAIL)
                    .evaluateAttributeExpressions(request)
                    .getValue();
        } catch (final RuntimeException e) {
            getLogger().error("The property Detail cannot be evaluated for {}", request, e);
            return "The property Detail cannot be evaluated: " + ErrorMessages.inWords(e);
        }
    }
}
