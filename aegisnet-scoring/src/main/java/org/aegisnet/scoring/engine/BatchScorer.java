package org.aegisnet.scoring.engine;

import java.util.List;
import org.aegisnet.scoring.explain.Reason;

/** Scores batches of flows with one model. For one thread; owns the buffers it works in until it is closed. */
public interface BatchScorer extends AutoCloseable {
    /** The rows to fill before {@link #score}; the same object for every batch. */
    FeatureBatch batch();

    /**
     * Scores the first rows of the batch.
     *
     * @param rows 0 to the batch's capacity
     * @throws ScoringException if the engine fails; the model is then of no further use
     */
    void score(int rows);

    /**
     * The score of a row of the last batch scored: a reconstruction error of 0 or more, or a probability of 0 to 1. It does not depend on the
     * other rows, bit for bit. The only exception is an autoencoder in ONNX Runtime whose graph sums with ReduceSum or ReduceMean. There the
     * position in the batch may change the last bits (1e-6 of the score). The score is NaN or infinite if the model's arithmetic overflows on an
     * extreme flow; such a flow has not been scored.
     */
    double scoreOf(int row);

    /**
     * Tells why rows of the last batch scored as they did, strongest first.
     *
     * @param rows indices of rows that have been scored
     * @param limit the most reasons for each row, 1 or more
     * @return one list for each of {@code rows}, in their order
     */
    List<List<Reason>> explain(int[] rows, int limit);

    @Override
    void close();
}
