package org.aegisnet.scoring.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.NativeEngine;
import org.aegisnet.scoring.engine.NativeGraph;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * An autoencoder in native code. Thread-safe.
 *
 * <p>The model owns the native graph. It counts its open scorers and releases the graph when it has been closed and the last of them is:
 * ONNX Runtime crashes the process where a session is closed under a running batch.
 */
final class NativeAutoencoder implements AutoencoderModel {
    private final ModelMetadata metadata;
    private final String engine;
    private final NativeGraph graph;
    private final NativeTrial trial;
    private int openScorers;
    private boolean closed;

    private NativeAutoencoder(
            final ModelMetadata metadata, final String engine, final NativeGraph graph, final NativeTrial trial) {
        this.metadata = metadata;
        this.engine = engine;
        this.graph = graph;
        this.trial = trial;
    }

    /**
     * Loads a graph into a native engine. Native code cannot be given a deadline: nothing stops it safely but its own end. That it ends soon is
     * what the guard's bounds are for.
     *
     * @param trial begins before native code sees the graph, and ends with the graph at the latest
     * @throws ModelRejectedException if the engine rejects the graph, or cannot be loaded itself
     */
    static NativeAutoencoder load(
            final ModelMetadata metadata, final ModelProto graph, final NativeEngine engine, final NativeTrial trial)
            throws ModelRejectedException {
        trial.begin();
        return new NativeAutoencoder(metadata, engine.name(), engine.load(graph.toByteArray()), trial);
    }

    @Override
    public ModelMetadata metadata() {
        return metadata;
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public synchronized BatchScorer openScorer(final int rows) {
        if (closed) {
            throw new IllegalStateException("Model %s has been closed".formatted(metadata.id()));
        }
        final int features = metadata.features().size();
        final AutoencoderScorer scorer = new AutoencoderScorer(
                metadata,
                new NativeGraphSession(
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
                graph.close();
            } catch (final ScoringException e) {
                throw new ScoringException(
                        "Model %s cannot be released: %s".formatted(metadata.id(), e.getMessage()), e);
            }
        }
    }

    NativeGraph graph() {
        return graph;
    }
}
