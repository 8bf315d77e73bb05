package org.aegisnet.processors.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * The models that are loaded in this NAR. Processors with the same model share one: it is loaded for the first of them and closed after the last.
 * Thread-safe.
 */
final class ModelRegistry {
    /** NiFi gives processors nothing that they could share a model by, but the class loader of their NAR. */
    private static final ModelRegistry OF_THIS_NAR = new ModelRegistry();

    private final Map<String, SharedModel> models = new HashMap<>();

    static ModelRegistry ofThisNar() {
        return OF_THIS_NAR;
    }

    /**
     * Lends a model, and loads it if it is not loaded yet. Leases of other models do not wait for the loading.
     *
     * @param trials records that native code is tried with the model
     * @throws ModelRejectedException if the model cannot be used
     */
    ModelLease lease(final ModelLoading loading, final NativeTrials trials) throws ModelRejectedException {
        final String key = loading.key();
        final SharedModel shared = take(key);
        try {
            shared.trials.join(trials);
            return new ModelLease(this, loading, shared.load(loading), trials);
        } catch (final ModelRejectedException | RuntimeException e) {
            giveBack(key, trials);
            throw e;
        }
    }

    private synchronized SharedModel take(final String key) {
        final SharedModel shared = models.computeIfAbsent(key, absent -> new SharedModel());
        shared.leases++;
        return shared;
    }

    void giveBack(final String key, final NativeTrials trials) {
        final SharedModel shared;
        synchronized (this) {
            shared = models.get(key);
            shared.leases--;
            if (shared.leases > 0) {
                shared.trials.leave(trials);
                return;
            }
            models.remove(key);
        }
        shared.close();
    }

    /** The number of loaded models. */
    synchronized int size() {
        return models.size();
    }

    private static final class SharedModel {
        private final SharedTrials trials = new SharedTrials();
        private Optional<FlowModel> model = Optional.empty();
        private int leases;

        private synchronized FlowModel load(final ModelLoading loading) throws ModelRejectedException {
            if (model.isEmpty()) {
                model = Optional.of(loading.load(trials));
            }
            return model.get();
        }

        private synchronized void close() {
            model.ifPresent(FlowModel::close);
        }
    }
}
