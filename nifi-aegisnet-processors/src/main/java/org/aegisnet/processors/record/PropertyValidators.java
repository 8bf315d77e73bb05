package org.aegisnet.processors.record;

import java.util.function.Consumer;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

/** Validators made from parsers. */
public final class PropertyValidators {
    private PropertyValidators() {}

    /** A validator that accepts all text that the parser accepts. The message of the parser's IllegalArgumentException is the explanation. */
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
