package org.aegisnet.processors.record;

import java.util.function.Consumer;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

/** Makes validators of parsers. */
public final class PropertyValidators {
    private PropertyValidators() {}

    /** Whatever parses is valid, and what the parser's IllegalArgumentException says is the explanation. */
    public static Validator parsedBy(final Consumer<String> parser) {
        return (subject, input, context) -> {
            final ValidationResult.Builder result =
                    new ValidationResult.Builder().subject(subject).input(input);
            try {
                parser.accept(input);
                return result.valid(true).build();
            } catch (final IllegalArgumentException e) {
                return result.valid(false).explanation(e.getMessage()).build();
            }
        };
    }
}
