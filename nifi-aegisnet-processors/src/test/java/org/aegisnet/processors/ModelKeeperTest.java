package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.components.resource.FileResourceReference;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockComponentLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model file that is replaced while the processor runs. */
class ModelKeeperTest {
    private static final String UNWANTED_VERSION = "6.66.6";

    @TempDir
    private Path folder;

    private final MockComponentLog logger = new MockComponentLog("keeper", this);
    private ModelKeeper keeper;

    @BeforeEach
    void loadFirstModel() throws Exception {
        keeper = keeper(Duration.ZERO);
        assertEquals("1.0.0", versionAtWork());
    }

    private ModelKeeper keeper(final Duration refresh) throws Exception {
        final Path file = ModelFixtures.forest(folder);
        return new ModelKeeper(
                new ModelSource(ModelKind.FOREST, Optional.of(new FileResourceReference(file.toFile()))),
                8,
                refresh,
                metadata -> new SchemaPlans(
                        metadata,
                        new Vocabularies().all(),
                        new FeaturePaths(Map.of()),
                        new AttackFields(metadata, "", ReasonFormat.TEXT),
                        false),
                ModelKeeperTest::settingFault,
                logger);
    }

    private static Optional<String> settingFault(final ModelMetadata metadata) {
        return UNWANTED_VERSION.equals(metadata.version())
                ? Optional.of("Threshold: it does not fit this model")
                : Optional.empty();
    }

    @AfterEach
    void holdsNoModelWhenClosed() {
        keeper.close();
        assertEquals(0, ModelRegistry.ofThisNar().size());
    }

    @Test
    void scoresWithTheNewModelOnceTheFileHasChanged() throws Exception {
        ModelFixtures.forest(folder, "1.10.0");

        assertEquals("1.10.0", versionAtWork());
        assertEquals(1, ModelRegistry.ofThisNar().size(), "the old model is closed");
    }

    @Test
    void letsTasksFinishWithTheModelTheyBegan() throws Exception {
        try (BorrowedScorer begun = keeper.borrow()) {
            ModelFixtures.forest(folder, "1.10.0");
            assertEquals("1.10.0", versionAtWork());
            begun.scorer().batch().put(0, new float[] {1, 5000, 1});
            begun.scorer().score(1);
            assertEquals(0.9, begun.scorer().scoreOf(0), 1e-6);
            assertEquals("1.0.0", begun.model().metadata().version());
        }
    }

    @Test
    void looksOnlyWhenTheIntervalHasPassed() throws Exception {
        keeper.close();
        keeper = keeper(Duration.ofHours(1));
        ModelFixtures.forest(folder, "1.10.0");

        assertEquals("1.0.0", versionAtWork());
    }

    @Test
    void keepsTheOldModelWhereTheNewOneIsRefusedAndSaysSoOnce() throws Exception {
        Files.writeString(folder.resolve("forest.onnx"), "these are notes");

        assertEquals("1.0.0", versionAtWork());
        assertEquals("1.0.0", versionAtWork());
        final List<LogMessage> refusals = logger.getErrorMessages();
        assertEquals(1, refusals.size());
        assertTrue(
                refusals.getFirst().getMsg().contains("stays at work"),
                refusals.getFirst().getMsg());
    }

    @Test
    void keepsTheOldModelWhereTheFileIsGone() throws Exception {
        Files.delete(folder.resolve("forest.onnx"));

        assertEquals("1.0.0", versionAtWork());
        assertEquals(1, logger.getErrorMessages().size());
    }

    @Test
    void keepsTheOldModelWhereTheSettingsDoNotFitTheNewOne() throws Exception {
        ModelFixtures.forest(folder, UNWANTED_VERSION);

        assertEquals("1.0.0", versionAtWork());
        final String refusal = logger.getErrorMessages().getFirst().getMsg();
        assertTrue(refusal.contains("does not fit this model"), refusal);
    }

    @Test
    void takesAMendedFileAfterARefusedOne() throws Exception {
        Files.writeString(folder.resolve("forest.onnx"), "these are notes");
        versionAtWork();
        ModelFixtures.forest(folder, "1.10.0");

        assertEquals("1.10.0", versionAtWork());
    }

    @Test
    void lendsNothingOnceClosed() {
        keeper.close();
        assertThrows(ProcessException.class, keeper::borrow);
    }

    private String versionAtWork() {
        try (BorrowedScorer borrowed = keeper.borrow()) {
            return borrowed.model().metadata().version();
        }
    }
}
