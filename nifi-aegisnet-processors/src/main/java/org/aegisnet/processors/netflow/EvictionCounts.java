package org.aegisnet.processors.netflow;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.netflow.decode.Counter;
import org.aegisnet.netflow.decode.Eviction;

/** Count of what decoders forgot for lack of room since it was last told, with the names of some of the exporters. Safe for all threads. */
final class EvictionCounts {
    private static final int MAX_NAMED = 10;

    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> knownNames = new LinkedHashSet<>();

    synchronized void add(final Eviction eviction) {
        counts.merge(eviction.what(), 1L, Long::sum);
        final Set<String> place = eviction.known() ? knownNames : names;
        if (place.size() < MAX_NAMED) {
            place.add(eviction.exporter().address());
        }
    }

    /** Tells whether nothing has been evicted since the last report. */
    synchronized boolean isEmpty() {
        return counts.isEmpty();
    }

    /** Returns the report as a sentence, empty if nothing was evicted, and resets the counts. */
    synchronized Optional<String> take() {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        final String told =
                ("%d exporters, %d observation domains and %d templates were forgotten for lack of room. Exporters with decoded flows"
                                + " among them: %s. Senders without: %s. Name your exporters in Allowed Exporters if the others are not yours;"
                                + " else divide them among several processors with a port each")
                        .formatted(
                                count(Counter.EXPORTERS_EVICTED),
                                count(Counter.DOMAINS_EVICTED),
                                count(Counter.TEMPLATES_EVICTED),
                                inWords(knownNames),
                                inWords(names));
        counts.clear();
        names.clear();
        knownNames.clear();
        return Optional.of(told);
    }

    private long count(final Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    private static String inWords(final Set<String> exporters) {
        if (exporters.isEmpty()) {
            return "0";
        }
        return String.join(", ", exporters) + (exporters.size() == MAX_NAMED ? " and perhaps more" : "");
    }
}
