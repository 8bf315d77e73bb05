package org.aegisnet.scoring.engine;

import java.util.List;

/**
 * Graph that a {@link NativeEngine} has loaded. Its owner closes it after the last of its runs. Native code may end the process if a graph is
 * closed under a running batch. Thread-safe.
 */
public interface NativeGraph extends AutoCloseable {
    /**
     * Binds the graph to matrices for one thread.
     *
     * @param input the flows that the graph reads in place
     * @param outputs the results that the graph writes in place
     * @return a run that the caller closes
     */
    NativeRun bind(NativeMatrix input, List<NativeMatrix> outputs);

    /**
     * Releases native memory.
     *
     * @throws ScoringException if the engine cannot release the graph
     */
    @Override
    void close();
}
