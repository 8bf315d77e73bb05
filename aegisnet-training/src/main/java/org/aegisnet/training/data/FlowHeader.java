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

    /** @param names as the file writes them; a name may occur twice */
    FlowHeader(final List<String> names) {
        this.names = names.stream().map(String::strip).toList();
    }

    /** The names in the file's order. */
    public List<String> names() {
        return names;
    }

    int size() {
        return names.size();
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
            final String name = names.get(column).toLowerCase(Locale.ROOT);
            if (!NOT_MEASURED.contains(name) && !seen.contains(name)) {
                columns.add(column);
                seen.add(name);
            }
        }
        return columns;
    }

    /**
     * The position of the second {@code Fwd Header Length} that is missing in this header. Some versions of CICFlowMeter write it into every row
     * but not into the header. All columns behind it then seem to be shifted by one.
     *
     * @return empty if this header does not have that gap
     */
    OptionalInt gapOfSecondHeaderLength() {
        final OptionalInt before = find("Avg Bwd Segment Size");
        final OptionalInt after = find("Fwd Avg Bytes/Bulk");
        return before.isPresent() && after.isPresent() && after.getAsInt() == before.getAsInt() + 1
                ? after
                : OptionalInt.empty();
    }

    FlowHeader withSecondHeaderLength(final int position) {
        final List<String> mended = new ArrayList<>(names);
        mended.add(position, "Fwd Header Length.1");
        return new FlowHeader(mended);
    }
}
