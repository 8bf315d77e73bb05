package org.aegisnet.processors.alert;

import java.util.ArrayList;
import java.util.List;

/** Ports and ranges of ports: {@code 22, 8000-8100}. Immutable. */
final class PortRanges {
    private static final int MAX_SIZE = 0xffff;

    private final List<Range> ranges;

    private record Range(int first, int last) {}

    private PortRanges(final List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads ports and ranges with commas between them.
     *
     * @throws IllegalArgumentException if a part is not a port or range, with a sentence that names the part
     */
    static PortRanges parse(final String text) {
        final List<Range> ranges = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final String[] ends = part.strip().split("-", -1);
            if (ends.length > 2) {
                throw noPort(part);
            }
            final Range range = new Range(port(ends[0].strip(), part), port(ends[ends.length - 1].strip(), part));
            if (range.first > range.last) {
                throw noPort(part);
            }
            ranges.add(range);
        }
        return new PortRanges(ranges);
    }

    private static int port(final String digits, final String part) {
        if (digits.matches("\\d{1,5}") && Integer.parseInt(digits) <= MAX_SIZE) {
            return Integer.parseInt(digits);
        }
        throw noPort(part);
    }

    private static IllegalArgumentException noPort(final String part) {
        return new IllegalArgumentException(
                "'%s' is neither a port nor a range such as 8000-8100; ports go from 0 to 65535"
                        .formatted(part.strip()));
    }

    boolean contain(final long port) {
        return ranges.stream().anyMatch(range -> range.first <= port && port <= range.last);
    }
}
