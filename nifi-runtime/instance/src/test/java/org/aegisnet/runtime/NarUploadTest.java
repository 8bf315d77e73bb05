package org.aegisnet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of NiFi's NAR manager, in the order in which NiFi 2.3.0 gives them. */
class NarUploadTest {
    private static final String WAITING = "\"state\":\"Waiting To Install\",\"installComplete\":false";
    private static final String COMPONENTS_WITHOUT_CLASSES = "\"state\":\"Installed\",\"installComplete\":false";
    private static final String DONE = "\"state\":\"Installed\",\"installComplete\":true";

    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private NiFiClient client;
    private Path nar;

    @BeforeEach
    void startServer(@TempDir final Path folder) throws IOException {
        nar = Files.writeString(folder.resolve("some.nar"), "content");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client = new NiFiClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/nifi-api"));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    /** Gives the next answer; the last one again and again. */
    private void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            final String state = answers.size() > 1 ? answers.remove() : answers.getFirst();
            final byte[] body = ("{\"narSummary\":{\"identifier\":\"7\"," + state
                            + ",\"coordinate\":{\"group\":\"g\",\"artifact\":\"a\",\"version\":\"1\"}}}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void aNarIsUploadedWhenItsComponentsHaveTheirClassesAgain() {
        answers.addAll(List.of(WAITING, WAITING, COMPONENTS_WITHOUT_CLASSES, COMPONENTS_WITHOUT_CLASSES, DONE));
        assertEquals(new InstalledNar("7", "g:a:1"), client.uploadNar(nar));
        assertEquals(List.of(DONE), List.copyOf(answers));
    }

    @Test
    void aNarThatNiFiRefusesIsToldWithNiFisReason() {
        answers.addAll(List.of(WAITING, "\"state\":\"Failed\",\"failureMessage\":\"no such class\""));
        final NiFiException refused = assertThrows(NiFiException.class, () -> client.uploadNar(nar));
        assertTrue(refused.getMessage().contains("no such class"), refused.getMessage());
    }

    @Test
    void aNarWithoutItsParentIsToldAtOnce() {
        answers.addAll(List.of(WAITING, "\"state\":\"Missing Dependency\",\"installComplete\":true"));
        final NiFiException refused = assertThrows(NiFiException.class, () -> client.uploadNar(nar));
        assertTrue(refused.getMessage().contains("Missing Dependency"), refused.getMessage());
    }
}
