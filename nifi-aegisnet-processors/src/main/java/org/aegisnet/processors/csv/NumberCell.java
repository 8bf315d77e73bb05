package org.aegisnet.processors.csv;

import org.aegisnet.scoring.feature.NumericFieldNames.Kind;

/**
 * Reader of a cell in a column of numbers. A number is read only if it is written again as the same number; other text stays text. Leading zeros,
 * hexadecimal digits, whole numbers beyond 64 bits and fractions in a column of whole numbers are text. Holds no state.
 */
final class NumberCell {
    /** Longer numbers may not fit into 64 bits. */
    private static final int MAX_DIGITS = 18;

    private NumberCell() {}

    /**
     * The value of a cell.
     *
     * @param text as the file has it; not empty
     * @param kind of the numbers in the column
     * @return a {@link Long}, a finite {@link Double}, or a {@link TextCell}
     */
    static Object of(final String text, final Kind kind) {
        final String stripped = text.strip();
        if (isWhole(stripped)) {
            return Long.valueOf(stripped);
        }
        if (kind == Kind.DECIMAL && isFraction(stripped)) {
            try {
                final double number = Double.parseDouble(stripped);
                return Double.isInfinite(number) ? new TextCell(text) : (Object) number;
            } catch (final NumberFormatException e) {
                return new TextCell(text);
            }
        }
        return new TextCell(text);
    }

    /** Tells whether a text is a whole number without leading zeros and of at most {@value #MAX_DIGITS} digits. */
    private static boolean isWhole(final String text) {
        final int start = text.startsWith("-") ? 1 : 0;
        final int digits = text.length() - start;
        if (digits == 0 || digits > MAX_DIGITS || (text.charAt(start) == '0' && text.length() > 1)) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Java also reads "1d", "0x1p3", "NaN" and "Infinity" as numbers. A whole number that is too long would lose digits. */
    private static boolean isFraction(final String text) {
        boolean fraction = false;
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            fraction |= character == '.' || character == 'e' || character == 'E';
            if (!isDigit(character) && ".+-eE".indexOf(character) < 0) {
                return false;
            }
        }
        return fraction
                && text.charAt(0) != '+'
                && !(text.length() > 1 && text.charAt(0) == '0' && isDigit(text.charAt(1)));
    }

    private static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }
}
