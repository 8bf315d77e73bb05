package org.aegisnet.processors.netflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.Counter;
import org.aegisnet.netflow.decode.FlowDecoder;

/**
 * The exporters that one task decodes: their waiting datagrams, their decoder, and the decoded batches that are not written yet.
 *
 * <p>A batch that is being written stays with the shard until its session is committed: {@link #takeBatch} hands it out,
 * {@link #committed} ends its use, and {@link #giveBack} keeps it for the next session.
 *
 * <p>Any thread may call {@link #offer}, {@link #committed} and {@link #giveBack}. All other methods are for the thread that has
 * {@link #claim claimed} the shard, unless they say otherwise.
 */
final class DecoderShard {
    private static final int FIRST_ROOM = 4_096;
    /** Sessions that commit later than they are asked to must not fill the heap. */
    private static final int MAX_UNCOMMITTED = 2;

    private final LinkedBlockingQueue<Arrival> waiting = new LinkedBlockingQueue<>();
    private final ReentrantLock claim = new ReentrantLock();
    private final ByteBudget budget;
    private final FlowDecoder decoder;
    private final int batchSize;
    private final long batchNanos;
    private final UnparsedOutlet outlet;
    private final Queue<DecodedBatch> givenBack = new ConcurrentLinkedQueue<>();
    private final Queue<DecodedBatch> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger uncommitted = new AtomicInteger();
    private final Map<Counter, Long> reported = new EnumMap<>(Counter.class);
    private DecodedBatch batch;
    private long oldestNanos;

    /**
     * @param budget for datagrams that wait, shared with other shards
     * @param batchSize how many flows are enough for a FlowFile
     * @param batchInterval how long the first flow of a FlowFile waits for others
     * @param outlet limits what leaves undecoded, over all shards
     */
    DecoderShard(
            final ByteBudget budget,
            final FlowDecoder decoder,
            final int batchSize,
            final Duration batchInterval,
            final UnparsedOutlet outlet) {
        this.budget = budget;
        this.decoder = decoder;
        this.batchSize = batchSize;
        this.batchNanos = batchInterval.toNanos();
        this.outlet = outlet;
        this.batch = newBatch();
    }

    private DecodedBatch newBatch() {
        return new DecodedBatch(decoder.newBatch(Math.min(batchSize, FIRST_ROOM)));
    }

    /** Datagram, or the end of the connection that it names. */
    private record Arrival(Datagram datagram, boolean endOfSession) {}

    /** Queues a datagram. For any thread. Returns false if the byte budget is used up. */
    boolean offer(final Datagram datagram) {
        return budget.take(datagram.length()) && waiting.add(new Arrival(datagram, false));
    }

    /** Queues the end of a connection, after its last message. For any thread. */
    void endSession(final Exporter exporter, final int port) {
        waiting.add(new Arrival(new Datagram(exporter, port, System.currentTimeMillis(), new byte[0], 0, 0), true));
    }

    /** Claims the shard for this thread. Returns false if another thread has claimed it. */
    boolean claim() {
        return claim.tryLock();
    }

    /** Claims the shard for this thread, and waits for the task that has claimed it. Returns false if that task does not release it in time. */
    boolean claim(final Duration patience) {
        try {
            return claim.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void release() {
        claim.unlock();
    }

    /** Tells whether datagrams wait. For any thread. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The number of datagrams that wait. For any thread. */
    int waiting() {
        return waiting.size();
    }

    /** Tells whether the limit of uncommitted batches is reached, so that the task must wait for their sessions. */
    boolean isWritingEnough() {
        return uncommitted.get() >= MAX_UNCOMMITTED;
    }

    /** Hands out the batch that is to be written next; from now on another batch is filled. */
    DecodedBatch takeBatch() {
        uncommitted.incrementAndGet();
        final DecodedBatch again = givenBack.poll();
        if (again != null) {
            return again;
        }
        final DecodedBatch taken = batch;
        final DecodedBatch next = spare.poll();
        batch = next == null ? newBatch() : next;
        return taken;
    }

    /** Ends the use of a batch whose session is committed. For any thread. */
    void committed(final DecodedBatch written) {
        written.clear();
        spare.add(written);
        uncommitted.decrementAndGet();
    }

    /** Keeps a batch whose session has failed, to be written by the next session. For any thread. */
    void giveBack(final DecodedBatch unwritten) {
        givenBack.add(unwritten);
        uncommitted.decrementAndGet();
    }

    /** The batches that nobody writes at present, oldest first. */
    List<DecodedBatch> unwritten() {
        final List<DecodedBatch> all = new ArrayList<>(givenBack);
        if (!batch.isEmpty()) {
            all.add(batch);
        }
        return all;
    }

    FlowDecoder decoder() {
        return decoder;
    }

    /**
     * Decodes waiting and arriving datagrams, until they are enough for a FlowFile or the first of them has waited long enough.
     *
     * @param patience the longest wait if no datagrams come
     * @param wanted true as long as decoding is to go on; asked before each datagram
     * @return true if a batch should be written now
     */
    boolean gather(final Duration patience, final BooleanSupplier wanted) throws InterruptedException {
        final long leaveNanos = System.nanoTime() + patience.toNanos();
        while (wanted.getAsBoolean()) {
            final long now = System.nanoTime();
            if (isDue(now)) {
                return true;
            }
            final long idleUntil = batch.isEmpty() ? leaveNanos : Math.min(leaveNanos, oldestNanos + batchNanos);
            final Arrival datagram = waiting.poll(Math.max(0, idleUntil - now), TimeUnit.NANOSECONDS);
            if (datagram != null) {
                decode(datagram);
            } else {
                expire();
                if (System.nanoTime() - leaveNanos >= 0) {
                    return isDue(System.nanoTime());
                }
            }
        }
        return !unwritten().isEmpty();
    }

    /**
     * Decodes the waiting datagrams, without waiting for more, until they are enough for a FlowFile or none is left. If none is left, data that
     * waits for a template is handed over as undecoded.
     */
    void gatherLast() {
        while (batch.size() < batchSize) {
            final Arrival datagram = waiting.poll();
            if (datagram == null) {
                decoder.flushPending(sink());
                return;
            }
            decode(datagram);
        }
    }

    private boolean isDue(final long nowNanos) {
        return !givenBack.isEmpty()
                || batch.size() >= batchSize
                || (!batch.isEmpty() && nowNanos - oldestNanos >= batchNanos);
    }

    private void decode(final Arrival arrival) {
        final Datagram datagram = arrival.datagram();
        if (arrival.endOfSession()) {
            expire(() -> decoder.endSession(datagram.exporter(), datagram.port(), sink()));
            return;
        }
        budget.release(datagram.length());
        final boolean first = batch.isEmpty();
        batch.countDatagram();
        decoder.decode(datagram, batch.flows(), sink());
        if (first) {
            oldestNanos = System.nanoTime();
        }
    }

    private DecodedBatchSink sink() {
        return new DecodedBatchSink(batch, outlet);
    }

    private void expire() {
        expire(() -> decoder.expire(System.currentTimeMillis(), sink()));
    }

    private void expire(final Runnable expiring) {
        final boolean first = batch.isEmpty();
        expiring.run();
        if (first) {
            oldestNanos = System.nanoTime();
        }
    }

    /** The amount that the decoder has counted since the previous call. */
    long takeCount(final Counter counter) {
        final long count = decoder.counters().get(counter);
        final Long before = reported.put(counter, count);
        return count - (before == null ? 0 : before);
    }
}
