package org.aegisnet.processors.model;

import java.util.Optional;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Choice of an engine for models that plain Java cannot run. Immutable and thread-safe.
 *
 * @param service empty if a processor has plain Java only
 */
public record EngineChoice(Optional<NativeEngineService> service) {
    /** Plain Java only. */
    public static EngineChoice plainJava() {
        return new EngineChoice(Optional.empty());
    }

    /** The sentence for a model that needs a native engine, to a user who has chosen none. */
    static String missingEngine(final String model, final String unsupported) {
        return ("Plain Java cannot run model %s (%s); install nifi-aegisnet-onnxruntime-nar, and choose its service OnnxRuntimeEngine as"
                        + " Native Engine")
                .formatted(model, unsupported);
    }

    /**
     * Decides which engine loads a model. The native engine is not touched if plain Java runs the model.
     *
     * @throws ModelRejectedException if the model needs a native engine and none is chosen, or no engine can score with it
     */
    public ModelLoading loadingOf(final ModelFile file) throws ModelRejectedException {
        final Optional<String> unsupported = ModelLoader.unsupportedByPlainJava(file);
        if (unsupported.isPresent() && service.isEmpty()) {
            throw new ModelRejectedException(missingEngine(file.metadata().id(), unsupported.get()));
        }
        return new ModelLoading(file, unsupported.isPresent() ? service : Optional.empty());
    }
}
