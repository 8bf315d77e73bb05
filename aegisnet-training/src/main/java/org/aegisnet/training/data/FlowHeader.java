package org.aegisnet.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** The columns of a flow file, by the names of its first line without the blanks around them. Immutable. */
public final class FlowHeader {
    /** Columns that identify a flow, its time or its kind, and do not hold measurements. */
    private static final Set<String> NOT_MEASURED = Set.of(
            "flow id",
            "source ip",
            "src ip",
            "source port",
            "src port",
            "destination ip",
            "dst ip",
            "timestamp",
            "source",
            "label");

    private final List<String> names;
    private final List<String> written;

    /**
     * @param names each only once
     * @param written the names as the file writes them; a name may occur twice
     */
    FlowHeader(final List<String> names, final List<String> written) {
        this.names = List.copyOf(names);
        this.written = List.copyOf(written);
    }

    /** The names in the file's order, each only once. */
    public List<String> names() {
        return names;
    }

    /** The first column of a name, in any case. */
    OptionalInt find(final String name) {
        for (int column = 0; column < names.size(); column++) {
            if (names.get(column).equalsIgnoreCase(name)) {
                return OptionalInt.of(column);
            }
        }
        return OptionalInt.empty();
    }

    /** The columns that were measured: not addresses, times and labels, and a name that occurs twice only once. */
    List<Integer> measured() {
        final List<Integer> columns = new ArrayList<>();
        final List<String> seen = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            final String name = written.get(column).toLowerCase(Locale.ROOT);
            if (!NOT_MEASURED.contains(name) && !seen.contains(name)) {
                columns.add(column);
                seen.add(name);
            }
        }
        return columns;
    }
}
