package org.aegisnet.processors.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
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
     * Lends the model of a file, and loads it if it is not loaded yet. Leases of other models do not wait for the loading.
     *
     * @param trials records that native code is tried with the model
     * @throws ModelRejectedException if the model cannot be used
     */
    ModelLease lease(final ModelFile file, final NativeTrials trials) throws ModelRejectedException {
        final String identity = file.sha256();
        final SharedModel shared = take(identity);
        try {
            shared.trials.join(trials);
            return new ModelLease(this, identity, shared.load(file), trials);
        } catch (final ModelRejectedException | RuntimeException e) {
            giveBack(identity, trials);
            throw e;
        }
    }

    private synchronized SharedModel take(final String identity) {
        final SharedModel shared = models.computeIfAbsent(identity, key -> new SharedModel());
        shared.leases++;
        return shared;
    }

    void giveBack(final String identity, final NativeTrials trials) {
        final SharedModel shared;
        synchronized (this) {
            shared = models.get(identity);
            shared.leases--;
            if (shared.leases > 0) {
                shared.trials.leave(trials);
                return;
            }
            models.remove(identity);
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

        private synchronized FlowModel load(final ModelFile file) throws ModelRejectedException {
            if (model.isEmpty()) {
                model = Optional.of(new ModelLoader().load(file, trials));
            }
            return model.get();
        }

        private synchronized void close() {
            model.ifPresent(FlowModel::close);
        }
    }
}
