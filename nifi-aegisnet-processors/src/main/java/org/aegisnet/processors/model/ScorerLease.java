package org.aegisnet.processors.model;

import org.aegisnet.scoring.engine.BatchScorer;

/**
 * A scorer on loan to one task, with the model it belongs to. Closing gives it back.
 *
 * @param model that was at work when the scorer was borrowed
 * @param scorer for the task's thread only
 */
public record ScorerLease<P>(ActiveModel<P> model, BatchScorer scorer) implements AutoCloseable {
    @Override
    public void close() {
        model.pool().giveBack(scorer);
    }
}
