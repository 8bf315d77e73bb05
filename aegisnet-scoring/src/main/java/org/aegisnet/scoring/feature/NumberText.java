package org.aegisnet.scoring.feature;

import java.util.Locale;

/** Reader of numbers that a record holds as text. */
final class NumberText {
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

    private static double protocol(final String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "icmp" -> 1;
            case "igmp" -> 2;
            case "ipip", "ipencap" -> 4;
            case "tcp" -> 6;
            // Argus names what it sees inside UDP.
            case "udp", "rtp", "rtcp", "udt" -> 17;
            case "ipv6" -> 41;
            case "rsvp" -> 46;
            case "gre" -> 47;
            case "esp" -> 50;
            case "ah" -> 51;
            case "icmp6", "icmpv6", "ipv6-icmp" -> 58;
            case "eigrp" -> 88;
            case "ospf", "ospfigp" -> 89;
            case "pim" -> 103;
            case "vrrp" -> 112;
            case "l2tp" -> 115;
            case "sctp" -> 132;
            default -> Double.NaN;
        };
    }
}
