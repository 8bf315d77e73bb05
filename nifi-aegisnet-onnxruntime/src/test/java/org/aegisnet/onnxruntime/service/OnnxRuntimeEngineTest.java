package org.aegisnet.onnxruntime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service in NiFi's test runner, as the Native Engine of a processor. */
class OnnxRuntimeEngineTest {
    private static final String SERVICE = "ONNX Runtime";

    private final OnnxRuntimeEngine service = new OnnxRuntimeEngine();

    @Test
    void runsAModelThatPlainJavaCannotRun(@TempDir final Path folder) throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.nativeAutoencoder(folder);
        final TestRunner runner = flows.runner();
        runner.addControllerService(SERVICE, service);
        runner.setProperty(ScoringProperties.NATIVE_ENGINE, SERVICE);
        runner.assertNotValid();
        runner.enableControllerService(service);
        flows.csv("a,3000,0,0\n");

        assertEquals(1, flows.records(FlowScoringProcessor.SUSPICIOUS).size());
        runner.disableControllerService(service);
        assertEquals(
                "The service is disabled; enable it before the processors that name it",
                assertThrows(IllegalStateException.class, service::engine).getMessage());
    }

    @Test
    void verifiesThatTheLibraryCanBeLoaded(@TempDir final Path folder) throws Exception {
        final TestRunner runner = FlowScoringRunner.autoencoder(folder).runner();
        runner.addControllerService(SERVICE, service);
        final List<ConfigVerificationResult> results = service.verify(
                new MockConfigurationContext(
                        Map.of(), runner.getProcessContext().getControllerServiceLookup(), Map.of()),
                runner.getLogger(),
                Map.of());
        assertEquals(Outcome.SUCCESSFUL, results.getLast().getOutcome());
        assertTrue(results.getLast().getExplanation().contains("is loaded"));
    }
}
