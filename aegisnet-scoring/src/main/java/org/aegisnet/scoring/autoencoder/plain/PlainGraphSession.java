package org.aegisnet.scoring.autoencoder.plain;

import java.util.Optional;
import org.aegisnet.scoring.engine.FeatureBatch;

/** A graph in plain Java and the memory it works in. For one thread. */
public final class PlainGraphSession {
    private final int features;
    private final KernelExecution scoring;
    private final float[] scores;
    private final KernelProgram reasons;
    private final float[] reconstructions;
    private final int explained;
    private Optional<KernelExecution> reconstructing = Optional.empty();

    PlainGraphSession(
            final int features,
            final KernelExecution scoring,
            final int rows,
            final KernelProgram reasons,
            final int explained) {
        this.features = features;
        this.scoring = scoring;
        this.scores = new float[rows];
        this.reasons = reasons;
        this.explained = explained;
        this.reconstructions = new float[explained * reasons.outputs()];
    }

    /**
     * Scores the first rows of a batch.
     */
    public void score(final FeatureBatch batch, final int rows) {
        scoring.run(batch, rows, scores);
    }

    public float scoreOf(final int row) {
        return scores[row];
    }

    /**
     * Works out the errors and expected values of the first rows of a batch.
     */
    public void reconstruct(final FeatureBatch batch, final int rows) {
        if (reconstructing.isEmpty()) {
            reconstructing = Optional.of(reasons.open(explained));
        }
        reconstructing.get().run(batch, rows, reconstructions);
    }

    public float featureError(final int row, final int feature) {
        return reconstructions[row * 2 * features + feature];
    }

    public float expected(final int row, final int feature) {
        return reconstructions[(2 * row + 1) * features + feature];
    }
}
