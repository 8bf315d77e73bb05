package org.aegisnet.processors;

import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** A Record Reader that gives records made by a test, whatever the content is, or throws what the test wants thrown. */
public final class GivenRecords extends AbstractControllerService implements RecordReaderFactory {
    private final Supplier<RecordReader> readers;

    private GivenRecords(final Supplier<RecordReader> readers) {
        this.readers = readers;
    }

    /**
     * A reader of a schema and the records that a test makes.
     *
     * @param schema what the reader says of its records
     * @param next gives one record after the other, then null, for each FlowFile; may throw
     */
    public static GivenRecords of(final RecordSchema schema, final Supplier<Supplier<Record>> next) {
        return new GivenRecords(() -> {
            final Supplier<Record> records = next.get();
            return new RecordReader() {
                @Override
                public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields) {
                    return records.get();
                }

                @Override
                public RecordSchema getSchema() {
                    return schema;
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        });
    }

    @Override
    public RecordReader createRecordReader(
            final Map<String, String> variables,
            final InputStream content,
            final long inputLength,
            final ComponentLog logger) {
        return readers.get();
    }
}
