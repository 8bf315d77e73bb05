package org.aegisnet.processors.netflow;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.patterns.Network;
import org.aegisnet.patterns.Networks;

/** Addresses and ranges of addresses: {@code 192.0.2.1, 198.51.100.0/24, 2001:db8::/32}. Immutable. */
public final class AddressRanges {
    private final Networks networks;

    private AddressRanges(final Networks networks) {
        this.networks = networks;
    }

    /**
     * Reads ranges with commas between them.
     *
     * @throws IllegalArgumentException if a part is not a range; the message is for the user
     */
    public static AddressRanges parse(final String text) {
        final List<Network> ranges = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            ranges.add(Network.parse(part.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'%s' is no address and no range such as 198.51.100.0/24".formatted(part.strip()))));
        }
        return new AddressRanges(new Networks(ranges));
    }

    /** Tells whether a text is an address in one of the ranges. */
    public boolean contain(final String text) {
        return text != null && networks.contain(text);
    }
}
