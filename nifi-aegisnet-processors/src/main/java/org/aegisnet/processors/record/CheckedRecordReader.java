package org.aegisnet.processors.record;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.MapDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * A reader of records whose schema has bounds. A schema has at most {@value #MAX_FIELDS} fields, those of nested records included, and at most
 * {@value #MAX_DEPTH} levels of nesting. Flows of all known tools have fewer than 200 fields. A wider schema describes other data or is made to
 * exhaust memory. The reader rejects it before its records accumulate. It rejects a cell without a name as {@link NamedCellsReader} says. Owns the
 * inner reader; for one thread.
 */
public final class CheckedRecordReader implements RecordReader {
    /** The most fields of a schema, those of nested records counted. */
    public static final int MAX_FIELDS = 4_096;

    /** The most records within one another. */
    public static final int MAX_DEPTH = 32;

    private final RecordReader reader;
    private RecordSchema checked;

    /** @param reader gives the records */
    public CheckedRecordReader(final RecordReader reader) {
        this.reader = reader instanceof NamedValuesReader ? reader : new NamedCellsReader(reader);
    }

    /** @throws MalformedRecordException also if the schema is beyond its bounds */
    @Override
    public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields)
            throws IOException, MalformedRecordException {
        final Record next = reader.nextRecord(coerceTypes, dropUnknownFields);
        if (next != null) {
            check(next.getSchema());
        }
        return next;
    }

    /** @throws MalformedRecordException also if the schema is beyond its bounds */
    @Override
    public RecordSchema getSchema() throws MalformedRecordException {
        final RecordSchema schema = reader.getSchema();
        check(schema);
        return schema;
    }

    @SuppressWarnings("ReferenceEquality")
    private void check(final RecordSchema schema) throws MalformedRecordException {
        if (schema != checked) {
            new Measure().add(schema, 1);
            checked = schema;
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** The count of the fields of one schema. */
    private static final class Measure {
        /** The schemas on the path from the root. A schema that contains itself is counted once. */
        private final Set<RecordSchema> above = Collections.newSetFromMap(new IdentityHashMap<>());

        private int fields;

        void add(final RecordSchema schema, final int depth) throws MalformedRecordException {
            if (schema == null || !above.add(schema)) {
                return;
            }
            if (depth > MAX_DEPTH) {
                throw new MalformedRecordException(
                        "The records are nested more than %d deep; flatten them, or let a reader with a schema leave out the deep fields"
                                .formatted(MAX_DEPTH));
            }
            fields += schema.getFieldCount();
            if (fields > MAX_FIELDS) {
                throw new MalformedRecordException(
                        "The records have %s fields, but the maximum is %d; give the Record Reader a schema with the fields of the flows"
                                .formatted(
                                        depth == 1 ? Integer.toString(fields) : "more than " + MAX_FIELDS, MAX_FIELDS));
            }
            for (final RecordField field : schema.getFields()) {
                add(field.getDataType(), depth);
            }
            above.remove(schema);
        }

        private void add(final DataType type, final int depth) throws MalformedRecordException {
            switch (type) {
                case RecordDataType nested -> add(nested.getChildSchema(), depth + 1);
                case ArrayDataType array -> add(array.getElementType(), depth);
                case MapDataType map -> add(map.getValueType(), depth);
                case ChoiceDataType choice -> {
                    for (final DataType possible : choice.getPossibleSubTypes()) {
                        add(possible, depth);
                    }
                }
                case null, default -> {}
            }
        }
    }
}
