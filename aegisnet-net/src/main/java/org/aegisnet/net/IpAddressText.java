package org.aegisnet.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Text of IP addresses: dotted quad, and RFC 5952's short form of IPv6. Stateless, safe for all threads. */
public final class IpAddressText {
    private static final int IPV4_LENGTH = 4;
    private static final int GROUPS = 8;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private IpAddressText() {}

    /**
     * The text of an address in a buffer.
     *
     * @param length 4 (IPv4) or 16 (IPv6)
     * @throws IllegalArgumentException if the length is another one
     */
    public static String of(final byte[] buffer, final int offset, final int length) {
        if (length == IPV4_LENGTH) {
            return ofIpv4(word(buffer, offset));
        }
        if (length != 2 * GROUPS) {
            throw new IllegalArgumentException("An IP address has 4 or 16 bytes, not " + length);
        }
        final long high = (word(buffer, offset) << 32) | word(buffer, offset + 4);
        final long low = (word(buffer, offset + 8) << 32) | word(buffer, offset + 12);
        return ofIpv6(high, low);
    }

    /** The dotted quad of the 32 low bits. */
    public static String ofIpv4(final long bits) {
        final StringBuilder text = new StringBuilder(15);
        appendIpv4(text, bits);
        return text.toString();
    }

    /**
     * The short form of an IPv6 address: lower case, the longest run of at least two zero groups as {@code ::} (RFC 5952). IPv4-mapped
     * addresses end with the dotted quad.
     *
     * @param high the first eight bytes
     * @param low the last eight bytes
     */
    public static String ofIpv6(final long high, final long low) {
        if (high == 0 && (low >>> 32) == 0xffffL) {
            final StringBuilder mapped = new StringBuilder(22).append("::ffff:");
            appendIpv4(mapped, low);
            return mapped.toString();
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && group(high, low, end) == 0) {
                end++;
            }
            if (end - start > bestLength) {
                bestStart = start;
                bestLength = end - start;
            }
        }
        final StringBuilder text = new StringBuilder(39);
        for (int index = 0; index < GROUPS; index++) {
            if (index == bestStart) {
                text.append("::");
                index += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(high, low, index)));
        }
        return text.toString();
    }

    /** The eight groups of an IPv6 address, none left out. */
    static String allGroups(final long high, final long low) {
        final StringBuilder text = new StringBuilder(39);
        for (int index = 0; index < GROUPS; index++) {
            if (index > 0) {
                text.append(':');
            }
            text.append(Integer.toHexString(group(high, low, index)));
        }
        return text.toString();
    }

    private static void appendIpv4(final StringBuilder text, final long bits) {
        text.append((bits >>> 24) & 0xff)
                .append('.')
                .append((bits >>> 16) & 0xff)
                .append('.');
        text.append((bits >>> 8) & 0xff).append('.').append(bits & 0xff);
    }

    private static int group(final long high, final long low, final int index) {
        final long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
    }

    private static long word(final byte[] buffer, final int offset) {
        return (int) WORD.get(buffer, offset) & 0xffff_ffffL;
    }
}
