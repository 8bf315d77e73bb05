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
 * The columns of CICFlowMeter with their quantities and header styles. They cover the published CIC-IDS2017 files, the later tool and the short
 * names of CSE-CIC-IDS2018. Names that differ from all these are also covered: those of the tool's versions between, and of the cleaned
 * collections of CIC's data sets. Immutable.
 */
final class CicFlowMeterColumns {
    private static final String FILE = "cicflowmeter-columns.csv";
    private static final int QUANTITY = 1;

    private final Map<String, Column> columns;

    /**
     * A column.
     *
     * @param quantity the bounds of its values
     * @param names in all styles, the published files' first
     */
    record Column(Quantity quantity, List<String> names) {
        Column {
            names = List.copyOf(names);
        }
    }

    CicFlowMeterColumns() {
        try (InputStream stream = CicFlowMeterColumns.class.getResourceAsStream(FILE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            final Map<String, Column> read = new HashMap<>();
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
                final Quantity quantity = Quantity.named(cells.remove(QUANTITY));
                cells.removeIf(String::isEmpty);
                read.put(cells.getFirst(), new Column(quantity, cells));
            }
            this.columns = Map.copyOf(read);
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the scoring jar cannot be read".formatted(FILE), e);
        }
    }

    /** All columns, by the name of the published files. */
    Map<String, Column> byName() {
        return columns;
    }

    /** A column in all its styles. */
    String[] names(final String column) {
        return columns.get(column).names().toArray(String[]::new);
    }
}
