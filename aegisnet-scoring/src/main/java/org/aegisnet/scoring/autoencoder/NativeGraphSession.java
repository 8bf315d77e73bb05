package org.aegisnet.scoring.autoencoder;

import java.util.List;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.NativeMatrix;
import org.aegisnet.scoring.engine.NativeRun;
import org.aegisnet.scoring.engine.ScoringException;

/** A graph in native code, over buffers that it reads and writes in place. For one thread; owns its runs. */
final class NativeGraphSession implements GraphSession {
    private final NativeAutoencoder model;
    private final FeatureBatch batch;
    private final NativeMatrix scores;
    private final NativeRun scoring;
    private final FeatureBatch explained;
    private final NativeMatrix featureErrors;
    private final NativeMatrix expectedValues;
    private final NativeRun explaining;

    NativeGraphSession(final NativeAutoencoder model, final FeatureBatch batch, final FeatureBatch explained) {
        final int features = batch.features();
        this.model = model;
        this.batch = batch;
        this.scores = NativeMatrix.vector(AutoencoderModel.SCORE, batch.capacity());
        this.scoring = model.graph().bind(NativeMatrix.over(batch), List.of(scores));
        this.explained = explained;
        this.featureErrors = NativeMatrix.matrix(AutoencoderModel.FEATURE_ERROR, explained.capacity(), features);
        this.expectedValues = NativeMatrix.matrix(AutoencoderModel.EXPECTED, explained.capacity(), features);
        this.explaining = model.graph().bind(NativeMatrix.over(explained), List.of(featureErrors, expectedValues));
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
        batch.pad(rows);
        run(scoring, rows);
    }

    @Override
    public float scoreOf(final int row) {
        return scores.get(row, 0);
    }

    @Override
    public void reconstruct(final int rows) {
        explained.pad(rows);
        run(explaining, rows);
    }

    private void run(final NativeRun run, final int rows) {
        try {
            run.run(FeatureBatch.padded(rows));
        } catch (final ScoringException e) {
            throw new ScoringException(
                    "Model %s failed on a batch: %s".formatted(model.metadata().id(), e.getMessage()), e);
        }
        model.batchDone();
    }

    @Override
    public float featureError(final int row, final int feature) {
        return featureErrors.get(row, feature);
    }

    @Override
    public float expected(final int row, final int feature) {
        return expectedValues.get(row, feature);
    }

    @Override
    public void close() {
        scoring.close();
        explaining.close();
        model.scorerClosed();
    }
}
