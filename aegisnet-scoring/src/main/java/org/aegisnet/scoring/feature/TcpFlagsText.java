package org.aegisnet.scoring.feature;

import java.util.OptionalInt;

/** Reader of the flags of TCP (RFC 9293, section 3.1; RFC 3168): as a number, or as letters at any place, such as nfdump's {@code ...AP.SF}. */
final class TcpFlagsText {
    private static final String LETTERS = "FSRPAUEC";
    private static final String HEXADECIMAL_PREFIX = "0x";

    private TcpFlagsText() {}

    /** The flags as in the header, FIN 1, SYN 2, RST 4, PSH 8, ACK 16; empty where the value has none. */
    static OptionalInt parse(final Object value) {
        if (value instanceof Number number) {
            return inRange(number.doubleValue());
        }
        final String text = value.toString().strip();
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (Character.isDigit(text.charAt(0))) {
            return number(text);
        }
        int flags = 0;
        for (int position = 0; position < text.length(); position++) {
            final int flag = LETTERS.indexOf(text.charAt(position));
            if (flag >= 0) {
                flags |= 1 << flag;
            } else if (text.charAt(position) != '.') {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(flags);
    }

    private static OptionalInt number(final String text) {
        try {
            return inRange(
                    text.startsWith(HEXADECIMAL_PREFIX)
                            ? Integer.parseInt(text, HEXADECIMAL_PREFIX.length(), text.length(), 16)
                            : Integer.parseInt(text));
        } catch (final NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt inRange(final double flags) {
        return Quantity.TCP_FLAGS.allows(flags) ? OptionalInt.of((int) flags) : OptionalInt.empty();
    }
}
