package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Reason for the rejection of a request, in the form of RFC 9457 (Problem Details for HTTP APIs). Immutable.
 *
 * @param status the HTTP status code
 * @param kind the end of the problem type, for example {@code malformed-json}; clients tell problems apart by it
 * @param title the kind in words, the same for all problems of it
 * @param detail the fault of this request, and its remedy
 * @param faults the faulty places in the body; may be empty
 */
record ProblemDetails(int status, String kind, String title, String detail, List<Fault> faults) {
    static final String MIME_TYPE = "application/problem+json";

    private static final String TYPE_PREFIX = "urn:aegisnet:problem:";

    ProblemDetails {
        faults = List.copyOf(faults);
    }

    /**
     * A place in the body.
     *
     * @param pointer a JSON Pointer (RFC 6901) into the body
     * @param detail what is wrong there
     */
    record Fault(String pointer, String detail) {}

    static ProblemDetails of(final int status, final String kind, final String title, final String detail) {
        return new ProblemDetails(status, kind, title, detail, List.of());
    }

    /** Writes the document as UTF-8. */
    void write(final OutputStream stream) throws IOException {
        try (JsonGenerator json = StrictJson.generator(stream)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE_PREFIX + kind);
            json.writeStringField("title", title);
            json.writeNumberField("status", status);
            json.writeStringField("detail", detail);
            if (!faults.isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (final Fault fault : faults) {
                    json.writeStartObject();
                    json.writeStringField("pointer", fault.pointer());
                    json.writeStringField("detail", fault.detail());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }
}
