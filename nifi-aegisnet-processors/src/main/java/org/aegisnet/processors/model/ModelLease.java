package org.aegisnet.processors.model;

import java.util.concurrent.atomic.AtomicBoolean;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeTrials;

/** The right to use a shared model until the lease is closed. Thread-safe. */
final class ModelLease implements AutoCloseable {
    private final ModelRegistry registry;
    private final ModelLoading loading;
    private final FlowModel model;
    private final NativeTrials trials;
    private final AtomicBoolean closed = new AtomicBoolean();

    ModelLease(
            final ModelRegistry registry,
            final ModelLoading loading,
            final FlowModel model,
            final NativeTrials trials) {
        this.registry = registry;
        this.loading = loading;
        this.model = model;
        this.trials = trials;
    }

    FlowModel model() {
        return model;
    }

    /** Tells two files with the same content from others. */
    String identity() {
        return loading.file().sha256();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            registry.giveBack(loading.key(), trials);
        }
    }
}
