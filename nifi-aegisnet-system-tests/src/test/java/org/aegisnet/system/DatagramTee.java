package org.aegisnet.system;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.aegisnet.runtime.Waiting;

/** A port of 127.0.0.1 that gives each datagram on to several others. Owns its socket and its thread until it is closed. */
final class DatagramTee implements AutoCloseable {
    private static final int MAX_DATAGRAM = 65_535;
    private static final int BUFFER = 4_000_000;
    private static final Duration QUIET = Duration.ofSeconds(2);

    private final DatagramSocket socket;
    private final List<InetSocketAddress> receivers;
    private final AtomicLong passed = new AtomicLong();
    private final Thread thread;
    private volatile long lastNanos = System.nanoTime();
    private volatile Optional<IOException> failure = Optional.empty();

    DatagramTee(final List<Integer> ports) throws IOException {
        final InetAddress loopback = InetAddress.getLoopbackAddress();
        this.receivers = ports.stream()
                .map(port -> new InetSocketAddress(loopback, port))
                .toList();
        this.socket = new DatagramSocket(0, loopback);
        this.socket.setReceiveBufferSize(BUFFER);
        this.thread = new Thread(this::pass, "datagram tee");
        this.thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void pass() {
        final byte[] buffer = new byte[MAX_DATAGRAM];
        try {
            while (!socket.isClosed()) {
                final DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                for (final InetSocketAddress receiver : receivers) {
                    socket.send(new DatagramPacket(buffer, datagram.getLength(), receiver));
                }
                passed.incrementAndGet();
                lastNanos = System.nanoTime();
            }
        } catch (final SocketException e) {
            if (!socket.isClosed()) {
                failure = Optional.of(e);
            }
        } catch (final IOException e) {
            failure = Optional.of(e);
        }
    }

    /** Waits until nothing has come for a while. */
    long awaitQuiet(final Duration limit) throws IOException {
        Waiting.until(
                limit,
                () -> passed.get() > 0 && System.nanoTime() - lastNanos > QUIET.toNanos(),
                () -> passed.get() + " datagrams have come, and no end");
        if (failure.isPresent()) {
            throw failure.get();
        }
        return passed.get();
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
