package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.NamedCellsReader;
import org.aegisnet.processors.record.NamedValuesReader;
import org.aegisnet.processors.record.RowFault;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/** Flows of a CSV body, one to a row; the header names the fields. For one body. */
final class CsvFlows {
    private final RecordReaderFactory readerFactory;
    private final RequestBounds bounds;
    private final ComponentLog logger;

    CsvFlows(final RecordReaderFactory readerFactory, final RequestBounds bounds, final ComponentLog logger) {
        this.readerFactory = readerFactory;
        this.bounds = bounds;
        this.logger = logger;
    }

    /**
     * Reads the body and writes its rows as an array of flat objects.
     *
     * @param length of the body in bytes
     * @throws RequestRefusedException if it cannot be read as CSV, or exceeds a bound
     */
    void copy(
            final Map<String, String> attributes, final InputStream body, final long length, final JsonGenerator flows)
            throws IOException, RequestRefusedException {
        final BoundedRowStream rows = new BoundedRowStream(body, RequestBounds.MAX_ROW_LENGTH);
        flows.writeStartArray();
        try (RecordReader reader = checked(readerFactory.createRecordReader(attributes, rows, length, logger))) {
            final List<String> columns = columns(reader);
            rows.rowEnds();
            // As they were sent: a number that is read and written may change its digits.
            for (Record row = reader.nextRecord(false, false); row != null; row = reader.nextRecord(false, false)) {
                rows.rowEnds();
                bounds.row();
                write(row, columns, flows);
            }
        } catch (final FlowFileAccessException | TerminatedTaskException e) {
            throw e;
        } catch (final MalformedRecordException | SchemaNotFoundException | IOException | RuntimeException e) {
            if (rows.exceeded()) {
                throw RequestBounds.tooComplex("The header and each row of a CSV body have at most %d bytes"
                        .formatted(RequestBounds.MAX_ROW_LENGTH));
            }
            throw new RequestRefusedException(ProblemDetails.of(
                    400,
                    "malformed-csv",
                    "The body is not CSV",
                    "The body cannot be read as CSV: " + ErrorMessages.inWords(e)));
        }
        flows.writeEndArray();
    }

    private static RecordReader checked(final RecordReader reader) {
        return reader instanceof NamedValuesReader ? reader : new NamedCellsReader(reader);
    }

    private List<String> columns(final RecordReader reader)
            throws MalformedRecordException, IOException, RequestRefusedException {
        final List<String> columns = new ArrayList<>();
        for (final String name : reader.getSchema().getFieldNames()) {
            if (!bounds.name(name).reserved()) {
                columns.add(name);
            }
        }
        return columns;
    }

    private static void write(final Record row, final List<String> columns, final JsonGenerator flows)
            throws IOException, RequestRefusedException {
        flows.writeStartObject();
        for (final String name : columns) {
            final Object value = row.getValue(name);
            final String text = value == null || value.toString().isEmpty() ? null : value.toString();
            if (text != null) {
                RequestBounds.checkText(text);
            }
            flows.writeStringField(name, text);
        }
        final Optional<String> fault =
                columns.contains(RowFault.FIELD.getFieldName()) ? Optional.empty() : RowFault.of(row);
        if (fault.isPresent()) {
            flows.writeStringField(RowFault.FIELD.getFieldName(), fault.get());
        }
        flows.writeEndObject();
    }
}
