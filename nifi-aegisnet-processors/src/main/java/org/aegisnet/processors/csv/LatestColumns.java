package org.aegisnet.processors.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns of the headers that were met last. Files of one tool have one header, and one schema object for it saves later work. Thread-safe. */
final class LatestColumns {
    private static final int MAX_HEADERS = 8;

    private volatile List<Known> latest = List.of();

    private record Known(List<String> names, TypedColumns columns) {}

    /**
     * The columns of a header, the same object while the header is kept.
     *
     * @param names as the file writes them
     */
    TypedColumns of(final List<String> names, final Function<List<String>, TypedColumns> typing) {
        for (final Known known : latest) {
            if (known.names.equals(names)) {
                return known.columns;
            }
        }
        return add(names, typing);
    }

    private synchronized TypedColumns add(final List<String> names, final Function<List<String>, TypedColumns> typing) {
        final TypedColumns columns = typing.apply(names);
        final List<Known> more = new ArrayList<>(latest.subList(0, Math.min(latest.size(), MAX_HEADERS - 1)));
        more.addFirst(new Known(names, columns));
        latest = List.copyOf(more);
        return columns;
    }
}
