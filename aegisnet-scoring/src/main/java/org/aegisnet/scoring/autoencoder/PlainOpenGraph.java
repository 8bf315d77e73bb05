package org.aegisnet.scoring.autoencoder;

import org.aegisnet.scoring.autoencoder.plain.PlainGraphSession;
import org.aegisnet.scoring.engine.FeatureBatch;

/** A graph in plain Java, over its batches. For one thread. */
final class PlainOpenGraph implements GraphSession {
    private final PlainGraphSession run;
    private final FeatureBatch batch;
    private final FeatureBatch explained;

    PlainOpenGraph(final PlainGraphSession run, final FeatureBatch batch, final FeatureBatch explained) {
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
        run.score(batch, rows);
    }

    @Override
    public float scoreOf(final int row) {
        return run.scoreOf(row);
    }

    @Override
    public void reconstruct(final int rows) {
        run.reconstruct(explained, rows);
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
