package org.aegisnet.processors.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.queue.CarrierFlowFile;
import org.aegisnet.processors.queue.QueuedBatch;
import org.apache.nifi.flowfile.FlowFile;

/** Open windows as the content of a FlowFile: a JSON object with a version and the windows, oldest first. Immutable and thread-safe. */
final class SuppressionWindowsCodec {
    /** Marks a FlowFile of open windows; says when the next of them ends, in milliseconds since 1970. */
    static final String NEXT_END = "alert.windows.next.end";

    /** The number of windows in the FlowFile, for people who look into the queue. */
    static final String COUNT = "alert.windows.count";

    /** The FlowFile that carries open windows. */
    static final CarrierFlowFile CARRIER = new CarrierFlowFile(NEXT_END, Set.of(COUNT), "application/json");

    private static final int VERSION = 1;
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper();

    /**
     * The only FlowFile of the batch, if it holds windows and none of them ends yet; it need not be read then. If its next end is more than a
     * window's length away, the clock has been set back, and the windows must be read.
     */
    static Optional<FlowFile> resting(final QueuedBatch taken, final long now, final Duration length) {
        if (!taken.fresh().isEmpty() || taken.kept().size() != 1) {
            return Optional.empty();
        }
        final FlowFile only = taken.kept().getFirst();
        try {
            final long end = Long.parseLong(only.getAttribute(NEXT_END));
            return end > now && end - length.toMillis() <= now ? Optional.of(only) : Optional.empty();
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(final Collection<SuppressionWindow> windows, final OutputStream stream) throws IOException {
        try (JsonGenerator json =
                mapper.getFactory().createGenerator(stream).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeArrayFieldStart("windows");
            for (final SuppressionWindow window : windows) {
                json.writeStartObject();
                json.writeNumberField("opened", window.opened());
                json.writeBooleanField("rebased", window.rebased());
                json.writeStringField("told", window.told().word());
                if (window.reasons().isPresent()) {
                    json.writeStringField("reasons", window.reasons().get());
                }
                json.writeStringField("reasonsOf", window.reasonsOf().word());
                final SuppressionWindow.Repeats repeats = window.repeats();
                json.writeNumberField("repeats", repeats.count());
                json.writeNumberField("first", repeats.first());
                json.writeNumberField("last", repeats.last());
                json.writeStringField("gravest", repeats.gravest().word());
                json.writeNumberField("risk", repeats.risk());
                json.writeStringField("ports", repeats.ports().text());
                json.writeFieldName("sent");
                mapper.writeValue(json, window.sent().values());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the content is damaged, or something else
     */
    List<SuppressionWindow> read(final InputStream stream) throws IOException {
        final JsonNode root = mapper.readTree(stream);
        if (root.path("version").asInt() != VERSION || !root.path("windows").isArray()) {
            throw new IOException("The content does not hold open windows of this version of SuppressRepeatedAlerts");
        }
        final List<SuppressionWindow> windows = new ArrayList<>();
        for (final JsonNode window : root.path("windows")) {
            windows.add(window(window));
        }
        return windows;
    }

    private static Severity severity(final JsonNode window, final String field, final FlowAlert sent) {
        return window.has(field) ? Severity.of(window.path(field).asText()).orElseThrow() : sent.severity();
    }

    private SuppressionWindow window(final JsonNode window) throws IOException {
        try {
            final FlowAlert sent = FlowAlert.of(mapper.convertValue(window.required("sent"), VALUES));
            // Missing values are from an older version, which did not send graver repeats.
            return new SuppressionWindow(
                    sent,
                    window.required("opened").longValue(),
                    window.path("rebased").asBoolean(),
                    severity(window, "told", sent),
                    Optional.ofNullable(window.path("reasons").textValue())
                            .or(() -> sent.text(AlertFields.REASONS).filter(text -> !window.has("told"))),
                    severity(window, "reasonsOf", sent),
                    new SuppressionWindow.Repeats(
                            window.required("repeats").longValue(),
                            window.required("first").longValue(),
                            window.required("last").longValue(),
                            Severity.of(window.required("gravest").asText()).orElseThrow(),
                            window.required("risk").doubleValue(),
                            PortSet.parse(window.path("ports").asText(""))));
        } catch (final UnreadableAlertException | RuntimeException e) {
            throw new IOException("An open window cannot be read: " + e.getMessage(), e);
        }
    }
}
