package org.aegisnet.processors;

import java.io.IOException;
import java.util.Optional;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * What validation learns of a model file without loading it. Immutable.
 *
 * @param fingerprint of the source when it was read
 * @param metadata empty where the file was refused
 * @param refusal the sentence that says why; empty where the file can be used
 */
record ModelInspection(String fingerprint, Optional<ModelMetadata> metadata, Optional<String> refusal) {
    static ModelInspection of(final ModelSource source) {
        final String fingerprint = source.fingerprint();
        try {
            return new ModelInspection(fingerprint, Optional.of(source.read().metadata()), Optional.empty());
        } catch (final ModelRejectedException | IOException e) {
            return new ModelInspection(fingerprint, Optional.empty(), Optional.of(e.getMessage()));
        }
    }
}
