package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.record.ErrorMessages;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/**
 * Probe that tries a record with the Record Writer before the record is written among others. A writer that stops in the middle of a record leaves a
 * FlowFile that cannot be read. Immutable; for one thread.
 */
public final class WriterProbe {
    private final RecordSetWriterFactory writerFactory;
    private final Map<String, String> attributes;
    private final ComponentLog logger;

    /** @param attributes of the FlowFile that the record is to be in; a writer may choose its schema by them */
    public WriterProbe(
            final RecordSetWriterFactory writerFactory,
            final Map<String, String> attributes,
            final ComponentLog logger) {
        this.writerFactory = writerFactory;
        this.attributes = Map.copyOf(attributes);
        this.logger = logger;
    }

    /** The reason for which the writer rejects a record; empty if it accepts the record. */
    public Optional<String> refusal(final Record values) {
        try (RecordSetWriter writer = writerFactory.createWriter(
                logger,
                writerFactory.getSchema(attributes, values.getSchema()),
                OutputStream.nullOutputStream(),
                attributes)) {
            writer.beginRecordSet();
            writer.write(values);
            writer.finishRecordSet();
            writer.flush();
            return Optional.empty();
        } catch (final IOException | SchemaNotFoundException | RuntimeException e) {
            return Optional.of(ErrorMessages.inWords(e));
        }
    }
}
