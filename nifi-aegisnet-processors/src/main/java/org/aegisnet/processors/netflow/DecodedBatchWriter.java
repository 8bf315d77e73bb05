package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.record.DataRecord;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.RecordSchema;

/** Writer of decoded batches into FlowFiles of a session. Immutable; used by one thread at a time for one session. */
final class DecodedBatchWriter {
    static final String RECORD_COUNT = "record.count";
    static final String EXPORTERS = "netflow.exporters";
    static final String VERSIONS = "netflow.versions";
    static final String DATAGRAMS = "netflow.datagrams";

    /** An attribute is held in memory for as long as its FlowFile is queued. */
    private static final int MAX_EXPORTERS_NAMED = 100;

    private final RecordSetWriterFactory writerFactory;
    private final FlowRecords flowRecords;
    private final OptionRecords optionRecords;
    private final UnparsedWriter unparsedWriter;
    private final String transitUri;
    private final ComponentLog logger;

    /**
     * @param budget of FlowFiles with what could not be decoded
     * @param transitUri where the datagrams came in, for provenance
     */
    DecodedBatchWriter(
            final RecordSetWriterFactory writerFactory,
            final FlowRecords flowRecords,
            final OptionRecords optionRecords,
            final UnparsedBudget budget,
            final String transitUri,
            final ComponentLog logger) {
        this.writerFactory = writerFactory;
        this.flowRecords = flowRecords;
        this.optionRecords = optionRecords;
        this.unparsedWriter = new UnparsedWriter(budget, transitUri);
        this.transitUri = transitUri;
        this.logger = logger;
    }

    /** Source of records, which writes them one after the other. */
    @FunctionalInterface
    private interface Content {
        void write(RecordSetWriter writer) throws IOException;
    }

    /**
     * Makes the FlowFiles and transfers them.
     *
     * @param withOptions whether anybody wants the options records
     * @throws IOException if the records cannot be written; the session must then be rolled back
     */
    void write(final DecodedBatch batch, final ProcessSession session, final boolean withOptions)
            throws IOException, SchemaNotFoundException {
        if (batch.flows().size() > 0) {
            writeFlows(batch, session);
        }
        if (withOptions && !batch.options().isEmpty()) {
            writeOptions(batch, session);
        }
        if (!batch.unparsed().isEmpty()) {
            unparsedWriter.write(batch.unparsed(), session);
        }
    }

    private void writeFlows(final DecodedBatch batch, final ProcessSession session)
            throws IOException, SchemaNotFoundException {
        final FlowBatch flows = batch.flows();
        final Set<String> exporters = new LinkedHashSet<>();
        final Set<Integer> versions = new LinkedHashSet<>();
        String lastExporter = "";
        for (int row = 0; row < flows.size(); row++) {
            final String exporter = flows.getText(FlowColumn.EXPORTER, row);
            if (!exporter.equals(lastExporter)) {
                exporters.add(exporter);
                lastExporter = exporter;
            }
            versions.add(flows.getInt(FlowColumn.NETFLOW_VERSION, row));
        }
        final Map<String, String> attributes = attributes(exporters, versions);
        attributes.put(DATAGRAMS, Integer.toString(batch.datagrams()));
        final FlowFile written = write(session, flowRecords.schema(), attributes, writer -> {
            for (int row = 0; row < flows.size(); row++) {
                writer.write(flowRecords.record(flows, row));
            }
        });
        receive(session, written, "%d flows of %d exporters".formatted(flows.size(), exporters.size()));
        session.transfer(written, ListenNetFlow.SUCCESS);
    }

    private void writeOptions(final DecodedBatch batch, final ProcessSession session)
            throws IOException, SchemaNotFoundException {
        final Set<String> exporters = new LinkedHashSet<>();
        final Set<Integer> versions = new LinkedHashSet<>();
        for (final DataRecord options : batch.options()) {
            exporters.add(options.exporter().address());
            versions.add(options.header().version());
        }
        final FlowFile written = write(session, optionRecords.schema(), attributes(exporters, versions), writer -> {
            for (final DataRecord options : batch.options()) {
                writer.write(optionRecords.record(options));
            }
        });
        receive(
                session,
                written,
                "%d options records of %d exporters".formatted(batch.options().size(), exporters.size()));
        session.transfer(written, ListenNetFlow.OPTIONS);
    }

    /** Addresses with commas between them, the first so many. */
    static String named(final Set<String> exporters) {
        return String.join(",", exporters.stream().limit(MAX_EXPORTERS_NAMED).toList());
    }

    private static Map<String, String> attributes(final Set<String> exporters, final Set<Integer> versions) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(EXPORTERS, named(exporters));
        attributes.put(
                VERSIONS,
                String.join(",", versions.stream().sorted().map(String::valueOf).toList()));
        return attributes;
    }

    private FlowFile write(
            final ProcessSession session,
            final RecordSchema schema,
            final Map<String, String> attributes,
            final Content content)
            throws IOException, SchemaNotFoundException {
        final FlowFile flowFile = session.create();
        final RecordSchema writeSchema = writerFactory.getSchema(attributes, schema);
        final WriteResult result;
        final String mimeType;
        try (OutputStream stream = session.write(flowFile);
                RecordSetWriter writer = writerFactory.createWriter(logger, writeSchema, stream, attributes)) {
            writer.beginRecordSet();
            content.write(writer);
            result = writer.finishRecordSet();
            mimeType = writer.getMimeType();
        }
        final Map<String, String> all = new HashMap<>(result.getAttributes());
        all.putAll(attributes);
        all.put(RECORD_COUNT, Integer.toString(result.getRecordCount()));
        all.put(CoreAttributes.MIME_TYPE.key(), mimeType);
        return session.putAllAttributes(flowFile, all);
    }

    private void receive(final ProcessSession session, final FlowFile flowFile, final String details) {
        session.getProvenanceReporter().receive(flowFile, transitUri, null, details, 0);
    }
}
