package org.aegisnet.scoring.engine;

/** Graph in native code, bound to matrices. For one thread; owns its native tensors. */
public interface NativeRun extends AutoCloseable {
    /**
     * Computes the outputs of the first rows of the input.
     *
     * @param rows 1 or more, a multiple of {@link FeatureBatch#ROW_BLOCK}
     * @throws ScoringException if the engine fails
     */
    void run(int rows);

    @Override
    void close();
}
