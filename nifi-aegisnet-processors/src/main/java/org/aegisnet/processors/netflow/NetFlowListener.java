package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.processors.time.BulletinInterval;
import org.apache.nifi.logging.ComponentLog;

/**
 * A socket that is listened to, and the shards its datagrams are decoded in. Owns the socket with its thread; whoever opened the listener closes it.
 * After that, what waits in the shards can still be taken.
 */
final class NetFlowListener implements DatagramReceiver.Receiving, StreamReceiver.Streaming, AutoCloseable {
    private static final Duration BULLETIN_INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_NAMED = 10;

    private final List<DecoderShard> shards;
    private final ExporterRouter senders;
    private final ComponentLog logger;
    private final ReceiveCounts counts;
    private final Receiver receiver;
    private final AtomicInteger nextShard = new AtomicInteger();
    private final BulletinInterval refusedBulletin = new BulletinInterval(BULLETIN_INTERVAL);
    private final BulletinInterval droppedBulletin = new BulletinInterval(BULLETIN_INTERVAL);
    private final BulletinInterval brokenBulletin = new BulletinInterval(BULLETIN_INTERVAL);
    private final Set<String> refusedNames = new LinkedHashSet<>();
    private long broken;
    private String lastBroken = "";
    private long refused;
    private long droppedByQueue;
    private long droppedByKernel;
    private long reportedByKernel;

    /**
     * Opens the socket; nothing is received before {@link #start}.
     *
     * @param opener opens the socket
     * @param allowed who may send; empty where everybody may
     * @param shards at least one
     * @param counts of what is received, refused and dropped
     * @throws IOException if the socket cannot be opened
     */
    NetFlowListener(
            final Opener opener,
            final Optional<IpNetworks> allowed,
            final List<DecoderShard> shards,
            final ReceiveCounts counts,
            final ComponentLog logger)
            throws IOException {
        this.shards = List.copyOf(shards);
        this.counts = counts;
        this.senders = new ExporterRouter(allowed, this.shards);
        this.logger = logger;
        this.receiver = opener.open(this);
    }

    /** Opener of the socket of a listener. */
    @FunctionalInterface
    interface Opener {
        Receiver open(NetFlowListener listener) throws IOException;
    }

    void start() {
        receiver.start();
    }

    InetSocketAddress local() {
        return receiver.local();
    }

    /** The size of the kernel's buffer as the kernel granted it, in bytes. */
    int grantedBuffer() {
        return receiver.grantedBuffer();
    }

    ReceiveCounts counts() {
        return counts;
    }

    List<DecoderShard> shards() {
        return shards;
    }

    /** The reason for which nothing is received any more, although nobody closed the listener. */
    Optional<String> failure() {
        if (receiver.isRunning()) {
            return Optional.empty();
        }
        return Optional.of(receiver.failure().map(Exception::toString).orElse("its thread has ended"));
    }

    /** Takes a shard that no other thread has, one after the other; those where datagrams wait come first. */
    Optional<DecoderShard> claimShard() {
        final int first = Math.floorMod(nextShard.getAndIncrement(), shards.size());
        final List<DecoderShard> order = new ArrayList<>(shards.subList(first, shards.size()));
        order.addAll(shards.subList(0, first));
        for (final DecoderShard shard : order) {
            if (shard.hasWaiting() && shard.claim()) {
                return Optional.of(shard);
            }
        }
        return order.stream().filter(DecoderShard::claim).findFirst();
    }

    @Override
    public void datagram(final InetSocketAddress sender, final long receivedMillis, final byte[] bytes) {
        counts.add(ReceiveCounter.RECEIVED, 1);
        final ExporterRouter.Sender known = senders.find(sender.getAddress());
        if (known.shard().isEmpty()) {
            refuse(known);
        } else if (!known.shard()
                .get()
                .offer(new Datagram(known.exporter(), sender.getPort(), receivedMillis, bytes, 0, bytes.length))) {
            counts.add(ReceiveCounter.DROPPED_BY_QUEUE, 1);
            droppedByQueue++;
        }
    }

    @Override
    public synchronized Optional<StreamReceiver.Session> connected(final InetSocketAddress sender) {
        final ExporterRouter.Sender known = senders.find(sender.getAddress());
        if (known.shard().isEmpty()) {
            counts.add(ReceiveCounter.CONNECTIONS_REFUSED, 1);
            noteRefused(known);
            return Optional.empty();
        }
        counts.add(ReceiveCounter.CONNECTIONS_ACCEPTED, 1);
        return Optional.of(new LaneSession(known.shard().get(), known.exporter(), sender.getPort(), counts));
    }

    @Override
    public synchronized void surplus(final InetSocketAddress sender) {
        counts.add(ReceiveCounter.CONNECTIONS_REFUSED, 1);
        broken++;
        lastBroken = "%s: Maximum Connections are open already".formatted(sender);
    }

    @Override
    public synchronized void broken(final InetSocketAddress sender, final String reason) {
        counts.add(ReceiveCounter.CONNECTIONS_BROKEN, 1);
        broken++;
        lastBroken = "%s: %s".formatted(sender, reason);
    }

    private void sayBroken() {
        if (broken > 0 && brokenBulletin.isDue(System.nanoTime())) {
            logger.warn(
                    "{} connections of exporters were ended by this processor or by an error; the last one, {}",
                    broken,
                    lastBroken);
            broken = 0;
        }
    }

    /** Session whose messages go to the shard of the exporter. */
    private record LaneSession(DecoderShard shard, Exporter exporter, int port, ReceiveCounts counts)
            implements StreamReceiver.Session {
        @Override
        public boolean offer(final long receivedMillis, final byte[] message) {
            final boolean taken = shard.offer(new Datagram(exporter, port, receivedMillis, message, 0, message.length));
            if (taken) {
                counts.add(ReceiveCounter.RECEIVED, 1);
            }
            return taken;
        }

        @Override
        public void dropped() {
            counts.add(ReceiveCounter.RECEIVED, 1);
            counts.add(ReceiveCounter.DROPPED_BY_QUEUE, 1);
        }

        @Override
        public void ended() {
            shard.endSession(exporter, port);
        }
    }

    private void refuse(final ExporterRouter.Sender sender) {
        counts.add(ReceiveCounter.REFUSED, 1);
        noteRefused(sender);
    }

    private void noteRefused(final ExporterRouter.Sender sender) {
        refused++;
        if (refusedNames.size() < MAX_NAMED) {
            refusedNames.add(sender.exporter().address());
        }
    }

    @Override
    public synchronized void look() {
        final OptionalLong drops = receiver.kernelDrops();
        if (drops.isPresent() && drops.getAsLong() > reportedByKernel) {
            final long news = drops.getAsLong() - reportedByKernel;
            reportedByKernel = drops.getAsLong();
            counts.add(ReceiveCounter.DROPPED_BY_KERNEL, news);
            droppedByKernel += news;
        }
        sayRefused();
        sayDropped();
        sayBroken();
    }

    private void sayRefused() {
        if (refused > 0 && refusedBulletin.isDue(System.nanoTime())) {
            logger.warn(
                    "{} datagrams or connections were refused, because Allowed Exporters does not name their senders: {}{}",
                    refused,
                    String.join(", ", refusedNames),
                    refusedNames.size() == MAX_NAMED ? " and perhaps more" : "");
            refused = 0;
            refusedNames.clear();
        }
    }

    private void sayDropped() {
        if (droppedByQueue + droppedByKernel > 0 && droppedBulletin.isDue(System.nanoTime())) {
            logger.warn(
                    "{} datagrams were dropped because the queue was full, {} because the kernel's receive buffer was. Look for a connection that"
                            + " is full behind this processor; else raise Concurrent Tasks, Queue Size or Receive Buffer",
                    droppedByQueue,
                    droppedByKernel);
            droppedByQueue = 0;
            droppedByKernel = 0;
        }
    }

    /** Ends the thread and closes the socket. Does nothing the second time. */
    @Override
    public void close() {
        receiver.close();
    }
}
