package org.aegisnet.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.aegisnet.runtime.Waiting;

/** A headless Chromium with one page, driven over its remote debugging protocol. Owns the process. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final Process process;
    private final WebSocket socket;

    private Chromium(final Process process, final Path profile) throws IOException {
        this.process = process;
        this.socket = http.newWebSocketBuilder()
                .buildAsync(pageAddress(profile), new Messages())
                .join();
        for (final String domain : List.of("Page", "Runtime", "Log")) {
            command(domain + ".enable", mapper.createObjectNode());
        }
    }

    /** Where the machine has a Chromium. */
    static Optional<Path> installed() {
        return NAMES.stream()
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param folder for its profile, its output and downloads
     */
    static Chromium start(final Path program, final Path folder) throws IOException {
        final Path profile = Files.createTempDirectory(Files.createDirectories(folder), "profile");
        final Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--no-proxy-server",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        try {
            final Chromium chromium = new Chromium(process, profile);
            chromium.command(
                    "Browser.setDownloadBehavior",
                    chromium.mapper
                            .createObjectNode()
                            .put("behavior", "allow")
                            .put("downloadPath", folder.toAbsolutePath().toString()));
            return chromium;
        } catch (final IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private URI pageAddress(final Path profile) throws IOException {
        final Path portFile = profile.resolve("DevToolsActivePort");
        Waiting.until(PATIENCE, () -> Files.exists(portFile), () -> "Chromium opens no debugging port");
        final String port = Files.readAllLines(portFile).getFirst();
        final HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
                .PUT(BodyPublishers.noBody())
                .build();
        try {
            return URI.create(
                    mapper.readTree(http.send(request, BodyHandlers.ofString()).body())
                            .path("webSocketDebuggerUrl")
                            .asText());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Opens an address in the page and waits until it is loaded. */
    void open(final URI address) {
        command("Page.navigate", mapper.createObjectNode().put("url", address.toString()));
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /** The value of a JavaScript expression; promises are waited for. */
    JsonNode evaluate(final String expression) {
        final JsonNode answer = command(
                "Runtime.evaluate",
                mapper.createObjectNode()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true)
                        .put("userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + " failed: " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    /** Waits until an expression is true. */
    void await(final String expression) {
        Waiting.until(
                PATIENCE,
                () -> evaluate("!!(" + expression + ")").asBoolean(),
                () -> "the page never fulfils " + expression);
    }

    /** Types a key as a person does. */
    void press(final String key, final int code) {
        for (final String type : List.of("keyDown", "keyUp")) {
            final ObjectNode event = mapper.createObjectNode()
                    .put("type", type)
                    .put("key", key)
                    .put("code", key)
                    .put("windowsVirtualKeyCode", code);
            if (key.equals("Enter")) {
                event.put("text", "\r");
            }
            command("Input.dispatchKeyEvent", event);
        }
    }

    /** Makes the page as wide and high as a screen. */
    void size(final int width, final int height, final boolean mobile) {
        command(
                "Emulation.setDeviceMetricsOverride",
                mapper.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", mobile));
    }

    void screenshot(final Path file) throws IOException {
        final String image = command(
                        "Page.captureScreenshot", mapper.createObjectNode().put("format", "png"))
                .path("data")
                .asText();
        Files.write(file, Base64.getDecoder().decode(image));
    }

    /** What the console has shown as an error since the last call. */
    List<String> errors() {
        final List<String> seen = List.copyOf(errors);
        errors.clear();
        return seen;
    }

    private JsonNode command(final String method, final ObjectNode parameters) {
        final int id = lastId.incrementAndGet();
        final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        final ObjectNode message = mapper.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        try {
            socket.sendText(message.toString(), true).join();
            final JsonNode received = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (received.has("error")) {
                throw new IllegalStateException(method + " failed: " + received.path("error"));
            }
            return received.path("result");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (final ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Chromium does not answer " + method, e);
        }
    }

    private void receive(final JsonNode message) {
        if (message.has("id")) {
            final CompletableFuture<JsonNode> answer =
                    pending.remove(message.path("id").asInt());
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        final JsonNode parameters = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                errors.add(parameters.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (parameters.path("type").asText().equals("error")) {
                    errors.add(parameters.path("args").toString());
                }
            }
            case "Log.entryAdded" -> {
                if (parameters.path("entry").path("level").asText().equals("error")) {
                    errors.add(parameters.path("entry").toString());
                }
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        final List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Puts the pieces of a message together. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(final WebSocket from, final CharSequence data, final boolean last) {
            text.append(data);
            if (last) {
                final String whole = text.toString();
                text.setLength(0);
                try {
                    receive(mapper.readTree(whole));
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            from.request(1);
            return null;
        }
    }
}
