package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Test of hostile and slow clients: the defences that NiFi's HandleHttpRequest offers to a template. */
@ExtendWith(SharedScoringApi.class)
class ScoringApiDefenceIT {
    /** One less than the tasks that read bodies. */
    private static final int SLOW_CLIENTS = 5;

    private static final int PATIENCE = (int) Duration.ofMinutes(1).toMillis();

    private final ScoringApi api;

    ScoringApiDefenceIT(final ScoringApi api) {
        this.api = api;
    }

    private Socket connect() throws IOException {
        final Socket socket = new Socket(api.base().getHost(), api.base().getPort());
        socket.setSoTimeout(PATIENCE);
        return socket;
    }

    /** Sends a request as it is, and reads the answer until the server closes the connection. */
    private String answer(final String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void clientsThatSendTheirBodiesSlowlyHoldNobodyElseUp() throws IOException {
        final List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 0; client < SLOW_CLIENTS; client++) {
                final Socket socket = connect();
                slow.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                                        .getBytes(StandardCharsets.US_ASCII));
            }

            for (int request = 0; request < 20; request++) {
                assertEquals(200, api.get("/health").statusCode());
            }
        } finally {
            for (final Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /flows", "GET /health", "POST /score_bulk"})
    void aBodyOfManyPartsMakesNoFlowFiles(final String line) throws IOException {
        final String part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n";
        for (final String body : List.of(part.repeat(900) + "--b--\r\n", part + "--b--\r\n", "--b--\r\n", "")) {
            final long before = api.flow().status("Read the request").flowFilesIn();
            final String answer = answer(line + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertEquals(before, api.flow().status("Read the request").flowFilesIn(), "FlowFiles of " + body.length());
        }
        assertEquals(200, api.get("/health").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, evil.example, 421",
        "GET /health HTTP/1.1, evil.example:8090, 421",
        "GET /flows HTTP/1.1, localhost.evil.example, 421",
        "GET /nothing HTTP/1.1, evil.example, 421",
        "GET http://evil.example/flows HTTP/1.1, evil.example, 421",
        "GET /health HTTP/1.1, localhost:8090, 200",
        "GET /health HTTP/1.1, [::1]:8090, 200"
    })
    void onlyRequestsToAnAllowedHostAreServed(final String line, final String host, final int status)
            throws IOException {
        final String answer = answer(line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertEquals(status == 421, answer.contains("urn:aegisnet:problem:foreign-host"), answer);
    }
}
