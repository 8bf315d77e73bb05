package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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
 * The output FlowFiles of a batch: one for each relationship and schema that gets a record, because a writer writes records of one schema only.
 * This object owns their writers and streams until {@link #finish} or {@link #discard}. For one thread.
 */
final class PairedFlowFiles {
    /** Each open FlowFile is an open file; records of ever new schemas must not exhaust them. */
    private static final int MAX_OPEN = 16;

    private static final String RECORD_COUNT = "record.count";

    private final ProcessSession session;
    private final Map<String, String> attributes;
    private final RecordSetWriterFactory writerFactory;
    private final RejectedFlowsFile refused;
    private final ComponentLog logger;
    private final Map<Destination, OpenFlowFile> open = new LinkedHashMap<>();
    private final List<Finished> finished = new ArrayList<>();
    private Destination lastDestination;
    private OpenFlowFile lastOpen;

    private record Destination(Relationship relationship, RecordSchema schema) {
        /** Plans give equal schemas as the same object, so that the fields need not be compared for every record. */
        @SuppressWarnings("ReferenceEquality")
        boolean isFor(final Relationship otherRelationship, final RecordSchema otherSchema) {
            return schema == otherSchema && relationship.equals(otherRelationship);
        }

        /** NiFi takes schemas of different names for equal, and some of different fields. */
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(final Object other) {
            return other instanceof Destination destination && isFor(destination.relationship, destination.schema);
        }

        @Override
        public int hashCode() {
            return 31 * relationship.hashCode() + System.identityHashCode(schema);
        }
    }

    /**
     * A FlowFile that is written to its end.
     *
     * @param relationship where it goes
     * @param flowFile with its record count and MIME type
     */
    record Finished(Relationship relationship, FlowFile flowFile) {}

    private static final class OpenFlowFile {
        private final FlowFile flowFile;
        private final OutputStream stream;
        private final RecordSetWriter writer;

        OpenFlowFile(final FlowFile flowFile, final OutputStream stream, final RecordSetWriter writer) {
            this.flowFile = flowFile;
            this.stream = stream;
            this.writer = writer;
        }

        void close() throws IOException {
            try (OutputStream last = stream) {
                writer.close();
                last.flush();
            }
        }
    }

    /**
     * @param attributes what the FlowFiles get
     * @param refused what leaves beside what could be written
     */
    PairedFlowFiles(
            final ProcessSession session,
            final Map<String, String> attributes,
            final RecordSetWriterFactory writerFactory,
            final RejectedFlowsFile refused,
            final ComponentLog logger) {
        this.session = session;
        this.attributes = attributes;
        this.writerFactory = writerFactory;
        this.refused = refused;
        this.logger = logger;
    }

    void write(final Relationship relationship, final Record values) throws IOException {
        if (lastDestination == null || !lastDestination.isFor(relationship, values.getSchema())) {
            final Destination destination = new Destination(relationship, values.getSchema());
            lastOpen = open(destination);
            lastDestination = destination;
        }
        lastOpen.writer.write(values);
    }

    private OpenFlowFile open(final Destination destination) throws IOException {
        final OpenFlowFile present = open.remove(destination);
        if (present != null) {
            // The one in use goes to the end, so that the first is the one that was not used for longest.
            open.put(destination, present);
            return present;
        }
        if (open.size() == MAX_OPEN) {
            final Destination unused = open.keySet().iterator().next();
            finish(unused, open.remove(unused));
        }
        final FlowFile child = session.putAllAttributes(session.create(), attributes);
        final OutputStream stream = session.write(child);
        try {
            final RecordSchema schema = writerFactory.getSchema(attributes, destination.schema);
            final RecordSetWriter writer = writerFactory.createWriter(logger, schema, stream, child);
            final OpenFlowFile fresh = new OpenFlowFile(child, stream, writer);
            open.put(destination, fresh);
            writer.beginRecordSet();
            return fresh;
        } catch (final SchemaNotFoundException e) {
            stream.close();
            throw new IOException(e.getMessage(), e);
        }
    }

    private void finish(final Destination destination, final OpenFlowFile flowFile) throws IOException {
        final WriteResult result = flowFile.writer.finishRecordSet();
        final String mimeType = flowFile.writer.getMimeType();
        flowFile.close();
        final Map<String, String> written = new HashMap<>(result.getAttributes());
        written.put(RECORD_COUNT, Integer.toString(result.getRecordCount()));
        written.put(CoreAttributes.MIME_TYPE.key(), mimeType);
        finished.add(new Finished(destination.relationship, session.putAllAttributes(flowFile.flowFile, written)));
    }

    /** Ends all record sets. */
    List<Finished> finish() throws IOException {
        lastDestination = null;
        while (!open.isEmpty()) {
            final Destination first = open.keySet().iterator().next();
            finish(first, open.get(first));
            open.remove(first);
        }
        refused.finish().ifPresent(flowFile -> finished.add(new Finished(PairFlows.FAILURE, flowFile)));
        return finished;
    }

    /** Closes what is open; the session is going to be rolled back. */
    void discard() {
        for (final OpenFlowFile flowFile : open.values()) {
            try {
                flowFile.close();
            } catch (final IOException | RuntimeException | VirtualMachineError | LinkageError e) {
                logger.debug("A half-written FlowFile could not be closed before it was dropped", e);
            }
        }
        open.clear();
        try {
            refused.discard();
        } catch (final IOException e) {
            logger.debug("The FlowFile of rejected flows could not be closed before it was dropped", e);
        }
    }
}
