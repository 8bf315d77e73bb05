package org.aegisnet.benchmark.netflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Sender of datagrams, round after round at a steady rate, from one or several exporters. Each exporter numbers its datagrams without a gap, so that
 * the received numbers reveal each missing datagram. Owns its sockets. For one thread.
 */
final class Replay implements AutoCloseable {
    private static final long TICK_NANOS = 500_000;
    private static final int SEND_BUFFER = 4_000_000;

    private final List<Source> sources = new ArrayList<>();
    private final List<ReplayedDatagram> datagrams;
    private int turn;

    /**
     * Totals of the data that was sent.
     *
     * @param datagrams the number of datagrams
     * @param flows the number of flows in them
     * @param time the duration of the sending
     */
    record Sent(long datagrams, long flows, Duration time) {
        double datagramsPerSecond() {
            return datagrams * 1e9 / time.toNanos();
        }

        double flowsPerSecond() {
            return flows * 1e9 / time.toNanos();
        }
    }

    /** One exporter. */
    private static final class Source {
        private final DatagramChannel channel;
        private int sequence;

        Source(final DatagramChannel channel) {
            this.channel = channel;
        }
    }

    /** @param exporters how many addresses of loopback to send from, 127.0.0.1 and those after it */
    Replay(final List<ReplayedDatagram> datagrams, final InetSocketAddress collector, final int exporters)
            throws IOException {
        this.datagrams = List.copyOf(datagrams);
        for (int exporter = 1; exporter <= exporters; exporter++) {
            final DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            sources.add(new Source(channel));
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) exporter}), 0));
            channel.connect(collector);
        }
    }

    /** Sends at a rate, in datagrams a second over all exporters, for a while. */
    Sent send(final double rate, final Duration time) throws IOException {
        final long start = System.nanoTime();
        long sent = 0;
        long flows = 0;
        long now = start;
        while (now - start < time.toNanos()) {
            final long due = (long) ((now - start) / 1e9 * rate) + 1;
            while (sent < due) {
                final Source source = sources.get(turn);
                turn = (turn + 1) % sources.size();
                final ReplayedDatagram next = datagrams.get(Math.floorMod(source.sequence, datagrams.size()));
                source.channel.write(next.numbered(source.sequence));
                flows += next.flows();
                source.sequence++;
                sent++;
            }
            LockSupport.parkNanos(TICK_NANOS);
            now = System.nanoTime();
        }
        return new Sent(sent, flows, Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() throws IOException {
        for (final Source source : sources) {
            source.channel.close();
        }
    }
}
