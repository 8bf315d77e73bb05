package org.aegisnet.scoring.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of the columns of a table: without blanks around them, and each only once. The first column of a name keeps it. A later one gets {@code .1},
 * {@code .2} and so on behind it. A column without a name is {@code column_} and its position, from 1. Columns without a name at the end are left out.
 * Immutable.
 */
final class ColumnNames {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<String> written;
    private final List<String> unique;

    /** @param cells the names as the file writes them */
    ColumnNames(final List<String> cells) {
        final List<String> stripped = new ArrayList<>();
        cells.forEach(cell -> stripped.add(stripped(cell)));
        while (!stripped.isEmpty() && stripped.getLast().isEmpty()) {
            stripped.removeLast();
        }
        this.written = List.copyOf(stripped);
        this.unique = unique(stripped);
    }

    private static String stripped(final String name) {
        return name.replace(BYTE_ORDER_MARK, "").strip();
    }

    private static List<String> unique(final List<String> names) {
        final Set<String> all = new HashSet<>(names);
        final Set<String> taken = new HashSet<>();
        final List<String> unique = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            final String name = names.get(column).isEmpty() ? "column_" + (column + 1) : names.get(column);
            String free = name;
            for (int suffix = 1; !taken.add(free); suffix++) {
                final String next = name + "." + suffix;
                free = all.contains(next) ? free : next;
            }
            unique.add(free);
        }
        return List.copyOf(unique);
    }

    /** The names, each only once. */
    List<String> unique() {
        return unique;
    }

    /** The names as the file writes them, without blanks around them. */
    List<String> written() {
        return written;
    }

    /** Tells whether a row repeats the names. */
    boolean isRepeatedBy(final String[] cells, final int count) {
        if (count < written.size()) {
            return false;
        }
        for (int column = 0; column < count; column++) {
            final String name = column < written.size() ? written.get(column) : "";
            if (!stripped(cells[column]).equals(name)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The names with a second {@code Fwd Header Length} put in. Some versions of CICFlowMeter write that column into every row but not into the
     * header. All columns behind it then seem to be shifted by one.
     *
     * @param firstRow the cells of the first row
     * @param count of the cells of the first row
     * @return these names if the header does not have that gap
     */
    ColumnNames mendedFor(final String[] firstRow, final int count) {
        final int headerLength = written.indexOf("Fwd Header Length");
        final int before = written.indexOf("Avg Bwd Segment Size");
        final int gap = before + 1;
        if (count != written.size() + 1
                || headerLength < 0
                || before < 0
                || gap >= written.size()
                || !"Fwd Avg Bytes/Bulk".equals(written.get(gap))
                || !firstRow[gap].equals(firstRow[headerLength])) {
            return this;
        }
        final List<String> mended = new ArrayList<>(written);
        mended.add(gap, "Fwd Header Length");
        return new ColumnNames(mended);
    }
}
