package org.aegisnet.processors.csv;

import java.io.IOException;
import java.util.Optional;
import org.aegisnet.processors.record.NamedValuesReader;
import org.aegisnet.scoring.csv.CsvFormatException;
import org.aegisnet.scoring.csv.CsvRow;
import org.aegisnet.scoring.csv.FlowTable;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** The flows of one FlowFile, one row in memory at a time. Owns the table. For one thread. */
final class FlowCsvRecordReader implements NamedValuesReader {
    private final FlowTable table;
    private final TypedColumns columns;
    private final String[] cells;
    private final Object[] values;

    /** @param columns those of the table's header */
    FlowCsvRecordReader(final FlowTable table, final TypedColumns columns) {
        this.table = table;
        this.columns = columns;
        this.cells = new String[columns.size()];
        this.values = new Object[columns.size()];
    }

    /**
     * The next row.
     *
     * @param coerceTypes false for the cells as texts
     * @param dropUnknownFields changes nothing, since no other fields can come
     * @throws MalformedRecordException if the content cannot be read on
     */
    @Override
    public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
            throws IOException, MalformedRecordException {
        final Optional<CsvRow> row;
        try {
            row = table.next();
        } catch (final CsvFormatException e) {
            throw new MalformedRecordException(e.getMessage(), e);
        }
        if (row.isEmpty()) {
            return null;
        }
        return coerceTypes ? columns.typed(row.get(), cells, values) : columns.texts(row.get());
    }

    @Override
    public RecordSchema getSchema() {
        return columns.schema();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
