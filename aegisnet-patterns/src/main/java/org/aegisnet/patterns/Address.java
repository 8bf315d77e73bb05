package org.aegisnet.patterns;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IP address of either version in two longs; version 4 as mapped into version 6 (RFC 4291, section 2.5.5.2). Immutable.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Address(long high, long low) {
    private static final int VERSION_4_BYTES = 4;
    private static final int VERSION_6_BYTES = 16;
    private static final long MAPPED = 0xffffL << 32;
    private static final long VERSION_4_MASK = 0xffff_ffffL;
    private static final long LIMITED_BROADCAST = MAPPED | VERSION_4_MASK;

    /** The address in our form. */
    public static Address of(final InetAddress address) {
        final byte[] bytes = address.getAddress();
        if (bytes.length == VERSION_4_BYTES) {
            return new Address(0, MAPPED | longAt(bytes, 0, VERSION_4_BYTES));
        }
        return new Address(longAt(bytes, 0, Long.BYTES), longAt(bytes, Long.BYTES, Long.BYTES));
    }

    private static long longAt(final byte[] bytes, final int offset, final int length) {
        long value = 0;
        for (int position = offset; position < offset + length; position++) {
            value = (value << Byte.SIZE) | (bytes[position] & 0xff);
        }
        return value;
    }

    /** Tells whether the address is IPv4. */
    public boolean isVersion4() {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** Tells whether the address is not that of a single host: multicast, the broadcast of the own network, the unspecified address. */
    public boolean isNotOneHost() {
        if (isVersion4()) {
            return (low >>> 28 & 0xf) == 0xe || low == LIMITED_BROADCAST || low == MAPPED;
        }
        return high >>> 56 == 0xff || (high == 0 && low == 0);
    }

    /** The text of the address, as tools write it. */
    public String text() {
        try {
            final byte[] bytes = new byte[isVersion4() ? VERSION_4_BYTES : VERSION_6_BYTES];
            for (int position = 0; position < bytes.length; position++) {
                final int fromEnd = bytes.length - 1 - position;
                bytes[position] = (byte) ((fromEnd < Long.BYTES ? low : high) >>> (Byte.SIZE * (fromEnd % Long.BYTES)));
            }
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (final UnknownHostException e) {
            throw new IllegalStateException("Four and sixteen bytes are always an address", e);
        }
    }
}
