package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A UDP socket and the one thread that reads it. Owns both: {@link #close} ends the thread and the socket, after the thread has taken what the
 * kernel still held.
 */
final class DatagramReceiver implements Receiver {
    private static final int MAX_DATAGRAM = 65_535;
    private static final long LOOK_MILLIS = 1_000;
    private static final Duration LAST_DRAIN = Duration.ofMillis(500);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress local;
    private final int grantedBuffer;
    private final KernelDrops drops;
    private final Receiving receiving;
    private final Thread thread;
    private volatile boolean closing;
    private volatile Optional<Exception> failure = Optional.empty();

    /** Consumer of received datagrams. The receiving thread calls all methods; they must not block. */
    interface Receiving {
        /**
         * A datagram.
         *
         * @param bytes the receiver's to keep
         */
        void datagram(InetSocketAddress sender, long receivedMillis, byte[] bytes);

        /** About once a second while nothing or little comes, and at least that often while much comes. */
        void look();
    }

    private DatagramReceiver(
            final DatagramChannel channel, final Selector selector, final String name, final Receiving receiving)
            throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.grantedBuffer = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        this.drops = new KernelDrops(local);
        this.receiving = receiving;
        this.thread = new Thread(this::receive, name);
        this.thread.setDaemon(true);
    }

    /**
     * Opens the socket; nothing is received before {@link #start}.
     *
     * @param buffer the size of the kernel's buffer to ask for, in bytes
     * @param name of the thread
     * @throws IOException if the socket cannot be opened; nothing is left open then
     */
    static DatagramReceiver open(
            final InetSocketAddress address, final int buffer, final String name, final Receiving receiving)
            throws IOException {
        final DatagramChannel channel = openChannel(address.getAddress());
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
            channel.bind(address);
            channel.configureBlocking(false);
            final Selector selector = Selector.open();
            try {
                channel.register(selector, SelectionKey.OP_READ);
                return new DatagramReceiver(channel, selector, name, receiving);
            } catch (final IOException e) {
                selector.close();
                throw e;
            }
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Opens a socket and closes it again.
     *
     * @return the size of the buffer that the kernel grants, in bytes
     * @throws IOException if the socket cannot be opened
     */
    static int probe(final InetSocketAddress address, final int buffer) throws IOException {
        try (DatagramChannel channel = openChannel(address.getAddress())) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
            channel.bind(address);
            return channel.getOption(StandardSocketOptions.SO_RCVBUF);
        }
    }

    /** A socket of IPv4 alone for an address of IPv4: the kernel then lists it, and its drops, under the address a user knows. */
    private static DatagramChannel openChannel(final InetAddress address) throws IOException {
        return DatagramChannel.open(
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
    }

    /** Begins to receive. */
    @Override
    public void start() {
        thread.start();
    }

    /** Where it listens. */
    @Override
    public InetSocketAddress local() {
        return local;
    }

    /** The size of the kernel's buffer as the kernel granted it, in bytes. */
    @Override
    public int grantedBuffer() {
        return grantedBuffer;
    }

    /** The failure that ended the thread although nobody closed the receiver. */
    @Override
    public Optional<Exception> failure() {
        return failure;
    }

    @Override
    public OptionalLong kernelDrops() {
        return drops.read();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    private void receive() {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        try {
            long lookAt = System.nanoTime();
            while (!closing) {
                selector.select(LOOK_MILLIS);
                selector.selectedKeys().clear();
                while (!closing && receiveOne(buffer)) {
                    lookAt = lookIfDue(lookAt);
                }
                lookAt = lookIfDue(lookAt);
            }
            takeLast(buffer);
            receiving.look();
        } catch (final IOException | RuntimeException e) {
            failure = Optional.of(e);
        } finally {
            closeSocket();
        }
    }

    /** Receives the datagrams that the kernel still holds, but stops after a deadline if more keep coming. */
    private void takeLast(final ByteBuffer buffer) throws IOException {
        final long deadline = System.nanoTime() + LAST_DRAIN.toNanos();
        boolean more = true;
        while (more) {
            more = receiveOne(buffer) && System.nanoTime() < deadline;
        }
    }

    private boolean receiveOne(final ByteBuffer buffer) throws IOException {
        buffer.clear();
        final InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
        if (sender == null) {
            return false;
        }
        buffer.flip();
        final byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        receiving.datagram(sender, System.currentTimeMillis(), bytes);
        return true;
    }

    private long lookIfDue(final long dueNanos) {
        final long now = System.nanoTime();
        if (now - dueNanos < 0) {
            return dueNanos;
        }
        receiving.look();
        return now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
    }

    private void closeSocket() {
        try (selector;
                channel) {
            closing = true;
        } catch (final IOException e) {
            if (failure.isEmpty()) {
                failure = Optional.of(e);
            }
        }
    }

    /** Ends the thread and closes the socket. Does nothing the second time. */
    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            closeSocket();
            return;
        }
        selector.wakeup();
        boolean interrupted = false;
        try {
            thread.join(END_LIMIT.toMillis());
        } catch (final InterruptedException e) {
            interrupted = true;
        }
        // If the thread did not end in time, closing its socket ends it.
        closeSocket();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
