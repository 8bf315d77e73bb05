package org.aegisnet.processors.record;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * A record reader that stops at a row with more cells than the header has names. The values of such a row may belong to other names than their
 * columns have. NiFi's readers of CSV and Excel read on and drop the surplus cells. Cells without text at the end of a row are accepted. For one
 * thread, like the inner reader, which is closed with it.
 */
public final class NamedCellsReader implements RecordReader {
    /** The name that NiFi's readers give to a cell without a name; they append its column, counted from 0. */
    private static final String NAMELESS = "unknown_field_index_";

    private final RecordReader reader;
    private long row;

    /** @param reader which reads the rows */
    public NamedCellsReader(final RecordReader reader) {
        this.reader = reader;
    }

    /** @throws MalformedRecordException if a row has a cell without a name; the message names the row and the remedy */
    @Override
    public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
            throws IOException, MalformedRecordException {
        // Asked to drop what the schema does not know, a reader would drop those cells in silence.
        final Record record = reader.nextRecord(coerceTypes, false);
        row++;
        if (record == null || isKnown(record)) {
            return record;
        }
        refuseNameless(record);
        return dropUnknownFields ? withKnownFields(record) : record;
    }

    private static boolean isKnown(final Record record) {
        for (final String name : record.getRawFieldNames()) {
            if (!isKnown(name, record)) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether a value belongs to the schema by a field's name. An alias counts if the record has no value under the name itself. */
    private static boolean isKnown(final String name, final Record record) {
        final Optional<RecordField> field = record.getSchema().getField(name);
        return field.isPresent()
                && (field.get().getFieldName().equals(name)
                        || !record.getRawFieldNames().contains(field.get().getFieldName()));
    }

    private static Record withKnownFields(final Record record) {
        final Map<String, Object> known = new LinkedHashMap<>(record.toMap());
        known.keySet().removeIf(name -> !isKnown(name, record));
        return new MapRecord(record.getSchema(), known, record.isTypeChecked(), true);
    }

    private void refuseNameless(final Record record) throws MalformedRecordException {
        for (final String name : record.getRawFieldNames()) {
            if (name.startsWith(NAMELESS) && !isKnown(name, record)) {
                final Object cell = record.getValue(name);
                if (cell != null && !cell.toString().isBlank()) {
                    throw new MalformedRecordException(
                            "Row %d has a cell beyond the last name of the header, '%s', so that values may stand under wrong names. Give every column one name; if a name stands twice, set CSV Parser of the CSVReader to Jackson CSV"
                                    .formatted(row, cell));
                }
            }
        }
    }

    @Override
    public RecordSchema getSchema() throws MalformedRecordException {
        return reader.getSchema();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
