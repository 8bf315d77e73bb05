package org.aegisnet.netflow.element;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.aegisnet.net.IpAddressText;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * The value of a field as a Java object, by its element's type and the length it was sent with (RFC 7011, section 6). Stateless, safe for
 * all threads. For options, extras and checks; the flow columns do not come this way.
 */
public final class ElementValue {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ElementValue() {}

    /**
     * Reads one field.
     *
     * @param element the definition
     * @param buffer holds the field
     * @param offset of its first byte
     * @param length in bytes, as sent: numbers may be shorter than their type (reduced-size encoding)
     * @return {@link Long} for whole numbers, {@link BigInteger} for those above {@link Long#MAX_VALUE}, {@link Double},
     *     {@link Boolean}, {@link Instant} for times. {@link String} for text (without trailing NULs), IP addresses, MAC addresses, and
     *     in hexadecimal for everything else. Empty for a field of length 0 that is not text
     */
    public static Optional<Object> read(InformationElement element, byte[] buffer, int offset, int length) {
        if (element.type() == AbstractDataType.STRING) {
            return Optional.of(text(buffer, offset, length));
        }
        if (length == 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (element.type()) {
                    case UNSIGNED8, UNSIGNED16, UNSIGNED32, UNSIGNED64, UNSIGNED256 -> unsigned(buffer, offset, length);
                    case SIGNED8, SIGNED16, SIGNED32, SIGNED64 -> signed(buffer, offset, length);
                    case FLOAT32, FLOAT64 -> decimal(buffer, offset, length);
                    case BOOLEAN -> truth(buffer, offset, length);
                    case IPV4_ADDRESS, IPV6_ADDRESS -> address(buffer, offset, length);
                    case MAC_ADDRESS -> mac(buffer, offset, length);
                    case DATE_TIME_SECONDS -> seconds(buffer, offset, length);
                    case DATE_TIME_MILLISECONDS -> milliseconds(buffer, offset, length);
                    case DATE_TIME_MICROSECONDS, DATE_TIME_NANOSECONDS -> networkTime(buffer, offset, length);
                    default -> hexadecimal(buffer, offset, length);
                });
    }

    /** The value as a record can carry it: a time becomes its ISO 8601 text, all else stays. */
    public static Object plain(Object value) {
        return value instanceof Instant ? value.toString() : value;
    }

    private static Object unsigned(byte[] buffer, int offset, int length) {
        if (length <= Long.BYTES) {
            long value = BigEndian.unsigned(buffer, offset, length);
            if (value >= 0) {
                return value;
            }
        }
        return new BigInteger(1, buffer, offset, length);
    }

    private static Object signed(byte[] buffer, int offset, int length) {
        if (length > Long.BYTES) {
            return new BigInteger(buffer, offset, length);
        }
        int unused = Long.SIZE - Byte.SIZE * length;
        return BigEndian.unsigned(buffer, offset, length) << unused >> unused;
    }

    private static Object decimal(byte[] buffer, int offset, int length) {
        return switch (length) {
            case Float.BYTES -> (double) Float.intBitsToFloat((int) BigEndian.unsigned32(buffer, offset));
            case Double.BYTES -> Double.longBitsToDouble(BigEndian.bits64(buffer, offset));
            default -> hexadecimal(buffer, offset, length);
        };
    }

    /** RFC 7011, section 6.1.5: 1 is true, 2 is false; anything else stays the number it is. */
    private static Object truth(byte[] buffer, int offset, int length) {
        Object number = unsigned(buffer, offset, length);
        if (number.equals(1L)) {
            return true;
        }
        return number.equals(2L) ? false : number;
    }

    private static Object address(byte[] buffer, int offset, int length) {
        return length == 4 || length == 16
                ? IpAddressText.of(buffer, offset, length)
                : hexadecimal(buffer, offset, length);
    }

    private static Object mac(byte[] buffer, int offset, int length) {
        return length == 6
                ? HexFormat.ofDelimiter(":").formatHex(buffer, offset, offset + length)
                : hexadecimal(buffer, offset, length);
    }

    private static Object seconds(byte[] buffer, int offset, int length) {
        if (length > 5) {
            return hexadecimal(buffer, offset, length);
        }
        return Instant.ofEpochSecond(BigEndian.unsigned(buffer, offset, length));
    }

    private static Object milliseconds(byte[] buffer, int offset, int length) {
        if (length > Long.BYTES) {
            return hexadecimal(buffer, offset, length);
        }
        long millis = BigEndian.unsigned(buffer, offset, length);
        return millis >= 0 ? Instant.ofEpochMilli(millis) : hexadecimal(buffer, offset, length);
    }

    private static Object networkTime(byte[] buffer, int offset, int length) {
        if (length != Long.BYTES) {
            return hexadecimal(buffer, offset, length);
        }
        long nanos = NetworkTime.epochNanos(BigEndian.bits64(buffer, offset));
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    private static String text(byte[] buffer, int offset, int length) {
        int end = offset + length;
        while (end > offset && buffer[end - 1] == 0) {
            end--;
        }
        return new String(buffer, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static String hexadecimal(byte[] buffer, int offset, int length) {
        return HexFormat.of().formatHex(buffer, offset, offset + length);
    }
}
