package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Path;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/** A model that scores as another one does and says another version, so that a record tells which of the two scored it. */
final class NextModel {
    static final String VERSION = "1.0.1-next";

    private NextModel() {}

    /** The bytes of its file. */
    static byte[] of(final Path bundled) throws IOException, ModelRejectedException {
        final ModelFile file = ModelFile.read(bundled);
        final ModelMetadata metadata = file.metadata();
        final ModelMetadata next = new ModelMetadata(
                metadata.kind(),
                metadata.name(),
                VERSION,
                metadata.features(),
                metadata.defaultThreshold(),
                metadata.thresholds(),
                metadata.benignQuantiles(),
                metadata.referenceFlow(),
                metadata.selfTest(),
                metadata.training());
        return new ModelFileWriter().write(file.graph(), next);
    }
}
