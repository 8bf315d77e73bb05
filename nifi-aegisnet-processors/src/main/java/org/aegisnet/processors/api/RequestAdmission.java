package org.aegisnet.processors.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Admission check of requests, by their line, headers and length. Immutable. */
final class RequestAdmission {
    private static final String KEY_HEADER = "x-api-key";
    private static final String BEARER = "bearer ";
    private static final String MULTIPART = "multipart/";

    private final Optional<String> apiKey;
    private final long largestBody;

    /**
     * @param apiKey empty if anybody may ask
     * @param largestBody in bytes
     */
    RequestAdmission(final Optional<String> apiKey, final long largestBody) {
        // Keys are pasted; a blank at their end is nobody's intention, on neither side.
        this.apiKey = apiKey.map(String::strip);
        this.largestBody = largestBody;
    }

    /**
     * Lets a request in.
     *
     * @param length of the body in bytes
     * @return what it asks for
     */
    Endpoint admit(final Map<String, String> attributes, final long length) throws RequestRefusedException {
        final String path = attributes.getOrDefault(ApiAttributes.PATH, "");
        final Endpoint endpoint = Endpoint.at(path)
                .orElseThrow(() -> refused(
                        404, "not-found", "There is nothing here", "No endpoint is at %s; see GET /".formatted(path)));
        final String method = attributes.getOrDefault(ApiAttributes.METHOD, "").toUpperCase(Locale.ROOT);
        if (!endpoint.allows(method)) {
            throw refused(
                    405,
                    "wrong-method",
                    "The method is not allowed here",
                    "%s takes %s, not %s".formatted(path, endpoint.allowed(), method));
        }
        if (endpoint.needsKey() && !hasKey(attributes)) {
            throw refused(
                    401,
                    "no-key",
                    "An API key is needed",
                    "Send the key in the header X-API-Key, or as Authorization: Bearer");
        }
        if (endpoint.takesFlows()) {
            checkBody(attributes, length, endpoint);
        } else {
            checkNoBody(attributes, length, path);
        }
        return endpoint;
    }

    /** HandleHttpRequest makes a FlowFile of each part of a multipart body; each of them would be answered, and each ask the history. */
    private static void checkNoBody(final Map<String, String> attributes, final long length, final String path)
            throws RequestRefusedException {
        if (length > 0 || isPart(attributes)) {
            throw refused(
                    400,
                    "unexpected-body",
                    "A body is not expected here",
                    "%s takes no body; send the request without one".formatted(path));
        }
    }

    private static boolean isPart(final Map<String, String> attributes) {
        return bodyType(attributes).startsWith(MULTIPART)
                || attributes.keySet().stream().anyMatch(name -> name.startsWith(ApiAttributes.PART_PREFIX));
    }

    private void checkBody(final Map<String, String> attributes, final long length, final Endpoint endpoint)
            throws RequestRefusedException {
        if (length > largestBody) {
            throw refused(
                    413,
                    "too-large",
                    "The body is too large",
                    "The body has %d bytes; at most %d are taken. Send the flows in several requests"
                            .formatted(length, largestBody));
        }
        if (isPart(attributes)) {
            throw refused(
                    415,
                    "wrong-type",
                    "The type of the body is not taken",
                    "The body has several parts; send the flows as the body itself");
        }
        final String encoding = header(attributes, "content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw refused(
                    415,
                    "wrong-type",
                    "The type of the body is not taken",
                    "The body is encoded as %s; send it without an encoding".formatted(encoding));
        }
        final String type = bodyType(attributes);
        final boolean csvAllowed = endpoint != Endpoint.SCORE;
        if (!type.equals(ApiAttributes.JSON_TYPE) && !(csvAllowed && type.equals(ApiAttributes.CSV_TYPE))) {
            throw refused(
                    415,
                    "wrong-type",
                    "The type of the body is not taken",
                    "Send Content-Type: application/json%s, not %s"
                            .formatted(csvAllowed ? " or text/csv" : "", type.isEmpty() ? "none" : type));
        }
    }

    /** The media type of the body without its parameters, in lower case; empty if the request has none. */
    static String bodyType(final Map<String, String> attributes) {
        return header(attributes, "content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** A header's value, whatever the case of its name. */
    static Optional<String> header(final Map<String, String> attributes, final String name) {
        return attributes.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(ApiAttributes.HEADER_PREFIX + name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Tells whether an attribute carries the key, so that it must not go further. */
    static boolean isSecret(final String attribute) {
        return attribute.equalsIgnoreCase(ApiAttributes.HEADER_PREFIX + KEY_HEADER)
                || attribute.equalsIgnoreCase(ApiAttributes.HEADER_PREFIX + "authorization");
    }

    private boolean hasKey(final Map<String, String> attributes) {
        if (apiKey.isEmpty()) {
            return true;
        }
        final Optional<String> given = header(attributes, KEY_HEADER)
                .or(() -> header(attributes, "authorization")
                        .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length())));
        // A comparison that takes as long for a wrong key as for a nearly right one.
        return given.isPresent()
                && MessageDigest.isEqual(
                        given.get().strip().getBytes(StandardCharsets.UTF_8),
                        apiKey.get().getBytes(StandardCharsets.UTF_8));
    }

    private static RequestRefusedException refused(
            final int status, final String kind, final String title, final String detail) {
        return new RequestRefusedException(ProblemDetails.of(status, kind, title, detail));
    }
}
