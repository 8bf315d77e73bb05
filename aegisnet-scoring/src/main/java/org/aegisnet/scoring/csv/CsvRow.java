package org.aegisnet.scoring.csv;

import java.util.List;
import java.util.Optional;

/**
 * A row of a table of flows as text. Immutable.
 *
 * @param line the line that it starts on, from 1
 * @param cells one for each column; empty text where the row has no value
 * @param fault the reason that the cells may stand below wrong names, a sentence with the line; empty for a sound row
 */
public record CsvRow(long line, List<String> cells, Optional<String> fault) {
    /** A row, copied. */
    public CsvRow {
        cells = List.copyOf(cells);
    }
}
