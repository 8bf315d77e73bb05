package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;

/** The template scoring-api at work in a NiFi of its own, and a client of it. */
final class ScoringApi implements AutoCloseable {
    static final int MAX_BODY = 4_000_000;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final ApiContract contract =
            new ApiContract(new SystemUnderTest("contract").checkout().scoringApiDocument());
    private final NiFiInstance nifi;
    private final ImportedFlow flow;
    private final URI base;

    private ScoringApi(final NiFiInstance nifi, final ImportedFlow flow, final URI base) {
        this.nifi = nifi;
        this.flow = flow;
        this.base = base;
    }

    /**
     * Starts NiFi, imports the template and waits until it answers.
     *
     * @param name of the folder that NiFi runs in
     * @param more parameters beside the port and the size of a body
     */
    static ScoringApi start(final String name, final Map<String, String> more) {
        final SystemUnderTest system = new SystemUnderTest(name);
        final NiFiInstance nifi = system.startNiFi(List.of(system.checkout().narFolder()));
        try {
            return start(nifi, system, more);
        } catch (final RuntimeException e) {
            nifi.close();
            throw e;
        }
    }

    private static ScoringApi start(
            final NiFiInstance nifi, final SystemUnderTest system, final Map<String, String> more) {
        final int port = LoopbackPorts.free().web();
        final ImportedFlow flow =
                nifi.client().importFlow("scoring-api", system.checkout().scoringApi());
        final Map<String, String> parameters =
                new HashMap<>(Map.of("Port", Integer.toString(port), "Maximum Body Size", MAX_BODY + " B"));
        parameters.putAll(more);
        flow.setParameters(parameters);
        flow.start();
        final ScoringApi api = new ScoringApi(nifi, flow, URI.create("http://127.0.0.1:" + port));
        api.awaitHistory();
        return api;
    }

    /** Waits until the whole of it is up: the server, and the table of the history. */
    void awaitHistory() {
        Waiting.until(PATIENCE, this::answersWithHistory, () -> "the scoring API does not answer at " + base);
    }

    private boolean answersWithHistory() {
        try {
            return get("/flows").statusCode() == 200;
        } catch (final IOException e) {
            return false;
        }
    }

    /** Imports the template a second time, on a port of its own and with the parameters of the first. */
    ScoringApi importedOnceMore() {
        final int port = LoopbackPorts.free().web();
        final ImportedFlow second = nifi.client()
                .importFlow(
                        "scoring-api again",
                        new SystemUnderTest("again").checkout().scoringApi());
        second.setProperty("Receive requests", "Listening Port", Integer.toString(port));
        second.start();
        final ScoringApi api = new ScoringApi(nifi, second, URI.create("http://127.0.0.1:" + port));
        api.awaitHistory();
        return api;
    }

    /**
     * Kills NiFi and starts it again on the same folders.
     *
     * @param whileDown done before the start
     */
    ScoringApi killedAndStartedAgain(final Callable<?> whileDown) throws Exception {
        final NiFiInstallation installation = nifi.installation();
        nifi.kill();
        http.shutdownNow();
        whileDown.call();
        final ScoringApi again = new ScoringApi(SystemUnderTest.startAgain(installation), flow, base);
        again.awaitHistory();
        return again;
    }

    /** Waits until the server answers at all. */
    void awaitUp() {
        Waiting.until(
                PATIENCE,
                () -> {
                    try {
                        return get("/health").statusCode() == 200;
                    } catch (final IOException e) {
                        return false;
                    }
                },
                () -> "the scoring API does not answer at " + base);
    }

    /** The faults of a request with a body according to the OpenAPI document. */
    List<String> faultsOfRequest(final String path, final String type, final String body) {
        return contract.faultsOf("POST", base.resolve(path), type, body);
    }

    NiFiInstance nifi() {
        return nifi;
    }

    ImportedFlow flow() {
        return flow;
    }

    URI base() {
        return base;
    }

    HttpResponse<String> get(final String path, final String... headers) throws IOException {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> postJson(final String path, final String body) throws IOException {
        return send(request(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(final String method, final String path, final String body, final String... headers)
            throws IOException {
        return send(request(path, headers).method(method, BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(final String method, final String path, final byte[] body, final String... headers)
            throws IOException {
        return send(request(path, headers).method(method, BodyPublishers.ofByteArray(body)));
    }

    JsonNode json(final HttpResponse<String> answer) throws IOException {
        return mapper.readTree(answer.body());
    }

    /** Every row of the history, newest first. */
    List<JsonNode> rows() throws IOException {
        final List<JsonNode> rows = new ArrayList<>();
        json(get("/flows?limit=10000")).forEach(rows::add);
        return rows;
    }

    /** The rows of the history whose flow has this source, newest first, as soon as there are so many. */
    List<JsonNode> awaitRows(final String source, final int count) {
        Waiting.until(
                PATIENCE, () -> rows(source).size() >= count, () -> rows(source).size() + " rows of " + source);
        return rows(source);
    }

    private List<JsonNode> rows(final String source) {
        try {
            final List<JsonNode> rows = new ArrayList<>();
            json(get("/flows?limit=10000")).forEach(row -> {
                if (row.path("src_ip").asText().equals(source)) {
                    rows.add(row);
                }
            });
            return rows;
        } catch (final IOException e) {
            return List.of();
        }
    }

    private HttpRequest.Builder request(final String path, final String... headers) {
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws IOException {
        try {
            final HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            // NiFi's own server answers while the flow behind it starts or stops.
            if (answer.statusCode() != 503) {
                assertEquals(List.of(), contract.faultsOf(answer), () -> answer + " " + answer.body());
            }
            return answer;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        nifi.close();
    }
}
