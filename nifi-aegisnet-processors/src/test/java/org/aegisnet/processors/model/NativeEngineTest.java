package org.aegisnet.processors.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelFile;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that plain Java cannot run, with the Native Engine and without. */
class NativeEngineTest {
    private static final String NEEDED =
            "Plain Java cannot run model fixture-autoencoder 1.0.0 (operator Erf is not known); install"
                    + " nifi-aegisnet-onnxruntime-nar, and choose its service OnnxRuntimeEngine as Native Engine";

    @TempDir
    private Path folder;

    private static List<ConfigVerificationResult> verified(final TestRunner runner) {
        return ((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of());
    }

    private static EngineChoice service(final String identifier) {
        return new EngineChoice(Optional.of(new NativeEngineInTests() {
            @Override
            public String getIdentifier() {
                return identifier;
            }
        }));
    }

    @Test
    void scoresWithTheNativeEngine() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.nativeAutoencoder(folder);
        flows.csv("a,3000,0,0\n");

        assertEquals(
                3,
                flows.records(FlowScoringProcessor.SUSPICIOUS)
                        .getFirst()
                        .get("anomaly_score")
                        .asDouble(),
                1e-6);
        assertEquals(Outcome.SUCCESSFUL, verified(flows.runner()).getFirst().getOutcome());
    }

    @Test
    void refusesAModelThatNeedsAnEngineThatIsNotChosen() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.nativeAutoencoder(folder);
        flows.runner().assertValid();
        flows.runner().removeProperty(ScoringProperties.NATIVE_ENGINE);

        final String refusal =
                assertThrows(AssertionError.class, flows.runner()::assertValid).getMessage();
        assertTrue(refusal.contains("'Native Engine' is invalid because " + NEEDED), refusal);
        assertEquals(NEEDED, verified(flows.runner()).getFirst().getExplanation());
    }

    @Test
    void saysTheSameOfAUrlWhenItStarts() throws Exception {
        final Path file = ModelFixtures.nativeAutoencoder(folder);
        final FlowScoringRunner flows = FlowScoringRunner.autoencoder(folder);
        flows.runner().setProperty(ScoringProperties.MODEL, file.toUri().toString());

        final AssertionError failure =
                assertThrows(AssertionError.class, () -> flows.runner().run());
        assertTrue(ErrorMessages.inWords(failure).contains(NEEDED), ErrorMessages.inWords(failure));
    }

    @Test
    void doesNotAskTheEngineIfPlainJavaRunsTheModel() throws Exception {
        final ModelFile file = ModelFile.read(ModelFixtures.autoencoder(folder));
        final ModelLoading loading = service("a service").loadingOf(file);
        assertEquals(Optional.empty(), loading.service());
        assertEquals(EngineChoice.plainJava().loadingOf(file).key(), loading.key());
    }

    /** A service is disabled when the processors that name it have stopped, so its models may not be at work in others. */
    @Test
    void processorsWithDifferentServicesShareNoModelInNativeCode() throws Exception {
        final ModelRegistry registry = new ModelRegistry();
        final ModelFile file = ModelFile.read(ModelFixtures.nativeAutoencoder(folder));
        try (ModelLease one = registry.lease(service("one").loadingOf(file), NativeTrials.UNRECORDED);
                ModelLease same = registry.lease(service("one").loadingOf(file), NativeTrials.UNRECORDED);
                ModelLease other = registry.lease(service("other").loadingOf(file), NativeTrials.UNRECORDED)) {
            assertEquals(2, registry.size());
            assertEquals(one.model(), same.model());
            assertNotEquals(one.model(), other.model());
            assertEquals("ONNX Runtime", other.model().engine());
            assertEquals(one.identity(), other.identity());
        }
        assertEquals(0, registry.size());
    }
}
