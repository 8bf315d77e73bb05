package org.aegisnet.processors.api;

import java.io.OutputStream;
import java.util.Map;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.RecordSet;

/** Record Writer that takes no record, or has no memory for the end of the records. */
public final class FailingWriter extends AbstractControllerService implements RecordSetWriterFactory {
    private final boolean atTheEnd;

    /** @param atTheEnd whether it takes records and fails at their end */
    public FailingWriter(final boolean atTheEnd) {
        this.atTheEnd = atTheEnd;
    }

    @Override
    public RecordSchema getSchema(final Map<String, String> variables, final RecordSchema readSchema) {
        return readSchema;
    }

    @Override
    public RecordSetWriter createWriter(
            final ComponentLog logger,
            final RecordSchema schema,
            final OutputStream out,
            final Map<String, String> variables) {
        return new RefusingWriter(atTheEnd);
    }

    /** Writer of nothing. */
    private record RefusingWriter(boolean atTheEnd) implements RecordSetWriter {
        @Override
        public WriteResult write(final RecordSet recordSet) {
            throw new IllegalStateException("no such column");
        }

        @Override
        public WriteResult write(final Record record) {
            if (atTheEnd) {
                return WriteResult.EMPTY;
            }
            throw new IllegalStateException("no such column");
        }

        @Override
        public void beginRecordSet() {}

        @Override
        public WriteResult finishRecordSet() {
            throw new OutOfMemoryError("Java heap space");
        }

        @Override
        public String getMimeType() {
            return "text/plain";
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
