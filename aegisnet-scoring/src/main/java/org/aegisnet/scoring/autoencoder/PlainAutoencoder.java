package org.aegisnet.scoring.autoencoder;

import org.aegisnet.scoring.autoencoder.plain.CompiledGraph;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.model.ModelMetadata;

/** An autoencoder in plain Java. It holds nothing that would have to be released. Thread-safe. */
final class PlainAutoencoder implements AutoencoderModel {
    private final ModelMetadata metadata;
    private final CompiledGraph graph;
    private volatile boolean closed;

    PlainAutoencoder(final ModelMetadata metadata, final CompiledGraph graph) {
        this.metadata = metadata;
        this.graph = graph;
    }

    @Override
    public ModelMetadata metadata() {
        return metadata;
    }

    @Override
    public String engine() {
        return "plain Java";
    }

    @Override
    public BatchScorer openScorer(final int rows) {
        if (closed) {
            throw new IllegalStateException("Model %s has been closed".formatted(metadata.id()));
        }
        final int features = metadata.features().size();
        final FeatureBatch batch = new FeatureBatch(features, rows);
        final FeatureBatch explained = new FeatureBatch(features, AutoencoderScorer.EXPLAINED_AT_ONCE);
        return new AutoencoderScorer(
                metadata, new PlainOpenGraph(graph.open(batch.capacity(), explained.capacity()), batch, explained));
    }

    @Override
    public void close() {
        closed = true;
    }
}
