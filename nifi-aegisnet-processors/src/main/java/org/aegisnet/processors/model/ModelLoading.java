package org.aegisnet.processors.model;

import java.util.Optional;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * A model file and the engine that loads it. Immutable.
 *
 * @param service empty if plain Java runs the model
 */
public record ModelLoading(ModelFile file, Optional<NativeEngineService> service) {
    /**
     * The key by which processors share the loaded model: its content, and the service that owns its native memory. A service is disabled after the
     * processors that name it have stopped, so processors with different services never share a model in native code.
     */
    String key() {
        return service.map(owner -> file.sha256() + " in " + owner.getIdentifier())
                .orElseGet(file::sha256);
    }

    /**
     * Loads the model.
     *
     * @param trials records that native code is tried with the model
     * @return a model that the caller closes
     * @throws ModelRejectedException if the model cannot be used
     */
    public FlowModel load(final NativeTrials trials) throws ModelRejectedException {
        return new ModelLoader(service.map(NativeEngineService::engine)).load(file, trials);
    }
}
