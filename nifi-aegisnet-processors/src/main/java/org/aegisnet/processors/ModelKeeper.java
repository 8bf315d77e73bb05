package org.aegisnet.processors;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Keeps the model of one scheduled processor: loads it, looks for a changed file, swaps, and closes. A file that cannot be used never takes the place
 * of a model that works. Thread-safe; owns the active model.
 */
final class ModelKeeper implements AutoCloseable {
    private final ModelSource source;
    private final int batchSize;
    private final long refreshNanos;
    private final Function<ModelMetadata, SchemaPlans> plans;
    private final Function<ModelMetadata, Optional<String>> settingFault;
    private final ComponentLog logger;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile ActiveModel active;
    private volatile boolean closed;
    private volatile long checkedAt;
    private String fingerprint;

    /**
     * Loads the model.
     *
     * @param source where it is
     * @param refresh how often to look whether it has changed
     * @param plans what a model does with the records of each schema
     * @param settingFault why the processor's settings do not fit a model, in words; empty where they do
     * @throws ModelRejectedException where the model cannot be used, or does not fit the settings
     * @throws IOException where it cannot be read
     */
    ModelKeeper(
            final ModelSource source,
            final int batchSize,
            final Duration refresh,
            final Function<ModelMetadata, SchemaPlans> plans,
            final Function<ModelMetadata, Optional<String>> settingFault,
            final ComponentLog logger)
            throws ModelRejectedException, IOException {
        this.source = source;
        this.batchSize = batchSize;
        this.refreshNanos = refresh.toNanos();
        this.plans = plans;
        this.settingFault = settingFault;
        this.logger = logger;
        this.fingerprint = source.fingerprint();
        this.active = load(source.read());
        this.checkedAt = System.nanoTime();
    }

    private ActiveModel load(final ModelFile file) throws ModelRejectedException {
        final Optional<String> fault = settingFault.apply(file.metadata());
        if (fault.isPresent()) {
            throw new ModelRejectedException(fault.get());
        }
        final ModelLease lease = ModelRegistry.ofThisNar().lease(file);
        return new ActiveModel(lease.identity(), new ScorerPool(lease, batchSize), plans.apply(file.metadata()));
    }

    /**
     * Lends a scorer of the model at work to one task. Looks for a changed file first when the interval has passed; one task does, the others go on.
     *
     * @throws ProcessException where the processor has been stopped
     */
    BorrowedScorer borrow() {
        refreshWhenDue();
        while (!closed) {
            final ActiveModel model = active;
            final Optional<BatchScorer> scorer = model.pool().borrow();
            if (scorer.isPresent()) {
                return new BorrowedScorer(model, scorer.get());
            }
        }
        throw new ProcessException("The model has been released; the processor is stopping");
    }

    private void refreshWhenDue() {
        if (System.nanoTime() - checkedAt >= refreshNanos && source.canChange() && refreshing.tryLock()) {
            try {
                refresh();
            } finally {
                checkedAt = System.nanoTime();
                refreshing.unlock();
            }
        }
    }

    private void refresh() {
        final String found = source.fingerprint();
        if (closed || (source.isLocal() && found.equals(fingerprint))) {
            return;
        }
        fingerprint = found;
        try {
            final ActiveModel fresh = load(source.read());
            if (fresh.identity().equals(active.identity())) {
                fresh.close();
                return;
            }
            swap(fresh);
        } catch (final ModelRejectedException | IOException e) {
            logger.error(
                    "The changed model is refused, and {} stays at work: {}",
                    active.metadata().id(),
                    e.getMessage());
        }
    }

    private synchronized void swap(final ActiveModel fresh) {
        if (closed) {
            fresh.close();
            return;
        }
        final ActiveModel old = active;
        active = fresh;
        old.close();
        logger.info(
                "Model {} has taken the place of {}",
                fresh.metadata().id(),
                old.metadata().id());
    }

    @Override
    public synchronized void close() {
        closed = true;
        active.close();
    }
}
