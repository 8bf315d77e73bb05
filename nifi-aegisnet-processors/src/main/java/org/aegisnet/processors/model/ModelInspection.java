package org.aegisnet.processors.model;

import java.io.IOException;
import java.util.Optional;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * What validation learns of a model file without loading it. Immutable.
 *
 * @param fingerprint of the source when it was read
 * @param metadata empty where the file was refused
 * @param isLasting whether another look would find the same as long as the fingerprint is the same; not where the file could not be read
 * @param refusal the sentence that says why; empty where the file can be used
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

    /** Whether it still holds for a source. */
    public boolean holdsFor(final ModelSource source) {
        return isLasting && fingerprint.equals(source.fingerprint());
    }
}
