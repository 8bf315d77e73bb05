package org.aegisnet.scoring.engine;

import org.aegisnet.scoring.model.ModelMetadata;

/**
 * A loaded model. Threads share it; each opens its own {@link BatchScorer}.
 *
 * <p>Closing a model while scorers are open is safe: native memory is released when the last of them is closed, and no new one opens.
 */
public interface FlowModel extends AutoCloseable {
    ModelMetadata metadata();

    /** The name of the engine that runs the model: "plain Java" or "ONNX Runtime". It is the same for all batches. */
    String engine();

    /**
     * Opens a scorer for the calling thread.
     *
     * @param rows the most flows in a batch
     * @throws IllegalStateException if the model has been closed
     */
    BatchScorer openScorer(int rows);

    /** Closes the model for new scorers; a second call does nothing. */
    @Override
    void close();
}
