package org.aegisnet.processors.model;

import org.aegisnet.processors.scoring.PlanCache;
import org.aegisnet.scoring.model.ModelMetadata;

/**
 * The model at work, with what follows from it; replaced as a whole when the model file changes. Thread-safe; owns the pool.
 *
 * @param identity tells two files with the same content from others
 * @param pool the model and its scorers
 * @param plans what is done with the records of each schema
 */
public record ActiveModel(String identity, ScorerPool pool, PlanCache plans) implements AutoCloseable {
    public ModelMetadata metadata() {
        return pool.metadata();
    }

    @Override
    public void close() {
        pool.close();
    }
}
