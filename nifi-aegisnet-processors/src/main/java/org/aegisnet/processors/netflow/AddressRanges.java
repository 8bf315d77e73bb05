package org.aegisnet.processors.netflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.pairing.IpAddress;

/** Addresses and ranges of addresses: {@code 192.0.2.1, 198.51.100.0/24, 2001:db8::/32}. Immutable. */
final class AddressRanges {
    private static final int BITS = 128;
    private static final int BITS_BEFORE_IPV4 = 96;

    private final List<Range> ranges;

    private record Range(IpAddress address, int prefix) {
        boolean contains(final IpAddress other) {
            return ((address.high() ^ other.high()) & mask(prefix)) == 0
                    && ((address.low() ^ other.low()) & mask(prefix - Long.SIZE)) == 0;
        }

        private static long mask(final int bits) {
            return bits <= 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
        }
    }

    private AddressRanges(final List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads ranges with commas between them.
     *
     * @throws IllegalArgumentException where one of them is none, with words for the user
     */
    static AddressRanges parse(final String text) {
        final List<Range> ranges = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            ranges.add(range(part.strip())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'%s' is no address and no range such as 198.51.100.0/24".formatted(part.strip()))));
        }
        return new AddressRanges(ranges);
    }

    private static Optional<Range> range(final String text) {
        final int slash = text.indexOf('/');
        final String addressText = slash < 0 ? text : text.substring(0, slash);
        final int offset = addressText.indexOf(':') < 0 ? BITS_BEFORE_IPV4 : 0;
        final Optional<Long> prefix =
                slash < 0 ? Optional.of((long) (BITS - offset)) : FlowCounter.of(text.substring(slash + 1));
        return IpAddress.parse(addressText)
                .filter(address -> prefix.isPresent() && prefix.get() >= 0 && prefix.get() <= BITS - offset)
                .map(address -> new Range(address, prefix.get().intValue() + offset));
    }

    /** Whether a text is an address in one of the ranges. */
    boolean contain(final String text) {
        return text != null
                && IpAddress.parse(text)
                        .map(address -> ranges.stream().anyMatch(range -> range.contains(address)))
                        .orElse(false);
    }
}
