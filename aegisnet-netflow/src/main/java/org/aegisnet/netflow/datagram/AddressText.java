package org.aegisnet.netflow.datagram;

/** Text of IP addresses: dotted quad, and RFC 5952's short form of IPv6. Stateless, safe for all threads. */
public final class AddressText {
    private static final int IPV4_LENGTH = 4;
    private static final int GROUPS = 8;

    private AddressText() {}

    /**
     * The text of an address in a buffer.
     *
     * @param length 4 (IPv4) or 16 (IPv6)
     * @throws IllegalArgumentException if the length is another one
     */
    public static String of(byte[] buffer, int offset, int length) {
        if (length == IPV4_LENGTH) {
            return ofIpv4(word(buffer, offset));
        }
        if (length != 2 * GROUPS) {
            throw new IllegalArgumentException("An IP address has 4 or 16 bytes; got " + length + ".");
        }
        long high = (word(buffer, offset) << 32) | word(buffer, offset + 4);
        long low = (word(buffer, offset + 8) << 32) | word(buffer, offset + 12);
        return ofIpv6(high, low);
    }

    /** The dotted quad of the 32 low bits. */
    public static String ofIpv4(long bits) {
        StringBuilder text = new StringBuilder(15);
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
    public static String ofIpv6(long high, long low) {
        if (high == 0 && (low >>> 32) == 0xffffL) {
            StringBuilder mapped = new StringBuilder(22).append("::ffff:");
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
        StringBuilder text = new StringBuilder(39);
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

    private static void appendIpv4(StringBuilder text, long bits) {
        text.append((bits >>> 24) & 0xff)
                .append('.')
                .append((bits >>> 16) & 0xff)
                .append('.');
        text.append((bits >>> 8) & 0xff).append('.').append(bits & 0xff);
    }

    private static int group(long high, long low, int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
    }

    private static long word(byte[] buffer, int offset) {
        return BigEndian.unsigned32(buffer, offset);
    }
}
