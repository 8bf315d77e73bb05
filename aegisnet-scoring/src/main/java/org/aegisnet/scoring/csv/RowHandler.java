package org.aegisnet.scoring.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/**
 * Collector of the cells of one row at a time for FastCSV. It keeps a bounded number of cells and counts the others. A cell whose text is that of the
 * row before is the same object, so that its number need not be read again. For one parser.
 */
final class RowHandler extends AbstractBaseCsvCallbackHandler<RowHandler.ParsedRow> {
    private static final int FIRST_CAPACITY = 128;

    private final int maxCells;
    private final boolean mergesSeparators;
    private String[] cells = new String[FIRST_CAPACITY];
    private int count;

    /**
     * Row as the parser has found it. Its cells hold only until the next row.
     *
     * @param line the line that it starts on, from 1
     * @param cells the first cells; those beyond {@code count} are of earlier rows
     * @param count the number of cells of the row, which may be greater than the number of kept cells
     */
    @SuppressWarnings("ArrayRecordComponent")
    record ParsedRow(long line, String[] cells, int count) {}

    /**
     * @param maxCells the number of cells that are kept
     * @param mergesSeparators whether an empty cell without quotes does not count
     */
    RowHandler(final int maxCells, final boolean mergesSeparators) {
        this.maxCells = maxCells;
        this.mergesSeparators = mergesSeparators;
    }

    @Override
    protected void handleBegin(final long startingLineNumber) {
        count = 0;
    }

    @Override
    protected void handleField(
            final int index, final char[] buffer, final int offset, final int length, final boolean quoted) {
        if (mergesSeparators && length == 0 && !quoted) {
            return;
        }
        if (count < maxCells) {
            if (count == cells.length) {
                cells = Arrays.copyOf(cells, Math.min(maxCells, 2 * count));
            }
            final String before = cells[count];
            if (before == null || !isSame(before, buffer, offset, length)) {
                cells[count] = new String(buffer, offset, length);
            }
        }
        count++;
    }

    private static boolean isSame(final String text, final char[] buffer, final int offset, final int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != buffer[offset + i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected ParsedRow buildRecord() {
        return new ParsedRow(getStartingLineNumber(), cells, count);
    }
}
