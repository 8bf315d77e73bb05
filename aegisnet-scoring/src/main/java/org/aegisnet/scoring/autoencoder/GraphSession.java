package org.aegisnet.scoring.autoencoder;

import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.ScoringException;

/** A graph open for one thread, over two batches: flows to score, and flows to explain. Owns what it works in. */
interface GraphSession extends AutoCloseable {
    /** The flows to score; the same object always. */
    FeatureBatch batch();

    /** The flows to explain; the same object always. */
    FeatureBatch explained();

    /**
     * Scores the first rows of {@link #batch}.
     *
     * @param rows 1 or more
     * @throws ScoringException where the engine fails
     */
    void score(int rows);

    float scoreOf(int row);

    /**
     * Works out the errors and expected values of the first rows of {@link #explained}.
     *
     * @param rows 1 or more
     * @throws ScoringException where the engine fails
     */
    void reconstruct(int rows);

    float featureError(int row, int feature);

    float expected(int row, int feature);

    @Override
    void close();
}
