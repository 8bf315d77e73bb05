package org.aegisnet.processors.pairing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.record.FailureRouter;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.record.Record;

/**
 * The FlowFile of halves that waited and that the Record Writer does not take: JSON lines, for JSON takes whatever a record may hold. Owns its stream
 * until {@link #finish} or {@link #discard}. For one thread.
 */
final class RejectedFlowsFile {
    static final String REASON = "unwritable_reason";

    private static final String MIME_TYPE = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .registerModule(new SimpleModule().addSerializer(Record.class, new RecordSerializer()));

    private final ProcessSession session;
    private final Map<String, String> attributes;
    private Optional<Open> open = Optional.empty();
    private long count;
    private String firstReason = "";

    private record Open(FlowFile flowFile, OutputStream stream) {}

    /** A record within a record is written as its fields. */
    private static final class RecordSerializer extends JsonSerializer<Record> {
        @Override
        public void serialize(final Record values, final JsonGenerator generator, final SerializerProvider provider)
                throws IOException {
            provider.defaultSerializeValue(values.toMap(), generator);
        }
    }

    /** @param attributes what the FlowFile gets beside the reason */
    RejectedFlowsFile(final ProcessSession session, final Map<String, String> attributes) {
        this.session = session;
        this.attributes = Map.copyOf(attributes);
    }

    void add(final Record values, final String reason) throws IOException {
        if (open.isEmpty()) {
            final FlowFile flowFile = session.create();
            open = Optional.of(new Open(flowFile, session.write(flowFile)));
            firstReason = reason;
        }
        final Map<String, Object> line = new LinkedHashMap<>(values.toMap());
        line.put(REASON, reason);
        final OutputStream stream = open.get().stream();
        stream.write(MAPPER.writeValueAsBytes(line));
        stream.write('\n');
        count++;
    }

    long count() {
        return count;
    }

    /** The reason for which the first of them was rejected. */
    String firstReason() {
        return firstReason;
    }

    /** The FlowFile, whole; empty if no half was refused. */
    Optional<FlowFile> finish() throws IOException {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        open.get().stream().close();
        final Map<String, String> all = new LinkedHashMap<>(attributes);
        all.put("record.count", Long.toString(count));
        all.put(CoreAttributes.MIME_TYPE.key(), MIME_TYPE);
        all.put(FailureRouter.ERROR_MESSAGE, "The Record Writer rejects these flows: " + firstReason);
        final FlowFile finished = session.putAllAttributes(open.get().flowFile(), all);
        open = Optional.empty();
        return Optional.of(finished);
    }

    /** Closes what is open; the session is going to be rolled back. */
    void discard() throws IOException {
        if (open.isPresent()) {
            open.get().stream().close();
            open = Optional.empty();
        }
    }
}
