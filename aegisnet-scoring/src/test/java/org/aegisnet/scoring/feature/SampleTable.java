package org.aegisnet.scoring.feature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Small CSV of the test resources: names and rows, without quotes. Immutable. */
final class SampleTable {
    private final List<String> names;
    private final List<List<String>> rows;

    private SampleTable(final List<String> names, final List<List<String>> rows) {
        this.names = List.copyOf(names);
        this.rows = List.copyOf(rows);
    }

    static SampleTable read(final String resource) {
        try (InputStream stream = SampleTable.class.getResourceAsStream(resource)) {
            final List<List<String>> lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            return new SampleTable(lines.getFirst(), lines.subList(1, lines.size()));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FieldIndex fields() {
        return new FieldIndex(names);
    }

    List<String> names() {
        return names;
    }

    /** A row as a reader gives it that takes all for text. */
    FlowValues asText(final int row) {
        return rows.get(row)::get;
    }

    /** A row as a reader gives it that infers types: numbers are numbers, all else is text. */
    FlowValues asNumbers(final int row) {
        final List<Object> values = new ArrayList<>();
        for (final String cell : rows.get(row)) {
            values.add(inferred(cell));
        }
        return values::get;
    }

    private static Object inferred(final String cell) {
        if (cell.matches("-?\\d+")) {
            return Long.valueOf(cell);
        }
        return cell.matches("-?\\d+\\.\\d+") ? Double.valueOf(cell) : cell;
    }
}
