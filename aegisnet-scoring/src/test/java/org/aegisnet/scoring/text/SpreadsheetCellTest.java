package org.aegisnet.scoring.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SpreadsheetCellTest {
    /** The page's test in a browser reads the same table. */
    private static final String CASES = "/org/aegisnet/scoring/text/spreadsheet-cells.json";

    @Test
    void defusesTheTableOfCases() throws IOException {
        try (InputStream stream = SpreadsheetCellTest.class.getResourceAsStream(CASES)) {
            for (final JsonNode cell : new ObjectMapper().readTree(stream)) {
                assertEquals(
                        cell.path(1).asText(), SpreadsheetCell.of(cell.path(0).asText()), cell::toString);
            }
        }
    }

    @Test
    void takesALongCellInItsStride() {
        final String blanks = " ".repeat(1_000_000);
        assertEquals(blanks, SpreadsheetCell.of(blanks));
        assertEquals("'" + "\t".repeat(1_000_000), SpreadsheetCell.of("\t".repeat(1_000_000)));
        final String digits = "-" + "1".repeat(1_000_000);
        assertEquals(digits, SpreadsheetCell.of(digits));
    }
}
