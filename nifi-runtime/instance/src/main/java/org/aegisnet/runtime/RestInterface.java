package org.aegisnet.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** JSON in, JSON out; an answer other than a success becomes a {@link NiFiException} that carries NiFi's own words. */
final class RestInterface {
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(5);
    private static final int SUCCESS_CLASS = 2;
    private static final String LINE_END = "\r\n";

    private final URI base;
    private final HttpClient http;
    private final ObjectMapper mapper;

    RestInterface(final URI base) {
        this.base = base;
        // A proxy of the surroundings must not stand between this process and its own loopback.
        this.http = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_LIMIT)
                .build();
        this.mapper = new ObjectMapper();
    }

    ObjectNode newObject() {
        return mapper.createObjectNode();
    }

    /** The revision that NiFi wants back with a change of the entity. */
    static JsonNode revision(final JsonNode entity) {
        return entity.path("revision");
    }

    JsonNode get(final String path) {
        return send("GET " + path, request(path).GET());
    }

    JsonNode post(final String path, final JsonNode body) {
        return send("POST " + path, withJson(path).POST(BodyPublishers.ofString(body.toString())));
    }

    JsonNode put(final String path, final JsonNode body) {
        return send("PUT " + path, withJson(path).PUT(BodyPublishers.ofString(body.toString())));
    }

    JsonNode delete(final String path) {
        return send("DELETE " + path, request(path).DELETE());
    }

    JsonNode postFile(final String path, final Path file) {
        try {
            return send(
                    "POST " + path,
                    request(path)
                            .header("Content-Type", "application/octet-stream")
                            .header("Filename", file.getFileName().toString())
                            .POST(BodyPublishers.ofFile(file)));
        } catch (final FileNotFoundException e) {
            throw new NiFiException("There is no file " + file, e);
        }
    }

    JsonNode postForm(
            final String path, final Map<String, String> fields, final String fileName, final byte[] fileContent) {
        final String boundary = UUID.randomUUID().toString();
        return send(
                "POST " + path,
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofByteArray(form(boundary, fields, fileName, fileContent))));
    }

    private static byte[] form(
            final String boundary, final Map<String, String> fields, final String fileName, final byte[] fileContent) {
        final ByteArrayOutputStream form = new ByteArrayOutputStream();
        fields.forEach((name, value) ->
                form.writeBytes(part(boundary, "name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8))));
        form.writeBytes(part(boundary, "name=\"file\"; filename=\"" + fileName + "\"", fileContent));
        form.writeBytes(("--" + boundary + "--" + LINE_END).getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static byte[] part(final String boundary, final String disposition, final byte[] content) {
        final ByteArrayOutputStream part = new ByteArrayOutputStream();
        final String head =
                "--" + boundary + LINE_END + "Content-Disposition: form-data; " + disposition + LINE_END + LINE_END;
        part.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        part.writeBytes(LINE_END.getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    private HttpRequest.Builder withJson(final String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER_LIMIT)
                .header("Accept", "*/*");
    }

    private JsonNode send(final String what, final HttpRequest.Builder request) {
        try {
            final HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != SUCCESS_CLASS) {
                throw new NiFiException("NiFi answered " + what + " with " + response.statusCode() + ": "
                        + response.body().strip());
            }
            return parse(response.body());
        } catch (final IOException e) {
            throw new NiFiException("NiFi did not answer " + what + ": " + e, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NiFiException("Interrupted while waiting for the answer to " + what, e);
        }
    }

    private JsonNode parse(final String body) throws JsonProcessingException {
        return body.isBlank() ? mapper.missingNode() : mapper.readTree(body);
    }
}
