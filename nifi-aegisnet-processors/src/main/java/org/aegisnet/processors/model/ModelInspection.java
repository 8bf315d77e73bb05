package org.aegisnet.processors.model;

import java.io.IOException;
import java.util.Optional;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Result of the validation of a model file, which does not load the model. Immutable.
 *
 * @param fingerprint of the source when it was read
 * @param metadata empty if the file was rejected
 * @param isLasting true if the result holds as long as the fingerprint is the same; false if the file could not be read
 * @param refusal a sentence with the reason for the rejection; empty if the file can be used
 */
public record ModelInspection(
        String fingerprint, Optional<ModelMetadata> metadata, boolean isLasting, Optional<String> refusal) {
    public static ModelInspection of(final ModelSource source) {
        final String fingerprint = source.fingerprint();
        try {
            return new ModelInspection(fingerprint, Optional.of(source.read().metadata()), true, Optional.empty());
        } catch (final ModelRejectedException e) {
            return new ModelInspection(fingerprint, Optional.empty(), true, Optional.of(e.getMessage()));
        } catch (final IOException e) {
            return new ModelInspection(fingerprint, Optional.empty(), false, Optional.of(e.getMessage()));
        }
    }

    /** Tells whether the result still holds for a source. */
    public boolean holdsFor(final ModelSource source) {
        return isLasting && fingerprint.equals(source.fingerprint());
    }
}
