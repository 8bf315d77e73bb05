package org.aegisnet.scoring.feature;

import java.util.Locale;
import org.aegisnet.net.IpProtocol;

/** The unit a feature is counted in, and how a value in it reads in a sentence. */
public enum FeatureUnit {
    BYTES,
    PACKETS,
    SECONDS,
    MICROSECONDS,
    BYTES_PER_SECOND,
    PACKETS_PER_SECOND,
    PORT,
    /** IANA protocol number, 0 to 255. */
    PROTOCOL,
    /** A plain number. */
    NUMBER;

    private static final double[] DECIMAL_STEPS = {1e15, 1e12, 1e9, 1e6, 1e3};
    private static final String[] DECIMAL_PREFIXES = {"P", "T", "G", "M", "k"};

    /** The name in model metadata, for example {@code bytes_per_second}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bounds of a value in this unit, as far as the unit alone has any. */
    Quantity quantity() {
        return switch (this) {
            case PORT -> Quantity.PORT;
            case PROTOCOL -> Quantity.PROTOCOL;
            default -> Quantity.NUMBER;
        };
    }

    /**
     * Writes a value as a person would: {@code 53.1 MB}, {@code 250 ms}, {@code TCP}.
     *
     * @param value a value in this unit; NaN reads "unknown"
     */
    public String format(final double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        return switch (this) {
            case BYTES -> scaled(value, "B");
            case BYTES_PER_SECOND -> scaled(value, "B/s");
            case PACKETS -> plural(value, "packet");
            case PACKETS_PER_SECOND -> number(value) + " packets/s";
            case SECONDS -> seconds(value);
            case MICROSECONDS -> seconds(value / 1e6);
            case PORT -> Long.toString(Math.round(value));
            case PROTOCOL -> protocol(Math.round(value));
            case NUMBER -> number(value);
        };
    }

    private static String scaled(final double value, final String unit) {
        for (int step = 0; step < DECIMAL_STEPS.length; step++) {
            if (Math.abs(value) >= DECIMAL_STEPS[step]) {
                return String.format(
                        Locale.ROOT, "%.1f %s%s", value / DECIMAL_STEPS[step], DECIMAL_PREFIXES[step], unit);
            }
        }
        return number(value) + " " + unit;
    }

    private static String plural(final double value, final String noun) {
        final String number = number(value);
        return number + " " + ("1".equals(number) ? noun : noun + "s");
    }

    private static String seconds(final double value) {
        final double magnitude = Math.abs(value);
        if (magnitude >= 120) {
            return String.format(Locale.ROOT, "%.1f min", value / 60);
        }
        if (magnitude >= 1 || magnitude == 0) {
            return number(value) + " s";
        }
        if (magnitude >= 1e-3) {
            return number(value * 1e3) + " ms";
        }
        return number(value * 1e6) + " µs";
    }

    private static String protocol(final long value) {
        return switch (Math.clamp(value, 0, 255)) {
            case IpProtocol.ICMP -> "ICMP";
            case IpProtocol.TCP -> "TCP";
            case IpProtocol.UDP -> "UDP";
            case IpProtocol.GRE -> "GRE";
            case IpProtocol.ESP -> "ESP";
            case IpProtocol.ICMP_V6 -> "ICMPv6";
            case IpProtocol.SCTP -> "SCTP";
            default -> "protocol " + value;
        };
    }

    private static String number(final double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        if (Math.abs(value) >= 1e7 || Math.abs(value) < 1e-3) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
    }
}
