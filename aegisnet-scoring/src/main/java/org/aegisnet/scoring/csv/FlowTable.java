package org.aegisnet.scoring.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.csv.RowHandler.ParsedRow;
import org.aegisnet.scoring.feature.KnownFeatureNames;

/**
 * CSV of flows, read row by row in one pass. The memory in use does not grow with the content.
 *
 * <p>It accepts the faults of published files:
 *
 * <ul>
 *   <li>UTF-8, Windows-1252 and UTF-16 with a byte-order mark; gzip, recognised by content
 *   <li>comma, semicolon, tab or blanks between the cells, and Zeek's lines that begin with {@code #}
 *   <li>blanks around names, names that occur twice ({@link ColumnNames}), and the column that one version of CICFlowMeter leaves out of its header
 *   <li>a line of names that is repeated between the rows; it is left out
 *   <li>rows with more or fewer cells than there are names; such a row has a {@link CsvRow#fault}
 * </ul>
 *
 * <p>It rejects a quote that is not closed, because all rows behind it would become one.
 *
 * <p>A cell has at most {@value #MAX_CELL} characters, and a table at most {@value #MAX_COLUMNS} columns. For one thread.
 */
public final class FlowTable implements Closeable {
    /** The greatest number of columns. Flows of all known tools have fewer than 200. */
    public static final int MAX_COLUMNS = 4_096;

    /** The greatest length of a cell in characters. */
    public static final int MAX_CELL = 128 * 1024;

    /** The greatest length of the line of names in characters. */
    private static final int MAX_HEADER = 256 * 1024;

    /** The number of cells beyond the last column that a fault quotes. */
    private static final int QUOTED_CELLS = 8;

    private static final int MAX_QUOTE = 40;
    private static final String ZEEK_REMARK = "#";
    private static final String ZEEK_NAMES = "#fields";

    private final HeadReader text;
    private final CsvFormat format;
    private final Iterator<ParsedRow> rows;
    private final ColumnNames names;
    private Optional<ParsedRow> ahead;
    private Optional<String> otherNames = Optional.empty();

    private FlowTable(final HeadReader text, final KnownFeatureNames knownNames) throws IOException {
        this.text = text;
        final CsvHead head = new HeadParser(knownNames).parse(text);
        this.format = head.format();
        final CsvReader<ParsedRow> csv = format.parser()
                .maxBufferSize(MAX_CELL)
                .allowUnclosedQuote(false)
                .build(new RowHandler(MAX_COLUMNS + QUOTED_CELLS, format.mergesSeparators()), text);
        this.rows = csv.iterator();
        final ColumnNames written = head.names().isEmpty()
                ? nextRow().map(FlowTable::namesOf).orElseGet(() -> new ColumnNames(List.of()))
                : new ColumnNames(head.names());
        if (written.written().size() > MAX_COLUMNS) {
            throw new CsvFormatException("The header has more than %d columns; leave out columns that no model needs"
                    .formatted(MAX_COLUMNS));
        }
        this.ahead = nextRow();
        this.names = ahead.isPresent()
                ? written.mendedFor(ahead.get().cells(), ahead.get().count())
                : written;
    }

    private static ColumnNames namesOf(final ParsedRow row) {
        return new ColumnNames(Arrays.asList(row.cells()).subList(0, Math.min(row.count(), row.cells().length)));
    }

    /**
     * Opens a content and reads its header.
     *
     * @param content closed with the table, and if it cannot be opened
     * @param knownNames the names of all vocabularies; they tell the separator
     * @throws CsvFormatException if the content is not CSV, or exceeds a bound
     * @throws IOException if the content cannot be read
     */
    public static FlowTable open(final InputStream content, final KnownFeatureNames knownNames) throws IOException {
        try {
            return new FlowTable(
                    new HeadReader(LenientTextReader.of(ExpandedContent.of(content)), MAX_HEADER), knownNames);
        } catch (final IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    /** The names of the columns, each only once; none if the content is empty. */
    public List<String> names() {
        return names.unique();
    }

    /** The names as the content writes them, without blanks around them; a name may occur more than once. */
    public List<String> writtenNames() {
        return names.written();
    }

    /**
     * The next row.
     *
     * @return empty at the end of the content
     * @throws CsvFormatException if a cell exceeds the bound, or the content is damaged
     */
    public Optional<CsvRow> next() throws IOException {
        while (ahead.isPresent()) {
            final ParsedRow row = ahead.get();
            final Optional<CsvRow> found = isRow(row) ? Optional.of(rowOf(row)) : Optional.empty();
            ahead = nextRow();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isRow(final ParsedRow row) {
        final String first = row.count() == 0 ? "" : row.cells()[0];
        if (row.count() <= 1 && names.written().size() != 1 && first.isBlank()) {
            return false;
        }
        if (format.zeek() && first.startsWith(ZEEK_REMARK)) {
            noteOtherNames(row, first);
            return false;
        }
        return !names.isRepeatedBy(row.cells(), row.count());
    }

    /** Logs that have been put together may have other columns from here on. */
    private void noteOtherNames(final ParsedRow row, final String first) {
        if (first.equals(ZEEK_NAMES)) {
            final int count = Math.min(row.count(), row.cells().length);
            final boolean same = names.isRepeatedBy(Arrays.copyOfRange(row.cells(), 1, count), count - 1);
            otherNames = same
                    ? Optional.empty()
                    : Optional.of(
                            "line %d names other columns than the header; split the file there".formatted(line(row)));
        }
    }

    private long line(final ParsedRow row) {
        return row.line() + text.skippedLines();
    }

    private CsvRow rowOf(final ParsedRow row) {
        final int columns = names.written().size();
        final String[] cells = new String[columns];
        for (int column = 0; column < columns; column++) {
            final String cell = column < row.count() ? row.cells()[column] : "";
            cells[column] = !format.unset().isEmpty() && cell.equals(format.unset()) ? "" : cell;
        }
        return new CsvRow(line(row), Arrays.asList(cells), fault(row, columns));
    }

    private Optional<String> fault(final ParsedRow row, final int columns) {
        if (otherNames.isPresent()) {
            return otherNames.map(other -> "Line %d cannot be told apart into columns: %s".formatted(line(row), other));
        }
        if (row.count() == columns) {
            return Optional.empty();
        }
        final String counts =
                "Line %d has %d cells, but the header names %d columns".formatted(line(row), row.count(), columns);
        if (row.count() < columns) {
            return Optional.of(counts + ", so that values may stand below wrong names");
        }
        final List<String> surplus = new ArrayList<>();
        final int kept = Math.min(row.count(), Math.min(row.cells().length, columns + QUOTED_CELLS));
        for (int cell = columns; cell < kept; cell++) {
            if (!row.cells()[cell].isBlank()) {
                surplus.add("'%s'".formatted(shortened(row.cells()[cell])));
            }
        }
        // Some tools end each row with a separator.
        return surplus.isEmpty() && kept == row.count()
                ? Optional.empty()
                : Optional.of("%s, so that values may stand below wrong names; beyond the last name: %s"
                        .formatted(counts, String.join(", ", surplus)));
    }

    private static String shortened(final String cell) {
        return cell.length() > MAX_QUOTE ? cell.substring(0, MAX_QUOTE) + "…" : cell;
    }

    private Optional<ParsedRow> nextRow() throws IOException {
        try {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (final CsvParseException e) {
            throw new CsvFormatException(
                    "The content cannot be read as CSV: %s. A cell has at most %d characters; look for a quote that is not closed"
                            .formatted(e.getMessage(), MAX_CELL),
                    e);
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
