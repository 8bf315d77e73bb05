package org.aegisnet.processors.model;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Holder of the model of one scheduled processor: it loads the model, looks for a changed file, swaps models, and closes them. A file that cannot be
 * used never replaces a model that works. A background task reads and checks another model, so that a slow server, file system or model never delays
 * scoring. A trigger only takes a model that is ready. Thread-safe; owns the active model and the background task.
 *
 * @param <P> the type of the plans that go with a model
 */
public final class ReloadingModel<P> implements AutoCloseable {
    private final ModelSource source;
    private final int batchSize;
    private final long refreshNanos;
    private final Function<ModelMetadata, P> plans;
    private final Function<ModelMetadata, Optional<String>> settingFault;
    private final EngineChoice engine;
    private final NativeTrials trials;
    private final ComponentLog logger;
    private final BackgroundTask background = new BackgroundTask("AegisNet looks for a changed model");
    private Optional<ActiveModel<P>> ready = Optional.empty();
    private volatile ActiveModel<P> active;
    private volatile boolean closed;
    private volatile boolean hasReady;
    private volatile long checkedAt;
    private volatile String fingerprint;
    private volatile String lastComplaint = "";

    /**
     * Loads the model.
     *
     * @param source where it is
     * @param refresh how often to look whether it has changed
     * @param plans what a model does with the records of each schema
     * @param settingFault why the processor's settings do not fit a model, in words; empty if they do
     * @param engine runs a model that plain Java cannot run
     * @param trials where it is noted that native code is tried with a model
     * @throws ModelRejectedException if the model cannot be used, or does not fit the settings
     * @throws IOException if it cannot be read
     */
    public ReloadingModel(
            final ModelSource source,
            final int batchSize,
            final Duration refresh,
            final Function<ModelMetadata, P> plans,
            final Function<ModelMetadata, Optional<String>> settingFault,
            final EngineChoice engine,
            final NativeTrials trials,
            final ComponentLog logger)
            throws ModelRejectedException, IOException {
        this.source = source;
        this.batchSize = batchSize;
        this.refreshNanos = refresh.toNanos();
        this.plans = plans;
        this.settingFault = settingFault;
        this.engine = engine;
        this.trials = trials;
        this.logger = logger;
        this.fingerprint = source.fingerprint();
        this.active = load(source.read());
        this.checkedAt = System.nanoTime();
    }

    private ActiveModel<P> load(final ModelFile file) throws ModelRejectedException {
        final Optional<String> fault = settingFault.apply(file.metadata());
        if (fault.isPresent()) {
            throw new ModelRejectedException(fault.get());
        }
        final ModelLease lease = ModelRegistry.ofThisNar().lease(engine.loadingOf(file), trials);
        return new ActiveModel<>(lease.identity(), new ScorerPool(lease, batchSize), plans.apply(file.metadata()));
    }

    /**
     * Lends a scorer of the model at work to one task. Takes another model first if one is ready, and has one looked for when the interval has
     * passed.
     *
     * @throws ProcessException if the processor has been stopped
     */
    public ScorerLease<P> borrow() {
        if (hasReady) {
            swap();
        }
        if (System.nanoTime() - checkedAt >= refreshNanos && source.canChange() && !closed) {
            background.start(this::refresh);
        }
        while (!closed) {
            final ActiveModel<P> model = active;
            final Optional<BatchScorer> scorer = model.pool().borrow();
            if (scorer.isPresent()) {
                return new ScorerLease<>(model, scorer.get());
            }
        }
        throw new ProcessException("The model has been released; the processor is stopping");
    }

    private void refresh() {
        final String found = source.fingerprint();
        try {
            if (!source.isLocal() || !found.equals(fingerprint)) {
                final ModelFile file = source.read();
                offer(file.sha256().equals(active.identity()) ? Optional.empty() : Optional.of(load(file)));
                fingerprint = found;
                lastComplaint = "";
            }
        } catch (final ModelRejectedException e) {
            // The same content would be refused again; what could not be read may be readable the next time.
            fingerprint = found;
            complain(found, e);
        } catch (final IOException | RuntimeException e) {
            complain(found, e);
        } finally {
            checkedAt = System.nanoTime();
        }
    }

    private void complain(final String found, final Exception e) {
        final String complaint = found + ErrorMessages.inWords(e);
        if (!closed && !complaint.equals(lastComplaint)) {
            lastComplaint = complaint;
            logger.error(
                    "The changed model is rejected, and {} stays in use: {}",
                    active.metadata().id(),
                    ErrorMessages.inWords(e));
        }
    }

    /** Lays another model down for the next trigger, in the place of one that lies there. */
    private synchronized void offer(final Optional<ActiveModel<P>> fresh) {
        ready.ifPresent(ActiveModel::close);
        ready = closed ? Optional.empty() : fresh;
        hasReady = ready.isPresent();
        if (closed) {
            fresh.ifPresent(ActiveModel::close);
        }
    }

    private synchronized void swap() {
        if (ready.isEmpty() || closed) {
            return;
        }
        final ActiveModel<P> fresh = ready.get();
        final ActiveModel<P> old = active;
        active = fresh;
        ready = Optional.empty();
        hasReady = false;
        old.close();
        logger.info(
                "Model {} has taken the place of {}",
                fresh.metadata().id(),
                old.metadata().id());
    }

    @Override
    public void close() {
        closed = true;
        background.close();
        offer(Optional.empty());
        active.close();
    }
}
