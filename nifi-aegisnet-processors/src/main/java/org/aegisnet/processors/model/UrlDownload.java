package org.aegisnet.processors.model;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.aegisnet.processors.record.ErrorMessages;

/**
 * Download of the content of a URL, with limits on all waits and on the whole time. A server may be slow to answer, or send its head or content byte
 * by byte. It may also stop in the middle, or send without an end. The download ends at once if its thread is interrupted. Immutable and
 * thread-safe.
 *
 * @param connectLimit the longest wait for a connection
 * @param silenceLimit the longest wait for the head of the answer, and for the next bytes of its content
 * @param wholeLimit the longest time for all of it
 */
public record UrlDownload(Duration connectLimit, Duration silenceLimit, Duration wholeLimit) {
    private static final int SUCCESS_CLASS = 2;

    /**
     * Reads it, up to a number of bytes.
     *
     * @return fewer bytes than the most if that is all there is
     * @throws IOException if it cannot be had; the message names the URL and the reason
     */
    public byte[] read(final URL url, final int mostBytes) throws IOException {
        // A shutdown of the client ends all exchanges that are still under way, and their threads.
        final ExecutorService threads = Executors.newCachedThreadPool(task -> {
            final Thread thread = new Thread(task, "AegisNet downloads a model");
            thread.setDaemon(true);
            return thread;
        });
        try (threads;
                HttpClient client = client(threads)) {
            try {
                return read(client, url, mostBytes);
            } finally {
                client.shutdownNow();
                threads.shutdownNow();
            }
        } catch (final ExecutionException e) {
            throw failure(url, reason(e.getCause()), e);
        } catch (final URISyntaxException | IllegalArgumentException e) {
            throw failure(url, e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(url, "the processor is stopping", e);
        } catch (final IOException e) {
            throw failure(url, e.getMessage(), e);
        }
    }

    private HttpClient client(final ExecutorService threads) {
        final HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(connectLimit)
                .executor(threads);
        final ProxySelector proxies = ProxySelector.getDefault();
        return (proxies == null ? builder : builder.proxy(proxies)).build();
    }

    private byte[] read(final HttpClient client, final URL url, final int mostBytes)
            throws IOException, URISyntaxException, ExecutionException, InterruptedException {
        final long begun = System.nanoTime();
        final BoundedContent content = new BoundedContent(mostBytes);
        final CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(HttpRequest.newBuilder(url.toURI()).build(), head -> {
                    content.headCame(head.statusCode() / 100 == SUCCESS_CLASS);
                    return content;
                });
        while (true) {
            final long now = System.nanoTime();
            final long whole = begun + wholeLimit.toNanos() - now;
            final long silence =
                    Math.max(content.lastSign(), begun) + silence(content).toNanos() - now;
            try {
                final HttpResponse<byte[]> response =
                        answer.get(Math.max(0, Math.min(whole, silence)), TimeUnit.NANOSECONDS);
                if (response.statusCode() / 100 != SUCCESS_CLASS) {
                    throw new IOException("the server answers with the status %d; correct the address"
                            .formatted(response.statusCode()));
                }
                return response.body();
            } catch (final TimeoutException e) {
                final long later = System.nanoTime();
                if (later - begun >= wholeLimit.toNanos()) {
                    throw new IOException(
                            "it has not come whole within %d s; give a file instead".formatted(wholeLimit.toSeconds()),
                            e);
                }
                if (later - Math.max(content.lastSign(), begun)
                        >= silence(content).toNanos()) {
                    throw new IOException(silenceInWords(), e);
                }
            }
        }
    }

    /** Before there is an answer, the wait for the connection comes on top. */
    private Duration silence(final BoundedContent content) {
        return content.hasHead() ? silenceLimit : silenceLimit.plus(connectLimit);
    }

    private String silenceInWords() {
        return "no answer within %d s to connect and %d s to send; see whether the server is up"
                .formatted(connectLimit.toSeconds(), silenceLimit.toSeconds());
    }

    private String reason(final Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return silenceInWords();
        }
        if (cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "the host is not known; correct the address"
                    : "the connection is refused; see whether the server is up";
        }
        return ErrorMessages.inWords(cause);
    }

    private static IOException failure(final URL url, final String reason, final Exception cause) {
        return new IOException("%s cannot be read: %s".formatted(url, reason), cause);
    }
}
