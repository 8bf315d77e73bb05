package org.aegisnet.processors.verdict;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

/** Properties of the processors that read scored flows. Stateless. */
public final class ScoredFlowProperties {
    public static final PropertyDescriptor ADDED_FIELD_PREFIX = new PropertyDescriptor.Builder()
            .name("Added Field Prefix")
            .description(
                    "The prefix of the fields that the scoring processors added: the same text as in their property Added Field "
                            + "Prefix. Leave it empty if they have none")
            .required(false)
            .addValidator(StandardValidators.createRegexMatchingValidator(Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*")))
            .build();

    private ScoredFlowProperties() {}

    /** The prefix that is set; empty if the property is not set. */
    public static String prefix(final PropertyContext context) {
        return Optional.ofNullable(context.getProperty(ADDED_FIELD_PREFIX).getValue())
                .orElse("");
    }
}
