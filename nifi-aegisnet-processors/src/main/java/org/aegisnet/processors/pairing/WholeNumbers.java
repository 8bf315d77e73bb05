package org.aegisnet.processors.pairing;

import java.math.BigDecimal;
import java.util.Optional;

/** Whole numbers as readers give them: a number, or its text. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** The value as a whole number; empty if the value is not a whole number that a long can hold. */
    static Optional<Long> of(final Object value) {
        return switch (value) {
            case Long number -> Optional.of(number);
            case Integer number -> Optional.of(number.longValue());
            case Short number -> Optional.of(number.longValue());
            case Byte number -> Optional.of(number.longValue());
            case Number number -> whole(number.toString());
            case CharSequence text -> whole(text.toString().strip());
            default -> Optional.empty();
        };
    }

    private static Optional<Long> whole(final String text) {
        try {
            return Optional.of(text.indexOf('.') < 0 ? Long.parseLong(text) : new BigDecimal(text).longValueExact());
        } catch (final ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
