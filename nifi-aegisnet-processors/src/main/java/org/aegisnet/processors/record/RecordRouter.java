package org.aegisnet.processors.record;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The FlowFiles that the records of one FlowFile leave in, one for each relationship that gets a record, made when the first record comes. Owns
 * their writers and streams until {@link #finish} or {@link #discard}. For one thread.
 */
public final class RecordRouter {
    private static final String RECORD_COUNT = "record.count";

    private final ProcessSession session;
    private final FlowFile original;
    private final RecordSetWriterFactory writerFactory;
    private final ComponentLog logger;
    private final Map<Relationship, Route> routes = new LinkedHashMap<>();

    /** For the records of one FlowFile. */
    public RecordRouter(
            final ProcessSession session,
            final FlowFile original,
            final RecordSetWriterFactory writerFactory,
            final ComponentLog logger) {
        this.session = session;
        this.original = original;
        this.writerFactory = writerFactory;
        this.logger = logger;
    }

    /** Writes a record into the FlowFile of a relationship. */
    public void write(final Relationship relationship, final Record scoredRecord)
            throws IOException, SchemaNotFoundException {
        open(relationship, scoredRecord.getSchema()).writer.write(scoredRecord);
    }

    /** Makes sure that a relationship gets a FlowFile, even without a record. */
    public void openFor(final Relationship relationship, final RecordSchema schema)
            throws IOException, SchemaNotFoundException {
        open(relationship, schema);
    }

    private Route open(final Relationship relationship, final RecordSchema schema)
            throws IOException, SchemaNotFoundException {
        Route route = routes.get(relationship);
        if (route == null) {
            final RecordSchema writeSchema = writerFactory.getSchema(original.getAttributes(), schema);
            final FlowFile child = session.create(original);
            route = new Route(child, session.write(child));
            routes.put(relationship, route);
            route.writer = writerFactory.createWriter(logger, writeSchema, route.stream, child);
            route.writer.beginRecordSet();
        }
        return route;
    }

    /**
     * Ends the record sets and gives each FlowFile its record count and MIME type.
     *
     * @return the FlowFiles, ready to be transferred
     */
    public Map<Relationship, FlowFile> finish() throws IOException {
        final Map<Relationship, FlowFile> finished = new LinkedHashMap<>();
        for (final Map.Entry<Relationship, Route> entry : routes.entrySet()) {
            final Route route = entry.getValue();
            final WriteResult result = route.writer.finishRecordSet();
            final String mimeType = route.writer.getMimeType();
            route.close();
            final Map<String, String> attributes = new HashMap<>(result.getAttributes());
            attributes.put(RECORD_COUNT, Integer.toString(result.getRecordCount()));
            attributes.put(CoreAttributes.MIME_TYPE.key(), mimeType);
            finished.put(entry.getKey(), session.putAllAttributes(route.child, attributes));
        }
        return finished;
    }

    /** Closes and removes everything that has been made, as if the FlowFile had not been read. */
    public void discard() {
        for (final Route route : routes.values()) {
            try {
                route.close();
            } catch (final IOException | RuntimeException | VirtualMachineError | LinkageError e) {
                logger.debug("A half-written FlowFile could not be closed before it was removed", e);
            }
            session.remove(route.child);
        }
        routes.clear();
    }

    /** A FlowFile being written. */
    private static final class Route {
        private final FlowFile child;
        private final OutputStream stream;
        private RecordSetWriter writer;

        private Route(final FlowFile child, final OutputStream stream) {
            this.child = child;
            this.stream = stream;
        }

        private void close() throws IOException {
            try (OutputStream last = stream) {
                if (writer != null) {
                    writer.close();
                }
                last.flush();
            }
        }
    }
}
