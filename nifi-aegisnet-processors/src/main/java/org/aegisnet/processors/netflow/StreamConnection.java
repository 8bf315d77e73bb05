package org.aegisnet.processors.netflow;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.ExportHeader;

/**
 * Connection of one exporter, with the thread that reads it. IPFIX messages follow each other; each says its length. Other bytes end the
 * connection, because nothing tells where the next message begins. If no room is left for a message, nothing is read until there is, so that the
 * exporter waits.
 */
final class StreamConnection {
    private static final int LENGTH_OFFSET = 2;
    private static final int PREFIX = 4;
    private static final int BUFFER = 1 << 16;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final Duration MAX_HANDSHAKE = Duration.ofSeconds(10);

    private final Socket socket;
    private final InetSocketAddress sender;
    private final ConnectionSettings settings;
    private final StreamReceiver.Session session;
    private final StreamReceiver.Streaming streaming;
    private final Thread thread;
    private volatile long deadlineNanos;
    private volatile boolean watched = true;
    private volatile boolean overdue;
    private volatile boolean closing;

    /**
     * A connection that was accepted.
     *
     * @param ended called once, when the connection has ended
     */
    StreamConnection(
            final Socket socket,
            final InetSocketAddress sender,
            final ConnectionSettings settings,
            final StreamReceiver.Session session,
            final StreamReceiver.Streaming streaming,
            final Consumer<StreamConnection> ended,
            final String name) {
        this.socket = socket;
        this.sender = sender;
        this.settings = settings;
        this.session = session;
        this.streaming = streaming;
        this.deadlineNanos = System.nanoTime() + MAX_HANDSHAKE.toNanos();
        this.thread = new Thread(() -> serve(ended), "%s of %s".formatted(name, sender));
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Thread thread() {
        return thread;
    }

    /** Closes the connection if its exporter has been silent, or has sent a message too slowly. */
    void closeIfOverdue(final long nowNanos) {
        if (watched && nowNanos - deadlineNanos > 0) {
            overdue = true;
            closeSocket();
        }
    }

    /** Closes the socket, which ends the thread. */
    void close() {
        closing = true;
        closeSocket();
    }

    private void closeSocket() {
        try {
            // The socket below that of TLS: closing the latter may wait for the other end.
            socket.close();
        } catch (final IOException e) {
            // Nothing more can be done with the socket; the thread that reads it ends by itself.
            deadlineNanos = System.nanoTime();
        }
    }

    private void serve(final Consumer<StreamConnection> ended) {
        try (Socket plain = socket;
                Socket secured = secured(plain)) {
            read(new BufferedInputStream(secured.getInputStream(), BUFFER));
        } catch (final SSLException e) {
            sayBroken("TLS has failed: " + e.getMessage());
        } catch (final IOException e) {
            sayBroken(e.getMessage());
        } finally {
            session.ended();
            ended.accept(this);
        }
    }

    private void sayBroken(final String reason) {
        if (overdue) {
            streaming.broken(sender, "no whole message came within the Idle Timeout");
        } else if (!closing) {
            streaming.broken(sender, reason);
        }
    }

    /** The same socket, or one with TLS on top of it, after its handshake. */
    private Socket secured(final Socket plain) throws IOException {
        final Optional<SSLContext> tls = settings.tls();
        if (tls.isEmpty()) {
            return plain;
        }
        final SSLSocket secured =
                (SSLSocket) tls.get().getSocketFactory().createSocket(plain, InputStream.nullInputStream(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(settings.clientCertificate());
        secured.startHandshake();
        return secured;
    }

    private void read(final InputStream stream) throws IOException {
        final byte[] prefix = new byte[PREFIX];
        expectWithin(settings.idle());
        for (int first = stream.read(); first >= 0 && !closing; first = stream.read()) {
            expectWithin(settings.idle());
            prefix[0] = (byte) first;
            fill(stream, prefix, 1);
            final int version = BigEndian.unsigned16(prefix, 0);
            final int length = BigEndian.unsigned16(prefix, LENGTH_OFFSET);
            if (version != ExportHeader.IPFIX || length < ExportHeader.IPFIX_LENGTH) {
                throw new IOException(
                        "a message claims version %d and %d bytes, but over TCP only IPFIX comes: version 10, with 16 bytes at least"
                                .formatted(version, length));
            }
            final byte[] message = new byte[length];
            System.arraycopy(prefix, 0, message, 0, PREFIX);
            fill(stream, message, PREFIX);
            handOver(message);
            expectWithin(settings.idle());
        }
    }

    private void expectWithin(final Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
        watched = true;
    }

    private static void fill(final InputStream stream, final byte[] bytes, final int from) throws IOException {
        if (stream.readNBytes(bytes, from, bytes.length - from) < bytes.length - from) {
            throw new EOFException("the connection ended within a message");
        }
    }

    private void handOver(final byte[] message) {
        watched = false;
        while (!session.offer(System.currentTimeMillis(), message)) {
            if (closing) {
                session.dropped();
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
