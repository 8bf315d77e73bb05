package org.aegisnet.scoring.feature;

import java.util.Locale;

/** Reads numbers that a record holds as text. */
final class NumberText {
    private NumberText() {}

    /** The number, or NaN where the text is none; protocols may be given by name. */
    static double parse(final String text, final FeatureUnit unit) {
        final String stripped = text.strip();
        if (stripped.isEmpty()) {
            return Double.NaN;
        }
        if (unit == FeatureUnit.PROTOCOL && Character.isLetter(stripped.charAt(0))) {
            return protocol(stripped);
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

    private static double protocol(final String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "icmp" -> 1;
            case "igmp" -> 2;
            case "tcp" -> 6;
            case "udp" -> 17;
            case "gre" -> 47;
            case "esp" -> 50;
            case "ah" -> 51;
            case "icmp6", "icmpv6", "ipv6-icmp" -> 58;
            case "sctp" -> 132;
            default -> Double.NaN;
        };
    }
}
