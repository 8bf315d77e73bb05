package org.aegisnet.net;

import java.util.Optional;

/**
 * A network in CIDR notation (RFC 4632, and RFC 4291, section 2.3). Immutable.
 *
 * @param base an address in it
 * @param prefix number of first bits that its addresses have in common, 0 to 128; those of version 4 stand mapped in version 6
 */
public record IpNetwork(IpAddress base, int prefix) {
    private static final int BITS = 128;
    private static final int BITS_BEFORE_VERSION_4 = 96;

    /**
     * Reads a network; a single address is a network of one.
     *
     * @param text for example {@code 198.51.100.0/24}, {@code 2001:db8::/32} or {@code 192.0.2.1}
     * @return the network; empty if the text is not a network
     */
    public static Optional<IpNetwork> parse(final String text) {
        final int slash = text.indexOf('/');
        final String host = slash < 0 ? text : text.substring(0, slash);
        final int offset = host.indexOf(':') < 0 ? BITS_BEFORE_VERSION_4 : 0;
        try {
            final int length = slash < 0
                    ? BITS - offset
                    : Integer.parseInt(text.substring(slash + 1).strip());
            return length < 0 || length > BITS - offset
                    ? Optional.empty()
                    : IpAddress.parse(host).map(address -> new IpNetwork(address, offset + length));
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Tells whether the network contains the address. */
    public boolean contains(final IpAddress address) {
        return ((address.high() ^ base.high()) & mask(prefix)) == 0
                && ((address.low() ^ base.low()) & mask(prefix - Long.SIZE)) == 0;
    }

    private static long mask(final int ones) {
        if (ones <= 0) {
            return 0;
        }
        return ones >= Long.SIZE ? ~0L : ~0L << (Long.SIZE - ones);
    }
}
