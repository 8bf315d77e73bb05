package org.aegisnet.processors;

import org.aegisnet.scoring.model.ModelMetadata;

/**
 * The model at work, with what follows from it; replaced as a whole when the model file changes. Immutable; owns the pool.
 *
 * @param identity tells two files with the same content from others
 * @param pool the model and its scorers
 * @param addedFields what the model adds to a record
 */
record ActiveModel(String identity, ScorerPool pool, AddedFields addedFields) implements AutoCloseable {
    ModelMetadata metadata() {
        return pool.metadata();
    }

    @Override
    public void close() {
        pool.close();
    }
}
