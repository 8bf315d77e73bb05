package org.aegisnet.onnxruntime.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.onnxruntime.OnnxRuntimeNativeEngine;
import org.aegisnet.processors.model.NativeEngineService;
import org.aegisnet.scoring.engine.NativeEngine;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.reporting.InitializationException;

/**
 * Controller service that runs models in ONNX Runtime. It loads the native library when it is enabled. NiFi disables it after the components that
 * name it have stopped, and these close their models when they stop. Thread-safe.
 */
@Tags({"network", "flow", "anomaly", "autoencoder", "onnx", "onnxruntime", "native"})
@CapabilityDescription(
        "Runs models in ONNX Runtime, in native code, that plain Java cannot run. A ScoreFlowAutoencoder names it as its Native Engine, for an"
                + " autoencoder with an operator that plain Java does not support. Models that plain Java supports do not need it, nor does any forest.")
public class OnnxRuntimeEngine extends AbstractControllerService
        implements NativeEngineService, VerifiableControllerService {
    private static final String STEP = "Load ONNX Runtime";

    private volatile Optional<NativeEngine> engine = Optional.empty();

    /**
     * Loads the native library.
     *
     * @throws InitializationException if it cannot be loaded; NiFi shows the message and tries again
     */
    @OnEnabled
    public void start() throws InitializationException {
        final OnnxRuntimeNativeEngine started = new OnnxRuntimeNativeEngine();
        try {
            started.start();
        } catch (final ModelRejectedException e) {
            throw new InitializationException(e.getMessage(), e);
        }
        engine = Optional.of(started);
    }

    /** Lends the engine to nobody any more. */
    @OnDisabled
    public void stop() {
        engine = Optional.empty();
    }

    @Override
    public NativeEngine engine() {
        return engine.orElseThrow(() ->
                new IllegalStateException("The service is disabled; enable it before the processors that name it"));
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ConfigurationContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> variables) {
        try {
            new OnnxRuntimeNativeEngine().start();
            return List.of(result(Outcome.SUCCESSFUL, "The native library is loaded"));
        } catch (final ModelRejectedException e) {
            return List.of(result(Outcome.FAILED, e.getMessage()));
        }
    }

    private static ConfigVerificationResult result(final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(STEP)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }
}
