package org.aegisnet.processors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Reads what a URL leads to, and neither waits nor reads for ever: a server may be slow to answer, stop in the middle, send a byte now and then, or
 * send without an end. Immutable and thread-safe.
 *
 * @param connectLimit the longest wait for a connection
 * @param silenceLimit the longest wait for the next bytes
 * @param wholeLimit the longest time for all of it; seen between two reads, so that a silence at its end comes on top
 */
record UrlDownload(Duration connectLimit, Duration silenceLimit, Duration wholeLimit) {
    private static final int BLOCK = 1 << 16;
    private static final int SUCCESS_CLASS = 2;

    /**
     * Reads it, up to a number of bytes.
     *
     * @return fewer bytes than the most where that is all there is
     * @throws IOException where it cannot be had; the message names the URL and the reason
     */
    byte[] read(final URL url, final int mostBytes) throws IOException {
        try {
            return read(url.openConnection(), mostBytes);
        } catch (final UnknownHostException e) {
            throw failure(url, "the host is not known; correct the address", e);
        } catch (final SocketTimeoutException e) {
            throw failure(
                    url,
                    "no answer within %d s to connect and %d s to send; see whether the server is up"
                            .formatted(connectLimit.toSeconds(), silenceLimit.toSeconds()),
                    e);
        } catch (final IOException e) {
            throw failure(url, e.getMessage(), e);
        }
    }

    private static IOException failure(final URL url, final String reason, final IOException cause) {
        return new IOException("%s cannot be read: %s".formatted(url, reason), cause);
    }

    private byte[] read(final URLConnection connection, final int mostBytes) throws IOException {
        final long begun = System.nanoTime();
        connection.setConnectTimeout((int) connectLimit.toMillis());
        connection.setReadTimeout((int) silenceLimit.toMillis());
        connection.setUseCaches(false);
        if (connection instanceof HttpURLConnection http && http.getResponseCode() / 100 != SUCCESS_CLASS) {
            throw new IOException(
                    "the server answers with the status %d; correct the address".formatted(http.getResponseCode()));
        }
        try (InputStream stream = connection.getInputStream()) {
            final ByteArrayOutputStream content = new ByteArrayOutputStream();
            final byte[] block = new byte[BLOCK];
            int count = stream.read(block);
            while (count >= 0 && content.size() < mostBytes) {
                if (System.nanoTime() - begun > wholeLimit.toNanos()) {
                    throw new IOException(
                            "it has not come whole within %d s; give a file instead".formatted(wholeLimit.toSeconds()));
                }
                content.write(block, 0, Math.min(count, mostBytes - content.size()));
                count = stream.read(block);
            }
            return content.toByteArray();
        }
    }
}
