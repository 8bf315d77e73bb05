package org.aegisnet.processors.model;

import org.aegisnet.scoring.model.ModelMetadata;

/**
 * The model at work, with what follows from it; replaced as a whole when the model file changes. Thread-safe; owns the pool.
 *
 * @param identity tells two files with the same content from others
 * @param pool the model and its scorers
 * @param plans the processor's plans for the records of each schema
 * @param <P> the type of the plans, which this package does not know
 */
public record ActiveModel<P>(String identity, ScorerPool pool, P plans) implements AutoCloseable {
    public ModelMetadata metadata() {
        return pool.metadata();
    }

    @Override
    public void close() {
        pool.close();
    }
}
