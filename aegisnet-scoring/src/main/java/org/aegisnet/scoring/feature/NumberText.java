package org.aegisnet.scoring.feature;

/** Reader of numbers that a record holds as text. */
final class NumberText {
    private static final int MAX_GROUP = 3;
    private static final String HEXADECIMAL_PREFIX = "0x";

    /** Of thousands and their powers, in nfdump's decimal steps. */
    private static final String SUFFIXES = "KMGT";

    private static final double THOUSAND = 1e3;

    private NumberText() {}

    /** The number, or NaN if the text is not a number. Protocols may be given by name, ports as hexadecimal numbers with {@code 0x}. */
    static double parse(final String text, final FeatureUnit unit) {
        final String stripped = text.strip();
        if (stripped.isEmpty()) {
            return Double.NaN;
        }
        if (unit == FeatureUnit.PORT && stripped.startsWith(HEXADECIMAL_PREFIX)) {
            return hexadecimal(stripped);
        }
        if (unit == FeatureUnit.PROTOCOL && !isDecimal(stripped)) {
            return ProtocolNames.number(stripped);
        }
        if (!isDecimal(stripped)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(stripped);
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Tells whether a text may be a whole number with dots between its thousands: {@code 1.200}, meant as 1,200. Three digits behind a single dot
     * mean the same, because no tool writes a count with three decimals.
     */
    static boolean isGrouped(final String text) {
        final String stripped = text.strip();
        final int dot = stripped.indexOf('.');
        return dot > 0
                && dot <= MAX_GROUP
                && stripped.length() == dot + 1 + MAX_GROUP
                && stripped.chars().allMatch(character -> character == '.' || (character >= '0' && character <= '9'));
    }

    /** The number, or NaN if the text is not a number, which K, M, G or T may follow for thousands, millions and so on. */
    static double parseWithSuffix(final String text) {
        final String stripped = text.strip();
        final int power = stripped.isEmpty()
                ? -1
                : SUFFIXES.indexOf(Character.toUpperCase(stripped.charAt(stripped.length() - 1)));
        return power < 0
                ? parse(stripped, FeatureUnit.NUMBER)
                : Math.rint(parse(stripped.substring(0, stripped.length() - 1), FeatureUnit.NUMBER)
                        * Math.pow(THOUSAND, power + 1.0));
    }

    /** Java also reads "1d", "0x1p3", "NaN" and "Infinity" as numbers. */
    private static boolean isDecimal(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            if ((character < '0' || character > '9') && ".+-eE".indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    private static double hexadecimal(final String text) {
        try {
            return Integer.parseInt(text, HEXADECIMAL_PREFIX.length(), text.length(), 16);
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
    }
}
