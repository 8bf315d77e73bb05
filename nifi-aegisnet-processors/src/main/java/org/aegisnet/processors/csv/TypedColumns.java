package org.aegisnet.processors.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.record.RowFault;
import org.aegisnet.scoring.csv.CsvRow;
import org.aegisnet.scoring.feature.NumericFieldNames;
import org.aegisnet.scoring.feature.NumericFieldNames.Kind;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Columns of one header with their types. A column whose name a vocabulary reads numbers from is a choice of number and text; any other is text. The
 * choice keeps a cell that is not a number as it came. Immutable, safe for all threads.
 */
final class TypedColumns {
    private static final DataType TEXT = RecordFieldType.STRING.getDataType();
    private static final DataType WHOLE =
            RecordFieldType.CHOICE.getChoiceDataType(RecordFieldType.LONG.getDataType(), TEXT);
    private static final DataType DECIMAL = RecordFieldType.CHOICE.getChoiceDataType(
            RecordFieldType.LONG.getDataType(), RecordFieldType.DOUBLE.getDataType(), TEXT);

    private final List<String> names;
    private final Kind[] kinds;
    private final Map<String, Integer> positions;
    private final RecordSchema schema;
    private final RecordSchema faultSchema;

    /**
     * @param names of the columns, each only once
     * @param written the names as the file writes them, by which the columns are typed
     * @param numericNames tells the columns of numbers
     */
    TypedColumns(final List<String> names, final List<String> written, final NumericFieldNames numericNames) {
        this.names = List.copyOf(names);
        this.kinds = new Kind[names.size()];
        this.positions = HashMap.newHashMap(names.size());
        final List<RecordField> fields = new ArrayList<>();
        for (int column = 0; column < kinds.length; column++) {
            final String name = names.get(column);
            positions.put(name, column);
            final Optional<Kind> kind = numericNames.kindOf(written.get(column));
            kinds[column] = kind.orElse(null);
            fields.add(new RecordField(name, kind.map(TypedColumns::typeOf).orElse(TEXT)));
        }
        this.schema = new SimpleRecordSchema(fields);
        fields.removeIf(field -> field.getFieldName().equals(RowFault.FIELD.getFieldName()));
        fields.add(RowFault.FIELD);
        this.faultSchema = new SimpleRecordSchema(fields);
    }

    private static DataType typeOf(final Kind kind) {
        return kind == Kind.WHOLE ? WHOLE : DECIMAL;
    }

    int size() {
        return kinds.length;
    }

    /** The schema of a record without a fault. */
    RecordSchema schema() {
        return schema;
    }

    /** A row as it stands: all values are texts, and an empty cell has none. */
    Record texts(final CsvRow row) {
        final Object[] values = new Object[kinds.length];
        for (int column = 0; column < values.length; column++) {
            final String cell = row.cells().get(column);
            values[column] = cell.isEmpty() ? null : cell;
        }
        return record(row, values);
    }

    /**
     * A row with its numbers as numbers. An empty cell has no value.
     *
     * @param before the cells of the row before, and their values below; both are replaced by those of this row
     */
    Record typed(final CsvRow row, final String[] before, final Object[] valuesBefore) {
        for (int column = 0; column < before.length; column++) {
            final String cell = row.cells().get(column);
            // The parser gives equal cells of two rows as one object.
            if (!isOneObject(cell, before[column])) {
                before[column] = cell;
                valuesBefore[column] = value(column, cell);
            }
        }
        return record(row, valuesBefore.clone());
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isOneObject(final String cell, final String other) {
        return cell == other;
    }

    private Object value(final int column, final String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        return kinds[column] == null ? cell : NumberCell.of(cell, kinds[column]);
    }

    private Record record(final CsvRow row, final Object[] values) {
        final Map<String, Object> map = new ColumnValues(names, positions, values);
        if (row.fault().isEmpty()) {
            return new MapRecord(schema, map, false, false);
        }
        map.put(RowFault.FIELD.getFieldName(), row.fault().get());
        return new MapRecord(faultSchema, map, false, false);
    }
}
