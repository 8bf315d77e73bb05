package org.aegisnet.benchmark.netflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Receives and counts datagrams, and does nothing else with them: what this machine can do at most. Owns its socket and thread until it is closed. */
final class BareLoop implements AutoCloseable {
    private static final int MAX_DATAGRAM = 65_535;

    private final DatagramChannel channel;
    private final Thread thread;
    private final AtomicLong received = new AtomicLong();
    private volatile Optional<IOException> failure = Optional.empty();

    /** @param buffer what to ask of the kernel, in bytes */
    BareLoop(final int buffer) throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        thread = new Thread(this::receive, "bare receive loop");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress local() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    private void receive() {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
        try {
            while (channel.receive(buffer.clear()) != null) {
                received.incrementAndGet();
            }
        } catch (final ClosedChannelException e) {
            return;
        } catch (final IOException e) {
            failure = Optional.of(e);
        }
    }

    long received() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        return received.get();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
