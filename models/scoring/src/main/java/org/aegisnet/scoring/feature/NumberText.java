package org.aegisnet.scoring.feature;

import java.util.Locale;

/** Reads numbers that a record holds as text. */
final class NumberText {
    private NumberText() {}

    /** The number, or NaN where the text is none; protocols may be given by name. */
    static double parse(final String text, final FeatureUnit unit) {
        final String stripped = text.strip();
        if (unit == FeatureUnit.PROTOCOL && Character.isLetter(stripped.charAt(0))) {
            return protocol(stripped);
        }
        final char last = stripped.charAt(stripped.length() - 1);
        if ((last < '0' || last > '9') && last != '.') {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(stripped);
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
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
