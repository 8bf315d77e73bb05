package org.aegisnet.processors.api;

import java.util.Map;
import java.util.Set;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/** Answers with the dashboard's page. */
@Tags({"network", "flow", "dashboard", "api", "http", "html"})
@CapabilityDescription(
        "Replaces the content by the dashboard's page, one HTML file that comes with this NAR and loads nothing from elsewhere. The page asks the"
                + " scoring API it came from for the history, the models and scores. It may run its own script and nothing else: the attribute"
                + " http.response.content.security.policy has the policy, for the header Content-Security-Policy.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso({ReadScoringRequest.class, ExtractFlowVerdicts.class})
@WritesAttributes({
    @WritesAttribute(attribute = "http.response.status", description = "200"),
    @WritesAttribute(
            attribute = "http.response.content.security.policy",
            description = "Permissions of the page, for the header Content-Security-Policy"),
    @WritesAttribute(attribute = "mime.type", description = "text/html; charset=utf-8")
})
public class ServeFlowDashboard extends AbstractProcessor {

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The page, for HandleHttpResponse")
            .build();

    private final DashboardPage page = new DashboardPage();

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
        final FlowFile answer = session.write(request, stream -> stream.write(page.content()));
        session.transfer(
                session.putAllAttributes(
                        answer,
                        Map.of(
                                ApiAttributes.STATUS,
                                "200",
                                ApiAttributes.CONTENT_SECURITY_POLICY,
                                page.contentSecurityPolicy(),
                                CoreAttributes.MIME_TYPE.key(),
                                "text/html; charset=utf-8")),
                SUCCESS);
    }
}
