package org.aegisnet.processors.netflow;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.aegisnet.netflow.decode.Counter;

/** Names of a decoder's counters in NiFi. Stateless. */
final class CounterNames {
    private CounterNames() {}

    /** Such as "Sets Without Template". */
    static String of(final Counter counter) {
        return switch (counter) {
            case DATAGRAMS -> "Datagrams Decoded";
            case BYTES -> "Bytes Decoded";
            case FLOWS -> "Flows Decoded";
            case MALFORMED -> "Malformed Datagrams or Sets";
            case UNSUPPORTED -> "Datagrams of Other Protocols";
            case SEQUENCE_MISSING -> "Sequence Numbers Missing";
            default -> titleCase(counter.name());
        };
    }

    private static String titleCase(final String name) {
        return Arrays.stream(name.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
