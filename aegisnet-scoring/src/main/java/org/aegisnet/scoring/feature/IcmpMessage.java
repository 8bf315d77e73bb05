package org.aegisnet.scoring.feature;

import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * The kind of an ICMP message. Immutable.
 *
 * @param type 0 to 255; empty if the record does not tell it
 * @param code 0 to 255; empty if the record does not tell it
 */
record IcmpMessage(OptionalInt type, OptionalInt code) {
    /** The message of a record that does not tell it. */
    static final IcmpMessage UNKNOWN = new IcmpMessage(OptionalInt.empty(), OptionalInt.empty());

    private static final int MAX_BYTE = 0xff;

    /**
     * Reads type and code out of one value. It is type times 256 plus code (IPFIX elements 32 and 139), or {@code type.code} as nfdump writes it
     * since version 1.7.5. The number 0 means that the exporter did not tell: some write it for each ICMP flow, which would make all of them echo
     * replies. The text {@code 0.0} is an echo reply.
     *
     * @param value of a record, or null
     */
    static IcmpMessage ofTypeAndCode(final Object value) {
        if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
            final double number = ((Number) value).doubleValue();
            // A number of nfdump's column that a reader has taken for decimals: 3.13, or 8.0.
            return number > 0 && number < MAX_BYTE + 1.0 ? ofText(value.toString()) : ofWhole(number);
        }
        if (value instanceof Number number) {
            return ofWhole(number.doubleValue());
        }
        if (value instanceof CharSequence text) {
            final String stripped = text.toString().strip();
            return stripped.indexOf('.') > 0 ? ofText(stripped) : ofWhole(NumberText.parse(stripped, FeatureUnit.PORT));
        }
        return UNKNOWN;
    }

    private static IcmpMessage ofWhole(final double number) {
        if (!(number > 0) || !Quantity.PORT.allows(number)) {
            return UNKNOWN;
        }
        return of((int) number >> Byte.SIZE, (int) number & MAX_BYTE);
    }

    private static IcmpMessage ofText(final String text) {
        final int dot = text.indexOf('.');
        final double type = NumberText.parse(text.substring(0, Math.max(dot, 0)), FeatureUnit.NUMBER);
        final double code = NumberText.parse(text.substring(dot + 1), FeatureUnit.NUMBER);
        return Quantity.ICMP.allows(type) && Quantity.ICMP.allows(code) ? of((int) type, (int) code) : UNKNOWN;
    }

    private static IcmpMessage of(final int type, final int code) {
        return new IcmpMessage(OptionalInt.of(type), OptionalInt.of(code));
    }
}
