package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A TCP socket at which exporters connect and send IPFIX messages (RFC 7011, section 10.4), plain or with TLS. One thread accepts connections and
 * watches their deadlines; each connection has a thread of its own. Owns all sockets and threads: {@link #close} ends them.
 */
final class StreamReceiver implements Receiver {
    private static final int LOOK_MILLIS = 500;
    private static final int BACKLOG = 50;
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final ServerSocket server;
    private final InetSocketAddress local;
    private final ConnectionSettings settings;
    private final String name;
    private final Streaming streaming;
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closing;
    private volatile Optional<Exception> failure = Optional.empty();

    /** Consumer of connections. Safe for all threads. */
    interface Streaming {
        /** A connection from an address. Returns who takes its messages; empty if the address may not send. */
        Optional<Session> connected(InetSocketAddress sender);

        /** A connection that was closed at once, because too many are open. */
        void surplus(InetSocketAddress sender);

        /** A connection that was ended by an error, with the reason in words. */
        void broken(InetSocketAddress sender, String reason);

        /** About twice a second. */
        void look();
    }

    /** Consumer of the messages of one connection. For the thread of the connection. */
    interface Session {
        /** Takes a message, which is the session's to keep. Returns false if no room is left; the message may be offered again. */
        boolean offer(long receivedMillis, byte[] message);

        /** A message that could not be taken before the receiver was closed. */
        void dropped();

        /** The connection has ended. */
        void ended();
    }

    private StreamReceiver(
            final ServerSocket server,
            final ConnectionSettings settings,
            final String name,
            final Streaming streaming) {
        this.server = server;
        this.local = (InetSocketAddress) server.getLocalSocketAddress();
        this.settings = settings;
        this.name = name;
        this.streaming = streaming;
        this.thread = new Thread(this::accept, name);
        this.thread.setDaemon(true);
    }

    /**
     * Opens the socket; nothing is accepted before {@link #start}.
     *
     * @param name of the threads
     * @throws IOException if the socket cannot be opened; nothing is left open then
     */
    static StreamReceiver open(
            final InetSocketAddress address,
            final ConnectionSettings settings,
            final String name,
            final Streaming streaming)
            throws IOException {
        return new StreamReceiver(bind(address), settings, name, streaming);
    }

    /**
     * Opens a socket and closes it again.
     *
     * @throws IOException if the socket cannot be opened
     */
    static void probe(final InetSocketAddress address) throws IOException {
        bind(address).close();
    }

    private static ServerSocket bind(final InetSocketAddress address) throws IOException {
        final ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.setSoTimeout(LOOK_MILLIS);
            server.bind(address, BACKLOG);
            return server;
        } catch (final IOException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public Optional<Exception> failure() {
        return failure;
    }

    @Override
    public int grantedBuffer() {
        return Integer.MAX_VALUE;
    }

    @Override
    public OptionalLong kernelDrops() {
        return OptionalLong.empty();
    }

    private void accept() {
        try {
            while (!closing) {
                acceptOne();
                final long now = System.nanoTime();
                connections.forEach(connection -> connection.closeIfOverdue(now));
                streaming.look();
            }
        } catch (final IOException | RuntimeException e) {
            if (!closing) {
                failure = Optional.of(e);
            }
        } finally {
            closeSockets();
        }
    }

    private void acceptOne() throws IOException {
        final Socket socket;
        try {
            socket = server.accept();
        } catch (final SocketTimeoutException nobody) {
            return;
        }
        final InetSocketAddress sender = (InetSocketAddress) socket.getRemoteSocketAddress();
        if (connections.size() >= settings.maxConnections()) {
            streaming.surplus(sender);
            socket.close();
            return;
        }
        final Optional<Session> session = streaming.connected(sender);
        if (session.isEmpty()) {
            socket.close();
            return;
        }
        final StreamConnection connection =
                new StreamConnection(socket, sender, settings, session.get(), streaming, connections::remove, name);
        connections.add(connection);
        connection.start();
    }

    private void closeSockets() {
        closing = true;
        try {
            server.close();
        } catch (final IOException e) {
            if (failure.isEmpty()) {
                failure = Optional.of(e);
            }
        }
        connections.forEach(StreamConnection::close);
    }

    @Override
    public void close() {
        closeSockets();
        final long deadline = System.nanoTime() + END_LIMIT.toNanos();
        boolean interrupted = !join(thread, deadline);
        for (final StreamConnection connection : connections) {
            connection.close();
            interrupted |= !join(connection.thread(), deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a thread. Returns false if the wait was interrupted. */
    private static boolean join(final Thread ending, final long deadlineNanos) {
        final long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (ending.getState() == Thread.State.NEW || left <= 0) {
            return true;
        }
        try {
            ending.join(left);
            return true;
        } catch (final InterruptedException e) {
            return false;
        }
    }
}
