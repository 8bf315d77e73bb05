package org.aegisnet.patterns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A list of networks in CIDR notation. Immutable. */
public final class Networks {
    private static final Pattern NUMERIC = Pattern.compile("[0-9A-Fa-f.:]+");
    private static final int MAPPED_PREFIX = 96;
    private static final int VERSION_4_BITS = 32;
    private static final int VERSION_6_BITS = 128;

    private final List<Network> networks;

    private record Network(Address base, int prefix) {
        boolean contains(final Address address) {
            return (address.high() & highMask()) == (base.high() & highMask())
                    && (address.low() & lowMask()) == (base.low() & lowMask());
        }

        private long highMask() {
            return mask(prefix);
        }

        private long lowMask() {
            return mask(prefix - Long.SIZE);
        }

        private static long mask(final int ones) {
            if (ones <= 0) {
                return 0;
            }
            return ones >= Long.SIZE ? ~0L : ~0L << (Long.SIZE - ones);
        }
    }

    private Networks(final List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads networks, separated by commas or blanks; a single address is a network of one.
     *
     * @param text for example {@code 10.0.0.0/8, 2001:db8::/32}; may be blank
     * @throws IllegalArgumentException with a sentence that names the part that is none
     */
    public static Networks parse(final String text) {
        final List<Network> networks = new ArrayList<>();
        for (final String part : text.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                networks.add(network(part));
            }
        }
        return new Networks(networks);
    }

    private static Network network(final String text) {
        final int slash = text.indexOf('/');
        final String host = slash < 0 ? text : text.substring(0, slash);
        if (!NUMERIC.matcher(host).matches() || (host.indexOf(':') < 0 && host.split("\\.", -1).length != 4)) {
            throw noNetwork(text);
        }
        try {
            final Address base = Address.of(InetAddress.getByName(host));
            final int bits = base.isVersion4() ? VERSION_4_BITS : VERSION_6_BITS;
            final int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw noNetwork(text);
            }
            return new Network(base, base.isVersion4() ? MAPPED_PREFIX + prefix : prefix);
        } catch (final UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException(noNetwork(text).getMessage(), e);
        }
    }

    private static IllegalArgumentException noNetwork(final String text) {
        return new IllegalArgumentException(
                "'%s' is no network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas"
                        .formatted(text));
    }

    /** Whether one of the networks has the address. */
    public boolean contain(final Address address) {
        for (final Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
