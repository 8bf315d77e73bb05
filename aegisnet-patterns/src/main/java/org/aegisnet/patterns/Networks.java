package org.aegisnet.patterns;

import java.util.ArrayList;
import java.util.List;

/** A list of networks. Immutable. */
public final class Networks {
    private static final IpAddressText ADDRESS_TEXT = new IpAddressText();

    private final List<Network> networks;

    /** @param networks an address that one of them has is in the list */
    public Networks(final List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads networks, separated by commas or blanks; a single address is a network of one.
     *
     * @param text for example {@code 10.0.0.0/8, 2001:db8::/32}; may be blank
     * @throws IllegalArgumentException with a sentence that names the part that is not a network
     */
    public static Networks parse(final String text) {
        final List<Network> networks = new ArrayList<>();
        for (final String part : text.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                networks.add(Network.parse(part)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'%s' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas"
                                        .formatted(part))));
            }
        }
        return new Networks(networks);
    }

    /** Tells whether one of the networks contains the address. */
    public boolean contain(final Address address) {
        for (final Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a text is an address that one of the networks contains. */
    public boolean contain(final String text) {
        return ADDRESS_TEXT.parse(text).map(Address::of).filter(this::contain).isPresent();
    }
}
