package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.aegisnet.processors.NamedCellsReader;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/** The flows in a CSV body, one to a row; the header names the fields. Immutable. */
final class CsvFlows {
    private final RecordReaderFactory readerFactory;
    private final ComponentLog logger;

    CsvFlows(final RecordReaderFactory readerFactory, final ComponentLog logger) {
        this.readerFactory = readerFactory;
        this.logger = logger;
    }

    /**
     * Reads the body and writes its rows as an array of flat objects.
     *
     * @param length of the body in bytes
     * @throws RequestRefusedException where it cannot be read as CSV
     */
    void copy(
            final Map<String, String> attributes, final InputStream body, final long length, final JsonGenerator flows)
            throws IOException, RequestRefusedException {
        flows.writeStartArray();
        try (RecordReader reader =
                new NamedCellsReader(readerFactory.createRecordReader(attributes, body, length, logger))) {
            for (Record row = reader.nextRecord(); row != null; row = reader.nextRecord()) {
                write(row, flows);
            }
        } catch (final FlowFileAccessException e) {
            throw e;
        } catch (final MalformedRecordException | SchemaNotFoundException | IOException | RuntimeException e) {
            throw new RequestRefusedException(Problem.of(
                    400, "malformed-csv", "The body is no CSV", "The body cannot be read as CSV: " + e.getMessage()));
        }
        flows.writeEndArray();
    }

    private static void write(final Record row, final JsonGenerator flows) throws IOException {
        flows.writeStartObject();
        for (final String name : row.getSchema().getFieldNames()) {
            if (!VerdictFields.isOne(name)) {
                final Object value = row.getValue(name);
                flows.writeStringField(name, value == null ? null : value.toString());
            }
        }
        flows.writeEndObject();
    }
}
