package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.aegisnet.netflow.decode.Counter;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.time.BulletinInterval;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.schema.access.SchemaNotFoundException;

/**
 * Collector of flows from one start of the listener to its end: it receives datagrams, decodes them and writes them to FlowFiles. Safe for all
 * tasks.
 *
 * <p>Decoded data stays with its shard until the session that wrote it is committed. So nothing is lost if a session fails; the next session
 * writes the data.
 */
final class NetFlowCollector {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    /** NiFi's shutdown does not wait for tasks; one that has been terminated may never end. */
    private static final Duration LAST_TASK = Duration.ofSeconds(5);

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration BULLETIN_INTERVAL = Duration.ofMinutes(1);

    private final NetFlowListener listener;
    private final DecodedBatchWriter writer;
    private final TemplateStateStore templates;
    private final boolean withOptions;
    private final ComponentLog logger;
    private final UnparsedOutlet outlet;
    private final BulletinInterval report = new BulletinInterval(REPORT_INTERVAL);
    private final BulletinInterval forgottenBulletin = new BulletinInterval(BULLETIN_INTERVAL);
    private final BulletinInterval droppedBulletin = new BulletinInterval(BULLETIN_INTERVAL);

    /** Next step of a task. */
    enum Next {
        GO_ON,
        YIELD
    }

    /**
     * @param outlet what the shards share
     * @param withOptions whether anybody wants the options records
     */
    NetFlowCollector(
            final NetFlowListener listener,
            final DecodedBatchWriter writer,
            final TemplateStateStore templates,
            final UnparsedOutlet outlet,
            final boolean withOptions,
            final ComponentLog logger) {
        this.listener = listener;
        this.writer = writer;
        this.templates = templates;
        this.outlet = outlet;
        this.withOptions = withOptions;
        this.logger = logger;
    }

    /**
     * Decodes received datagrams, and writes a batch when it is due.
     *
     * @param scheduled true as long as the processor is scheduled
     * @param open relationships whose connections accept FlowFiles
     * @throws ProcessException if nothing can be received any more
     */
    Next work(final ProcessSessionFactory sessions, final BooleanSupplier scheduled, final Set<Relationship> open) {
        final Optional<String> failure = listener.failure();
        if (failure.isPresent() && scheduled.getAsBoolean()) {
            throw new ProcessException("Nothing is received at %s any more: %s. Stop the processor and start it again"
                    .formatted(listener.local(), failure.get()));
        }
        if (!open.contains(ListenNetFlow.SUCCESS) || (withOptions && !open.contains(ListenNetFlow.OPTIONS))) {
            return Next.YIELD;
        }
        final Optional<DecoderShard> claimed = listener.claimShard();
        if (claimed.isEmpty()) {
            return Next.YIELD;
        }
        final DecoderShard shard = claimed.get();
        try {
            if (shard.isWritingEnough()) {
                return Next.YIELD;
            }
            final boolean written =
                    !shard.gather(PATIENCE, scheduled) || write(shard, sessions, open.contains(ListenNetFlow.UNPARSED));
            reportIfDue(shard, sessions);
            sayIfDue();
            templates.saveIfDue(shard);
            return written ? Next.GO_ON : Next.YIELD;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return Next.GO_ON;
        } finally {
            shard.release();
        }
    }

    /** Ends receiving. Datagrams that were received can still be written. */
    void stopReceiving() {
        listener.close();
    }

    /**
     * Writes all that has been received, after receiving has been ended, and keeps the templates.
     *
     * @param sessions empty if the processor was never triggered; what was received cannot be written then
     */
    void finish(final Optional<ProcessSessionFactory> sessions) {
        for (final DecoderShard shard : listener.shards()) {
            if (!shard.claim(LAST_TASK)) {
                logger.error(
                        "A task that does not end still holds its decoded flows, and {} datagrams; they are lost",
                        shard.waiting());
                continue;
            }
            try {
                finish(shard, sessions);
                templates.save(shard);
            } finally {
                shard.release();
            }
        }
    }

    private void finish(final DecoderShard shard, final Optional<ProcessSessionFactory> sessions) {
        shard.gatherLast();
        while (!shard.unwritten().isEmpty()) {
            if (sessions.isEmpty() || !writeLast(shard, sessions.get())) {
                final List<DecodedBatch> lost = shard.unwritten();
                logger.error(
                        "{} flows, {} options records, {} unparsed datagrams and {} datagrams not yet decoded could not be written at the stop and are"
                                + " lost",
                        sum(lost, batch -> batch.flows().size()),
                        sum(lost, batch -> batch.options().size()),
                        sum(lost, batch -> batch.unparsed().size()),
                        shard.waiting());
                return;
            }
            shard.gatherLast();
        }
        sessions.ifPresent(factory -> report(shard, factory));
        sayIfDue();
    }

    private static int sum(final List<DecodedBatch> batches, final ToIntFunction<DecodedBatch> size) {
        return batches.stream().mapToInt(size).sum();
    }

    private boolean writeLast(final DecoderShard shard, final ProcessSessionFactory sessions) {
        try {
            return write(shard, sessions, true);
        } catch (final FlowFileAccessException | FlowFileHandlingException | ProcessException e) {
            logger.error("Writing at the stop has failed", e);
            return false;
        }
    }

    /**
     * Writes a batch. It stays with its shard until the session is committed, which a session may do later than it is asked to.
     *
     * @param withUnparsed whether the connection of unparsed has budget; what has none there is dropped, so that junk never stops the flows
     * @return false if the records cannot be written; they then wait
     */
    private boolean write(final DecoderShard shard, final ProcessSessionFactory sessions, final boolean withUnparsed) {
        final DecodedBatch batch = shard.takeBatch();
        final AtomicBoolean settled = new AtomicBoolean();
        final ProcessSession session = sessions.createSession();
        if (!withUnparsed) {
            batch.unparsed().forEach(outlet.dropped()::addOverQueue);
            batch.unparsed().clear();
        }
        try {
            writer.write(batch, session, withOptions);
            adjustCounters(shard, session);
            session.commitAsync(
                    () -> settle(settled, () -> shard.committed(batch)),
                    failure -> settle(settled, () -> giveBack(shard, batch, failure)));
            return true;
        } catch (final FlowFileAccessException | FlowFileHandlingException | ProcessException e) {
            session.rollback();
            settle(settled, () -> shard.giveBack(batch));
            throw e;
        } catch (final IOException | SchemaNotFoundException | RuntimeException e) {
            session.rollback();
            settle(settled, () -> giveBack(shard, batch, e));
            return false;
        }
    }

    /** A session that fails may say so twice, by its callback and by an exception. */
    private static void settle(final AtomicBoolean settled, final Runnable settling) {
        if (settled.compareAndSet(false, true)) {
            settling.run();
        }
    }

    private void giveBack(final DecoderShard shard, final DecodedBatch batch, final Throwable reason) {
        logger.error(
                "%d flows and %d options records cannot be written and wait; look at the Record Writer: %s"
                        .formatted(batch.flows().size(), batch.options().size(), ErrorMessages.inWords(reason)),
                reason);
        shard.giveBack(batch);
    }

    private void sayIfDue() {
        sayIfDue(forgottenBulletin, outlet.forgotten()::take, outlet.forgotten().isEmpty());
        sayIfDue(droppedBulletin, outlet.dropped()::take, outlet.dropped().isEmpty());
    }

    private void sayIfDue(
            final BulletinInterval bulletin, final Supplier<Optional<String>> news, final boolean nothingNew) {
        if (!nothingNew && bulletin.isDue(System.nanoTime())) {
            news.get().ifPresent(logger::warn);
        }
    }

    private void reportIfDue(final DecoderShard shard, final ProcessSessionFactory sessions) {
        if (report.isDue(System.nanoTime())) {
            report(shard, sessions);
        }
    }

    private void report(final DecoderShard shard, final ProcessSessionFactory sessions) {
        final ProcessSession session = sessions.createSession();
        adjustCounters(shard, session);
        session.commitAsync();
    }

    private void adjustCounters(final DecoderShard shard, final ProcessSession session) {
        for (final Counter counter : Counter.values()) {
            adjust(session, CounterNames.of(counter), shard.takeCount(counter));
        }
        listener.counts().takeAll((counter, count) -> adjust(session, counter.counterName(), count));
    }

    /** At once, whatever becomes of the session: the count has been taken and will not come again. */
    private static void adjust(final ProcessSession session, final String name, final long count) {
        if (count != 0) {
            session.adjustCounter(name, count, true);
        }
    }
}
