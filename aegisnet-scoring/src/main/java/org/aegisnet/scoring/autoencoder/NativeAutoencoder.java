package org.aegisnet.scoring.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * An autoencoder in ONNX Runtime. Thread-safe.
 *
 * <p>The model owns the native session. It counts its open scorers and releases the session when it has been closed and the last of them is:
 * ONNX Runtime crashes the process where a session is closed under a running batch.
 */
final class NativeAutoencoder implements AutoencoderModel {
    private final ModelMetadata metadata;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final NativeTrial trial;
    private final String input;
    private int openScorers;
    private boolean closed;

    private NativeAutoencoder(
            final ModelMetadata metadata,
            final OrtEnvironment environment,
            final OrtSession session,
            final NativeTrial trial) {
        this.metadata = metadata;
        this.environment = environment;
        this.session = session;
        this.trial = trial;
        this.input = session.getInputNames().iterator().next();
    }

    /**
     * Loads a graph into ONNX Runtime. Native code cannot be given a deadline: nothing stops it safely but its own end. That it ends soon is
     * what the guard's bounds are for.
     *
     * @param trial begins before native code sees the graph, and ends with the session at the latest
     * @throws ModelRejectedException where the runtime refuses the graph, or cannot be loaded itself
     */
    static NativeAutoencoder load(final ModelMetadata metadata, final ModelProto graph, final NativeTrial trial)
            throws ModelRejectedException {
        trial.begin();
        try {
            final OrtEnvironment environment = OrtEnvironment.getEnvironment();
            UnpackedLibraries.delete();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                return new NativeAutoencoder(
                        metadata, environment, environment.createSession(graph.toByteArray(), options), trial);
            }
        } catch (final OrtException e) {
            throw new ModelRejectedException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        } catch (final UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new ModelRejectedException(
                    ("ONNX Runtime's native library cannot be loaded (%s). It is unpacked into the folder java.io.tmpdir names, now %s: that"
                                    + " folder must exist, be writable, and not be mounted noexec")
                            .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    @Override
    public ModelMetadata metadata() {
        return metadata;
    }

    @Override
    public String engine() {
        return "ONNX Runtime";
    }

    @Override
    public synchronized BatchScorer openScorer(final int rows) {
        if (closed) {
            throw new IllegalStateException("Model %s has been closed".formatted(metadata.id()));
        }
        final int features = metadata.features().size();
        final AutoencoderScorer scorer = new AutoencoderScorer(
                metadata,
                new NativeGraph(
                        this,
                        new FeatureBatch(features, rows),
                        new FeatureBatch(features, AutoencoderScorer.EXPLAINED_AT_ONCE)));
        openScorers++;
        return scorer;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            releaseWhenUnused();
        }
    }

    void batchDone() {
        trial.batchDone();
    }

    synchronized void scorerClosed() {
        openScorers--;
        releaseWhenUnused();
    }

    private void releaseWhenUnused() {
        if (closed && openScorers == 0) {
            trial.end();
            try {
                session.close();
            } catch (final OrtException e) {
                throw new ScoringException(
                        "Model %s cannot be released: %s".formatted(metadata.id(), e.getMessage()), e);
            }
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    OrtSession session() {
        return session;
    }

    String input() {
        return input;
    }
}
