package org.aegisnet.system;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A check of requests and answers against the OpenAPI document. Immutable. */
final class ApiContract {
    private final OpenApiInteractionValidator validator;

    /** @param document the OpenAPI document; rejected if it is not one */
    ApiContract(final Path document) {
        this.validator = OpenApiInteractionValidator.createFor(document.toUri().toString())
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.response.body.schema.additionalProperties", ValidationReport.Level.ERROR)
                        .build())
                .build();
    }

    /** The faults of an answer; empty if the document describes the answer. An undocumented path or method may only be answered with a problem. */
    List<String> faultsOf(final HttpResponse<String> answer) {
        final Optional<Request.Method> method = methodOf(answer);
        final String path = answer.request().uri().getPath();
        final boolean documented = method.isPresent() && isDocumented(method.get(), path);
        if (!documented) {
            return answer.statusCode() == 404 || answer.statusCode() == 405
                    ? List.of()
                    : List.of(path + " is not documented, and answered with " + answer.statusCode());
        }
        final SimpleResponse.Builder response =
                SimpleResponse.Builder.status(answer.statusCode()).withBody(answer.body());
        answer.headers().map().forEach((name, values) -> response.withHeader(name, values.toArray(String[]::new)));
        return messages(validator.validateResponse(path, method.get(), response.build()));
    }

    /** The faults of a request according to the document. */
    List<String> faultsOf(final String method, final URI uri, final String type, final String body) {
        final SimpleRequest.Builder request =
                new SimpleRequest.Builder(method, uri.getPath()).withBody(body).withContentType(type);
        return messages(validator.validateRequest(request.build()));
    }

    private boolean isDocumented(final Request.Method method, final String path) {
        return messages(validator.validateResponse(
                        path, method, SimpleResponse.Builder.status(400).build()))
                .stream()
                .noneMatch(
                        message -> message.contains("No API path found") || message.contains("operation not allowed"));
    }

    private static Optional<Request.Method> methodOf(final HttpResponse<String> answer) {
        try {
            return Optional.of(Request.Method.valueOf(answer.request().method().toUpperCase(Locale.ROOT)));
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> messages(final ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(ValidationReport.Message::getMessage)
                .toList();
    }
}
