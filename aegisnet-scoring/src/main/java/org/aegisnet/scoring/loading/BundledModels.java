package org.aegisnet.scoring.loading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;

/** The models that come with AegisNet, one of each kind. Thread-safe. */
public final class BundledModels {
    private static final String FOLDER = "/org/aegisnet/scoring/bundled/";

    /**
     * Reads the bundled model of a kind.
     *
     * @throws ModelRejectedException if this build of AegisNet carries a model that it cannot use
     */
    public ModelFile read(final ModelKind kind) throws ModelRejectedException {
        final String name = FOLDER + "flow-" + kind.id() + ".onnx";
        try (InputStream stream = BundledModels.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new ModelRejectedException(
                        "This build of AegisNet lacks %s; build it from a whole checkout".formatted(name));
            }
            return ModelFile.read(stream);
        } catch (final IOException e) {
            throw new UncheckedIOException("%s in the AegisNet jar cannot be read".formatted(name), e);
        }
    }
}
