package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.aegisnet.processors.model.ModelSource;
import org.aegisnet.processors.model.UrlDownload;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.components.resource.URLResourceReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that a server gives, and servers that do not give one: every wait and every size has an end. */
class ModelUrlTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    private Path folder;

    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stopServer() {
        testIsOver.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void scoresWithTheModelThatTheUrlGivesAndTakesTheNextOne() throws Exception {
        final Path model = ModelFixtures.forest(folder);
        server.createContext("/model", exchange -> answer(exchange, Files.readAllBytes(model)));
        final FlowScoringRunner flows = FlowScoringRunner.bundled(new ClassifyFlowForest());
        flows.runner().setProperty(ScoringProperties.MODEL, url().toString());
        flows.runner().setProperty(ScoringProperties.MODEL_REFRESH_INTERVAL, "0 sec");
        flows.runner().enqueue(FlowScoringRunner.HEADER + "a,1,5000,1\n");
        flows.runner().run(1, false, true);
        ModelFixtures.forest(folder, "1.10.0");
        final Set<String> models = new LinkedHashSet<>();
        while (models.size() < 2) {
            flows.runner().enqueue(FlowScoringRunner.HEADER + "b,1,5000,1\n");
            flows.runner().run(1, false, false);
            models.addAll(flows.texts(FlowScoringProcessor.SUSPICIOUS, "forest_model"));
        }
        ((FlowScoringProcessor) flows.runner().getProcessor()).releaseModel();

        assertEquals(Set.of("fixture-forest 1.0.0", "fixture-forest 1.10.0"), models);
    }

    @Test
    void rejectsATooLargeFileWithoutReadingItWhole() {
        server.createContext("/model", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            final byte[] block = new byte[1 << 16];
            try (OutputStream stream = exchange.getResponseBody()) {
                while (testIsOver.getCount() > 0) {
                    stream.write(block);
                }
            }
        });

        final ModelRejectedException refusal = assertThrows(
                ModelRejectedException.class,
                () -> source(new UrlDownload(LONG, LONG, LONG)).read());
        assertEquals(
                url() + ": The model is larger than 64 MiB; a flow model is far smaller, so this is some other file",
                refusal.getMessage());
    }

    @Test
    void givesUpOnAServerThatIsSilent() {
        server.createContext("/model", exchange -> awaitEndOfTest());

        assertEquals(
                url()
                        + " cannot be read: no answer within 0 s to connect and 0 s to send; see whether the server is up",
                failure(new UrlDownload(SHORT, SHORT, LONG)));
    }

    @Test
    void givesUpOnAServerThatSendsAByteNowAndThen() {
        server.createContext("/model", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream stream = exchange.getResponseBody()) {
                while (testIsOver.getCount() > 0) {
                    stream.write(1);
                    stream.flush();
                }
            }
        });

        assertEquals(
                url() + " cannot be read: it has not come whole within 0 s; give a file instead",
                failure(new UrlDownload(LONG, LONG, SHORT)));
    }

    /** No read of it takes long, so only the time for the whole ends it. */
    @Test
    void givesUpOnAServerThatSendsItsHeadAByteNowAndThen() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> sendHeadSlowly(slow));
            final URL url = URI.create("http://127.0.0.1:%d/model".formatted(slow.getLocalPort()))
                    .toURL();
            final String failure = assertThrows(
                            IOException.class, () -> new UrlDownload(LONG, LONG, SHORT).read(url, 60))
                    .getMessage();
            assertEquals(url + " cannot be read: it has not come whole within 0 s; give a file instead", failure);
        }
    }

    private void sendHeadSlowly(final ServerSocket server) {
        try (Socket connection = server.accept()) {
            final OutputStream stream = connection.getOutputStream();
            stream.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            while (!testIsOver.await(5, TimeUnit.MILLISECONDS)) {
                stream.write('x');
                stream.flush();
            }
        } catch (final IOException e) {
            // The other end has given up, as it should.
            return;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        server.createContext("/model", exchange -> awaitEndOfTest());
        failure(new UrlDownload(LONG, LONG, SHORT));
        server.removeContext("/model");
        server.createContext("/model", exchange -> answer(exchange, new byte[100]));
        new UrlDownload(LONG, LONG, LONG).read(url(), 101);

        for (final Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("HttpClient") || thread.getName().equals("AegisNet downloads a model")) {
                // A thread whose work is done may not be gone yet.
                assertTrue(thread.join(Duration.ofSeconds(10)), thread.getName());
            }
        }
    }

    @Test
    void reportsTheStatusOfAFailedAnswer() {
        server.createContext("/model", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });

        assertEquals(
                url() + " cannot be read: the server answers with the status 404; correct the address",
                failure(new UrlDownload(LONG, LONG, LONG)));
    }

    @Test
    void tellsThatNobodyIsThere() {
        server.stop(0);

        final String failure = failure(new UrlDownload(LONG, LONG, LONG));
        assertTrue(failure.startsWith(url() + " cannot be read: the connection is refused"), failure);
    }

    @Test
    void readsNoMoreThanItIsAllowed() throws IOException {
        server.createContext("/model", exchange -> answer(exchange, new byte[100]));

        assertEquals(60, new UrlDownload(LONG, LONG, LONG).read(url(), 60).length);
        assertEquals(100, new UrlDownload(LONG, LONG, LONG).read(url(), 101).length);
    }

    private String failure(final UrlDownload download) {
        return assertThrows(IOException.class, () -> source(download).read()).getMessage();
    }

    private ModelSource source(final UrlDownload download) {
        return new ModelSource(ModelKind.FOREST, Optional.of(new URLResourceReference(url())), download);
    }

    private URL url() {
        try {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/model")
                    .toURL();
        } catch (final IOException e) {
            throw new IllegalStateException("The address is one", e);
        }
    }

    private static void answer(final HttpExchange exchange, final byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(content);
        }
    }

    private void awaitEndOfTest() {
        try {
            testIsOver.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
