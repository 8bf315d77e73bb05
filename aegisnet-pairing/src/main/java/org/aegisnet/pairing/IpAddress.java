package org.aegisnet.pairing;

import java.util.Optional;

/**
 * An IPv4 or IPv6 address as 128 bits. An IPv4 address is kept as an IPv4-mapped address (RFC 4291, section 2.5.5.2), so that both spellings
 * of it are equal. Immutable.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record IpAddress(long high, long low) {
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int GROUPS = 8;
    private static final int GROUPS_IN_HALF = 4;
    private static final int MAX_GROUP = 4;
    private static final int NONE = -1;

    /**
     * Reads an address from its text form; a zone ({@code %eth0}) is not part of the address. No name is ever looked up.
     *
     * @param text for example {@code 10.0.0.1} or {@code 2001:db8::1}
     * @return the address; empty if the text is not an address
     */
    public static Optional<IpAddress> parse(final String text) {
        final int zone = text.indexOf('%');
        if (text.indexOf(':') >= 0) {
            return parseGroups(zone < 0 ? text : text.substring(0, zone));
        }
        final long address = parseDotted(text, 0);
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
}
