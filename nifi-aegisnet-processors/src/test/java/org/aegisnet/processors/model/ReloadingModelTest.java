package org.aegisnet.processors.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.processors.ReplacedFile;
import org.aegisnet.processors.scoring.AttackFields;
import org.aegisnet.processors.scoring.FeaturePaths;
import org.aegisnet.processors.scoring.PlanCache;
import org.aegisnet.processors.scoring.ReasonFormat;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.components.resource.FileResourceReference;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockComponentLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model file that is replaced while the processor runs. */
@Timeout(60)
class ReloadingModelTest {
    private static final String UNWANTED_VERSION = "6.66.6";

    @TempDir
    private Path folder;

    private final MockComponentLog logger = new MockComponentLog("keeper", this);
    private ReloadingModel<PlanCache> keeper;

    @BeforeEach
    void loadFirstModel() throws Exception {
        keeper = keeper(Duration.ZERO);
        assertEquals("1.0.0", versionAtWork());
    }

    private ReloadingModel<PlanCache> keeper(final Duration refresh) throws Exception {
        final Path file = ModelFixtures.forest(folder);
        return keeper(
                refresh, new ModelSource(ModelKind.FOREST, Optional.of(new FileResourceReference(file.toFile()))));
    }

    private ReloadingModel<PlanCache> keeper(final Duration refresh, final ModelSource source) throws Exception {
        return new ReloadingModel<>(
                source,
                8,
                refresh,
                metadata -> new PlanCache(
                        metadata,
                        new Vocabularies().all(),
                        new FeaturePaths(Map.of()),
                        new AttackFields(metadata, "", ReasonFormat.TEXT),
                        false),
                ReloadingModelTest::settingFault,
                EngineChoice.plainJava(),
                NativeTrials.UNRECORDED,
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

        awaitVersion("1.10.0");
        assertEquals(1, ModelRegistry.ofThisNar().size(), "the old model is closed");
    }

    @Test
    void letsTasksFinishWithTheModelTheyBegan() throws Exception {
        try (ScorerLease<PlanCache> begun = keeper.borrow()) {
            ModelFixtures.forest(folder, "1.10.0");
            awaitVersion("1.10.0");
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
    void keepsTheOldModelIfTheNewOneIsRejectedAndSaysSoOnce() throws Exception {
        ReplacedFile.write(folder.resolve("forest.onnx"), "these are notes");

        awaitRefusal();
        lookTwiceMore();
        assertEquals("1.0.0", versionAtWork());
        final List<LogMessage> refusals = logger.getErrorMessages();
        assertEquals(1, refusals.size());
        assertTrue(
                refusals.getFirst().getMsg().contains("stays in use"),
                refusals.getFirst().getMsg());
    }

    @Test
    void keepsTheOldModelIfTheFileIsGone() throws Exception {
        Files.delete(folder.resolve("forest.onnx"));

        awaitRefusal();
        lookTwiceMore();
        assertEquals("1.0.0", versionAtWork());
        assertEquals(1, logger.getErrorMessages().size());
    }

    @Test
    void keepsTheOldModelIfTheSettingsDoNotFitTheNewOne() throws Exception {
        ModelFixtures.forest(folder, UNWANTED_VERSION);

        awaitRefusal();
        assertEquals("1.0.0", versionAtWork());
        final String refusal = logger.getErrorMessages().getFirst().getMsg();
        assertTrue(refusal.contains("does not fit this model"), refusal);
    }

    @Test
    void takesAMendedFileAfterARejectedOne() throws Exception {
        ReplacedFile.write(folder.resolve("forest.onnx"), "these are notes");
        awaitRefusal();
        ModelFixtures.forest(folder, "1.10.0");

        awaitVersion("1.10.0");
    }

    @Test
    void lendsNothingOnceClosed() {
        keeper.close();
        assertThrows(ProcessException.class, keeper::borrow);
    }

    /** Neither its time nor its size tells that the file is another one. */
    @Test
    void seesAnotherModelOfTheSameSizeAndTime() throws Exception {
        final Path file = folder.resolve("forest.onnx");
        final FileTime time = Files.getLastModifiedTime(file);
        final byte[] other =
                Files.readAllBytes(ModelFixtures.forest(Files.createDirectory(folder.resolve("other")), "1.0.1"));
        assertEquals(Files.size(file), other.length);
        Files.write(file, other);
        Files.setLastModifiedTime(file, time);

        awaitVersion("1.0.1");
    }

    @Test
    void takesAFileThatCouldNotBeReadOnceItCan() throws Exception {
        final Path file = folder.resolve("forest.onnx");
        final byte[] next =
                Files.readAllBytes(ModelFixtures.forest(Files.createDirectory(folder.resolve("next")), "1.10.0"));
        final Path unreadable = folder.resolve("unreadable.onnx");
        keeper.close();
        final AtomicBoolean readable = new AtomicBoolean(true);
        keeper = keeper(
                Duration.ZERO,
                new ModelSource(ModelKind.FOREST, Optional.of(new FileResourceReference(file.toFile()))) {
                    @Override
                    public ModelFile read() throws ModelRejectedException, IOException {
                        if (!readable.get()) {
                            throw new IOException("%s cannot be read: AccessDenied".formatted(unreadable));
                        }
                        return super.read();
                    }
                });
        readable.set(false);
        ReplacedFile.write(file, next);
        awaitRefusal();
        readable.set(true);

        awaitVersion("1.10.0");
    }

    /** As a server that does not answer would. */
    @Test
    void scoresOnWhileAnotherModelIsNotComing() throws Exception {
        final CountDownLatch asked = new CountDownLatch(1);
        final AtomicBoolean interrupted = new AtomicBoolean();
        final AtomicBoolean first = new AtomicBoolean(true);
        final Path file = folder.resolve("forest.onnx");
        keeper.close();
        keeper = keeper(
                Duration.ZERO,
                new ModelSource(ModelKind.FOREST, Optional.of(new FileResourceReference(file.toFile()))) {
                    @Override
                    public ModelFile read() throws ModelRejectedException, IOException {
                        if (first.getAndSet(false)) {
                            return super.read();
                        }
                        asked.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (final InterruptedException e) {
                            interrupted.set(true);
                        }
                        throw new IOException("It has been stopped");
                    }
                });
        ModelFixtures.forest(folder, "1.10.0");
        assertEquals("1.0.0", versionAtWork());
        asked.await();
        for (int flow = 0; flow < 100; flow++) {
            assertEquals("1.0.0", versionAtWork());
        }
        assertEquals(1, threadsThatLook());
        keeper.close();
        assertTrue(interrupted.get());
        assertEquals(0, threadsThatLook());
        assertEquals(List.of(), logger.getErrorMessages());
    }

    private static long threadsThatLook() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("AegisNet looks for a changed model"))
                .count();
    }

    private void awaitVersion(final String version) throws InterruptedException {
        while (!versionAtWork().equals(version)) {
            Thread.sleep(1);
        }
    }

    private void awaitRefusal() throws InterruptedException {
        while (logger.getErrorMessages().isEmpty()) {
            versionAtWork();
            Thread.sleep(1);
        }
    }

    private void lookTwiceMore() throws InterruptedException {
        for (int look = 0; look < 20; look++) {
            versionAtWork();
            Thread.sleep(5);
        }
    }

    private String versionAtWork() {
        try (ScorerLease<PlanCache> borrowed = keeper.borrow()) {
            return borrowed.model().metadata().version();
        }
    }
}
