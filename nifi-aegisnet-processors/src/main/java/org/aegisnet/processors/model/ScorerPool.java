package org.aegisnet.processors.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.model.ModelMetadata;

/**
 * A model and the scorers that concurrent tasks borrow. The pool owns both: closing the pool closes the idle scorers and the model. A scorer that is
 * still borrowed is closed when it comes back. So a task that NiFi terminates never scores with freed memory. Thread-safe.
 */
final class ScorerPool implements AutoCloseable {
    private final ModelLease lease;
    private final int batchSize;
    private final Deque<BatchScorer> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * @param lease of the model, owned by the pool from now on
     * @param batchSize the most flows in a batch
     */
    ScorerPool(final ModelLease lease, final int batchSize) {
        this.lease = lease;
        this.batchSize = batchSize;
    }

    ModelMetadata metadata() {
        return lease.model().metadata();
    }

    /**
     * Lends a scorer to one task, which gives it back.
     *
     * @return empty if the pool has been closed
     */
    synchronized Optional<BatchScorer> borrow() {
        if (closed) {
            return Optional.empty();
        }
        return Optional.of(idle.isEmpty() ? lease.model().openScorer(batchSize) : idle.pop());
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
            lease.close();
        }
    }
}
