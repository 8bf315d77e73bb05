package org.aegisnet.net;

import java.util.ArrayList;
import java.util.List;

/** A list of networks. Immutable. */
public final class IpNetworks {
    private final List<IpNetwork> networks;

    /** @param networks the list contains the addresses that one of them contains */
    public IpNetworks(final List<IpNetwork> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Reads networks, separated by commas or blanks; a single address is a network of one.
     *
     * @param text for example {@code 10.0.0.0/8, 2001:db8::/32}; a blank text gives a list that contains no address
     * @throws IllegalArgumentException with a sentence that names the part that is not a network
     */
    public static IpNetworks parse(final String text) {
        final List<IpNetwork> networks = new ArrayList<>();
        for (final String part : text.split("[,\\s]+", -1)) {
            if (!part.isEmpty()) {
                networks.add(IpNetwork.parse(part).orElseThrow(() -> fault(part)));
            }
        }
        return new IpNetworks(networks);
    }

    /**
     * Reads one network or more, as {@link #parse} does. A list that allows something must not be empty by mistake.
     *
     * @throws IllegalArgumentException with a sentence that names the part that is not a network, or the text if it has no network
     */
    public static IpNetworks parseSome(final String text) {
        final IpNetworks some = parse(text);
        if (some.networks.isEmpty()) {
            throw fault(text);
        }
        return some;
    }

    private static IllegalArgumentException fault(final String part) {
        return new IllegalArgumentException(
                "'%s' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas"
                        .formatted(part));
    }

    /** Tells whether one of the networks contains the address. */
    public boolean contain(final IpAddress address) {
        for (final IpNetwork network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a text is an address that one of the networks contains. */
    public boolean contain(final String text) {
        return IpAddress.parse(text).filter(this::contain).isPresent();
    }
}
