package org.aegisnet.processors.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;

/** Attributes of an answer with a problem document. */
final class ProblemAttributes {
    private static final int UNAUTHORIZED = 401;
    private static final int WRONG_METHOD = 405;

    private ProblemAttributes() {}

    static Map<String, String> of(final ProblemDetails problem, final FlowFile request) {
        final Map<String, String> attributes = new HashMap<>();
        attributes.put(ApiAttributes.STATUS, Integer.toString(problem.status()));
        attributes.put(CoreAttributes.MIME_TYPE.key(), ProblemDetails.MIME_TYPE);
        if (problem.status() == UNAUTHORIZED) {
            attributes.put(ApiAttributes.AUTHENTICATE, "Bearer");
        }
        if (problem.status() == WRONG_METHOD) {
            Endpoint.at(request.getAttribute(ApiAttributes.PATH))
                    .ifPresent(endpoint -> attributes.put(ApiAttributes.ALLOW, endpoint.allowed()));
        }
        return attributes;
    }
}
