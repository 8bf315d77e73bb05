package org.aegisnet.processors;

import java.util.ArrayDeque;
import java.util.Deque;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.model.ModelMetadata;

/**
 * A model and the scorers that concurrent tasks borrow. Owns both: closing the pool closes the idle scorers and the model, and a scorer that is
 * still borrowed is closed when it comes back, so that a task that NiFi terminates never scores with memory that is gone. Thread-safe.
 */
final class ScorerPool implements AutoCloseable {
    private final FlowModel model;
    private final int batchSize;
    private final Deque<BatchScorer> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * @param model owned by the pool from now on
     * @param batchSize the most flows in a batch
     */
    ScorerPool(final FlowModel model, final int batchSize) {
        this.model = model;
        this.batchSize = batchSize;
    }

    ModelMetadata metadata() {
        return model.metadata();
    }

    int batchSize() {
        return batchSize;
    }

    /**
     * Lends a scorer to one task, which gives it back.
     *
     * @throws IllegalStateException where the pool has been closed
     */
    synchronized BatchScorer borrow() {
        if (closed) {
            throw new IllegalStateException("The processor has been stopped");
        }
        return idle.isEmpty() ? model.openScorer(batchSize) : idle.pop();
    }

    synchronized void giveBack(final BatchScorer scorer) {
        if (closed) {
            scorer.close();
        } else {
            idle.push(scorer);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            idle.forEach(BatchScorer::close);
            idle.clear();
            model.close();
        }
    }
}
