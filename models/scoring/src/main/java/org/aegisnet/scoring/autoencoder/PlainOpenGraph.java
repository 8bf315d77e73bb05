package org.aegisnet.scoring.autoencoder;

import org.aegisnet.scoring.autoencoder.plain.PlainGraphRun;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.ScoringException;

/** A graph in plain Java, over its batches. For one thread. */
final class PlainOpenGraph implements OpenGraph {
    private final String model;
    private final PlainGraphRun run;
    private final FeatureBatch batch;
    private final FeatureBatch explained;

    /** @param model the name by which its errors call it */
    PlainOpenGraph(
            final String model, final PlainGraphRun run, final FeatureBatch batch, final FeatureBatch explained) {
        this.model = model;
        this.run = run;
        this.batch = batch;
        this.explained = explained;
    }

    @Override
    public FeatureBatch batch() {
        return batch;
    }

    @Override
    public FeatureBatch explained() {
        return explained;
    }

    @Override
    public void score(final int rows) {
        try {
            run.score(batch, rows);
        } catch (final ScoringException e) {
            throw failure(e);
        }
    }

    @Override
    public float scoreOf(final int row) {
        return run.scoreOf(row);
    }

    @Override
    public void reconstruct(final int rows) {
        try {
            run.reconstruct(explained, rows);
        } catch (final ScoringException e) {
            throw failure(e);
        }
    }

    private ScoringException failure(final ScoringException e) {
        return new ScoringException("Model %s failed on a batch: %s".formatted(model, e.getMessage()), e);
    }

    @Override
    public float featureError(final int row, final int feature) {
        return run.featureError(row, feature);
    }

    @Override
    public float expected(final int row, final int feature) {
        return run.expected(row, feature);
    }

    @Override
    public void close() {
        // Its memory is the garbage collector's.
    }
}
