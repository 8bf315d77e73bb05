package org.aegisnet.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits. An IPv4 address is kept as an IPv4-mapped address (RFC 4291, section 2.5.5.2), so that both spellings
 * of it are equal. Immutable.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final long IPV4_MASK = 0xffff_ffffL;
    private static final long LIMITED_BROADCAST = MAPPED | IPV4_MASK;
    private static final int GROUPS = 8;
    private static final int GROUPS_IN_HALF = 4;
    private static final int MAX_GROUP = 4;
    private static final int NONE = -1;

    /**
     * Reads an address from its text form (RFC 4291, section 2.2); a zone ({@code %eth0}) is not part of the address. No name is ever looked up.
     *
     * @param text for example {@code 10.0.0.1} or {@code 2001:db8::1}
     * @return the address; empty if the text is not an address
     */
    public static Optional<IpAddress> parse(final String text) {
        final int zone = text.indexOf('%');
        final String withoutZone = zone < 0 ? text : text.substring(0, zone);
        if (withoutZone.indexOf(':') >= 0) {
            return parseGroups(withoutZone);
        }
        final long address = parseDotted(withoutZone, 0);
        return address == NONE ? Optional.empty() : Optional.of(new IpAddress(0, MAPPED | address));
    }

    /** Returns the address as 32 bits, or -1 if the text from {@code start} on is not a dotted address. */
    private static long parseDotted(final String text, final int start) {
        long address = 0;
        int part = NONE;
        int dots = 0;
        int digits = 0;
        for (int index = start; index < text.length(); index++) {
            final char character = text.charAt(index);
            if (character >= '0' && character <= '9') {
                part = Math.max(part, 0) * 10 + (character - '0');
                digits++;
                if (part > 255 || digits > 3) {
                    return NONE;
                }
            } else if (character == '.' && part != NONE && dots < 3) {
                address = address << 8 | part;
                part = NONE;
                digits = 0;
                dots++;
            } else {
                return NONE;
            }
        }
        return dots == 3 && part != NONE ? address << 8 | part : NONE;
    }

    private static Optional<IpAddress> parseGroups(final String text) {
        final int[] groups = new int[GROUPS];
        int count = 0;
        int gap = NONE;
        int index = 0;
        if (text.startsWith("::")) {
            gap = 0;
            index = 2;
        }
        while (index < text.length()) {
            final int colon = text.indexOf(':', index);
            final int end = colon < 0 ? text.length() : colon;
            if (colon < 0 && text.indexOf('.', index) >= 0) {
                final long dotted = parseDotted(text, index);
                if (dotted == NONE || count > GROUPS - 2) {
                    return Optional.empty();
                }
                groups[count++] = (int) (dotted >>> 16);
                groups[count++] = (int) (dotted & 0xffff);
                index = end;
                break;
            }
            final int group = parseGroup(text, index, end);
            if (group == NONE || count == GROUPS) {
                return Optional.empty();
            }
            groups[count++] = group;
            if (colon < 0) {
                index = end;
            } else if (text.startsWith("::", colon)) {
                if (gap != NONE) {
                    return Optional.empty();
                }
                gap = count;
                index = colon + 2;
            } else if (colon + 1 == text.length()) {
                return Optional.empty();
            } else {
                index = colon + 1;
            }
        }
        if (gap == NONE ? count != GROUPS : count >= GROUPS) {
            return Optional.empty();
        }
        return Optional.of(joined(groups, count, gap == NONE ? count : gap));
    }

    private static int parseGroup(final String text, final int start, final int end) {
        if (end == start || end - start > MAX_GROUP) {
            return NONE;
        }
        int group = 0;
        for (int index = start; index < end; index++) {
            final int digit = Character.digit(text.charAt(index), 16);
            if (digit < 0 || text.charAt(index) > 'f') {
                return NONE;
            }
            group = group << 4 | digit;
        }
        return group;
    }

    private static IpAddress joined(final int[] groups, final int count, final int gap) {
        long high = 0;
        long low = 0;
        for (int position = 0; position < GROUPS; position++) {
            final int fromEnd = position - (GROUPS - count);
            final long group = position < gap ? groups[position] : fromEnd >= gap ? groups[fromEnd] : 0;
            if (position < GROUPS_IN_HALF) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return new IpAddress(high, low);
    }

    /** Returns the address of a socket. */
    public static IpAddress of(final InetAddress address) {
        final byte[] bytes = address.getAddress();
        if (bytes.length == IPV4_BYTES) {
            return new IpAddress(0, MAPPED | bits(bytes, 0, IPV4_BYTES));
        }
        return new IpAddress(bits(bytes, 0, Long.BYTES), bits(bytes, Long.BYTES, Long.BYTES));
    }

    private static long bits(final byte[] bytes, final int offset, final int length) {
        long value = 0;
        for (int position = offset; position < offset + length; position++) {
            value = (value << Byte.SIZE) | (bytes[position] & 0xff);
        }
        return value;
    }

    /** Tells whether the address is IPv4. */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Tells whether the address is that of a single host: neither multicast, nor the broadcast of the own network, nor unspecified. */
    public boolean isUnicast() {
        if (isIpv4()) {
            return (low >>> 28 & 0xf) != 0xe && low != LIMITED_BROADCAST && low != MAPPED;
        }
        return high >>> 56 != 0xff && (high != 0 || low != 0);
    }

    /** Returns the address in network byte order: 4 bytes of IPv4, or 16 of IPv6. */
    public byte[] bytes() {
        final byte[] bytes = new byte[isIpv4() ? IPV4_BYTES : IPV6_BYTES];
        for (int position = 0; position < bytes.length; position++) {
            final int fromEnd = bytes.length - 1 - position;
            bytes[position] = (byte) ((fromEnd < Long.BYTES ? low : high) >>> (Byte.SIZE * (fromEnd % Long.BYTES)));
        }
        return bytes;
    }

    /** Returns the dotted quad of IPv4, or all eight groups of IPv6, as {@link InetAddress#getHostAddress} writes them. */
    public String text() {
        return isIpv4() ? IpAddressText.ofIpv4(low) : IpAddressText.allGroups(high, low);
    }
}
