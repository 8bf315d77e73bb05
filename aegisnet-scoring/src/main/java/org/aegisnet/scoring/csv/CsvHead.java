package org.aegisnet.scoring.csv;

import java.util.List;

/**
 * Form and names that the first lines of a content tell. Immutable.
 *
 * @param format of the rows
 * @param names of the columns if the first lines have told them; empty if the first row of the table does
 */
record CsvHead(CsvFormat format, List<String> names) {
    CsvHead {
        names = List.copyOf(names);
    }
}
