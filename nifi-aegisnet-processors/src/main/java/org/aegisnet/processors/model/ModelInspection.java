package org.aegisnet.processors.model;

import java.io.IOException;
import java.util.Optional;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Result of the validation of a model file, which does not load the model. Immutable.
 *
 * @param fingerprint of the source when it was read
 * @param metadata empty if the file was rejected
 * @param unsupported the part of the model that plain Java cannot run, in words; empty if plain Java runs all of it
 * @param isLasting true if the result holds as long as the fingerprint is the same; false if the file could not be read
 * @param refusal a sentence with the reason for the rejection; empty if the file can be used
 */
public record ModelInspection(
        String fingerprint,
        Optional<ModelMetadata> metadata,
        Optional<String> unsupported,
        boolean isLasting,
        Optional<String> refusal) {
    /** Reads a source and checks it. */
    public static ModelInspection of(final ModelSource source) {
        final String fingerprint = source.fingerprint();
        try {
            final ModelFile file = source.read();
            return new ModelInspection(
                    fingerprint,
                    Optional.of(file.metadata()),
                    ModelLoader.unsupportedByPlainJava(file),
                    true,
                    Optional.empty());
        } catch (final ModelRejectedException e) {
            return new ModelInspection(
                    fingerprint, Optional.empty(), Optional.empty(), true, Optional.of(e.getMessage()));
        } catch (final IOException e) {
            return new ModelInspection(
                    fingerprint, Optional.empty(), Optional.empty(), false, Optional.of(e.getMessage()));
        }
    }

    /** The sentence for a user whose model needs a native engine that is not chosen; empty if the model can run. */
    public Optional<String> missingEngine(final boolean hasEngine) {
        return hasEngine
                ? Optional.empty()
                : unsupported.map(reason ->
                        EngineChoice.missingEngine(metadata.orElseThrow().id(), reason));
    }

    /** Tells whether the result still holds for a source. */
    public boolean holdsFor(final ModelSource source) {
        return isLasting && fingerprint.equals(source.fingerprint());
    }
}
