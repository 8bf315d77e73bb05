package org.aegisnet.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import org.aegisnet.scoring.engine.NativeEngine;
import org.aegisnet.scoring.engine.NativeGraph;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * ONNX Runtime as an engine. Its native library is loaded when it is asked for first, at {@link #start} or {@link #load}. The library and its
 * environment then stay until the JVM ends: ONNX Runtime has one environment for each class loader and closes it in a shutdown hook. Thread-safe.
 */
public final class OnnxRuntimeNativeEngine implements NativeEngine {
    /**
     * Loads the native library; does nothing if it is loaded already.
     *
     * @throws ModelRejectedException if it cannot be loaded
     */
    public void start() throws ModelRejectedException {
        environment();
    }

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public NativeGraph load(final byte[] onnx) throws ModelRejectedException {
        final OrtEnvironment environment = environment();
        // One thread works on a batch: concurrent tasks are the parallelism.
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            return new OnnxRuntimeGraph(environment, environment.createSession(onnx, options));
        } catch (final OrtException e) {
            throw new ModelRejectedException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        }
    }

    private static OrtEnvironment environment() throws ModelRejectedException {
        try {
            final OrtEnvironment environment = OrtEnvironment.getEnvironment();
            UnpackedLibraries.delete();
            return environment;
        } catch (final UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new ModelRejectedException(
                    ("ONNX Runtime's native library cannot be loaded (%s). It is unpacked into the folder java.io.tmpdir names, now %s: that"
                                    + " folder must exist, be writable, and not be mounted noexec")
                            .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
                    e);
        }
    }
}
