package org.aegisnet.scoring.feature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of CICFlowMeter in its three header styles: the published CIC-IDS2017 files, the later tool, and the short names of
 * CSE-CIC-IDS2018. Immutable.
 */
final class CicFlowMeterColumns {
    private static final String FILE = "cicflowmeter-columns.csv";

    private final Map<String, List<String>> namesByColumn;

    CicFlowMeterColumns() {
        try (InputStream stream = CicFlowMeterColumns.class.getResourceAsStream(FILE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            final Map<String, List<String>> columns = new HashMap<>();
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final List<String> names = new ArrayList<>();
                for (final String name : line.split(",", -1)) {
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
                columns.put(names.getFirst(), List.copyOf(names));
            }
            this.namesByColumn = Map.copyOf(columns);
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the scoring jar cannot be read".formatted(FILE), e);
        }
    }

    /** All columns with their names, by the name of the published files. */
    Map<String, List<String>> namesByColumn() {
        return namesByColumn;
    }

    /** A column in all its styles. */
    String[] names(final String column) {
        return namesByColumn.get(column).toArray(String[]::new);
    }
}
