package org.aegisnet.processors.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    @TempDir
    private Path folder;

    private final ModelRegistry registry = new ModelRegistry();

    @Test
    void loadsTheSameContentOnceFromAllPaths() throws Exception {
        final Path first = ModelFixtures.forest(folder);
        final Path copy = Files.copy(first, folder.resolve("copy.onnx"));

        final ModelLease one =
                registry.lease(EngineChoice.plainJava().loadingOf(ModelFile.read(first)), NativeTrials.UNRECORDED);
        final ModelLease other =
                registry.lease(EngineChoice.plainJava().loadingOf(ModelFile.read(copy)), NativeTrials.UNRECORDED);
        assertSame(one.model(), other.model());
        assertEquals(1, registry.size());
    }

    @Test
    void keepsOtherContentApart() throws Exception {
        final ModelLease one = registry.lease(
                EngineChoice.plainJava().loadingOf(ModelFile.read(ModelFixtures.forest(folder, "1.0.0"))),
                NativeTrials.UNRECORDED);
        final ModelLease other = registry.lease(
                EngineChoice.plainJava().loadingOf(ModelFile.read(ModelFixtures.forest(folder, "1.0.1"))),
                NativeTrials.UNRECORDED);
        assertNotSame(one.model(), other.model());
    }

    @Test
    void closesTheModelWithItsLastLeaseOnly() throws Exception {
        final ModelFile file = ModelFile.read(ModelFixtures.autoencoder(folder));
        final ModelLease one = registry.lease(EngineChoice.plainJava().loadingOf(file), NativeTrials.UNRECORDED);
        final ModelLease other = registry.lease(EngineChoice.plainJava().loadingOf(file), NativeTrials.UNRECORDED);

        one.close();
        one.close();
        other.model().openScorer(1).close();
        other.close();
        assertEquals(0, registry.size());
        assertThrows(IllegalStateException.class, () -> other.model().openScorer(1));
    }
}
