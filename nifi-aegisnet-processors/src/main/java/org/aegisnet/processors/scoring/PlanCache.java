package org.aegisnet.processors.scoring;

import java.util.List;
import org.aegisnet.processors.record.SchemaCache;
import org.aegisnet.scoring.feature.Vocabulary;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The plans for the schemas that a model has met last, kept from FlowFile to FlowFile. For a FlowFile of one record, working out its plan would be
 * most of the work. Thread-safe.
 */
public final class PlanCache {
    /** A processor sees few schemas; with inferred ones, as many as there are ways to read its columns. */
    private static final int MAX_SCHEMAS = 16;

    private final AddedFields addedFields;
    private final SchemaCache<SchemaPlan> cache;

    /**
     * @param addedFields those of the model
     * @param together whether records with and without a score get one schema, with the fields of both
     */
    public PlanCache(
            final ModelMetadata metadata,
            final List<Vocabulary> vocabularies,
            final FeaturePaths paths,
            final AddedFields addedFields,
            final boolean together) {
        this.addedFields = addedFields;
        final List<Vocabulary> known = List.copyOf(vocabularies);
        this.cache = new SchemaCache<>(
                MAX_SCHEMAS,
                schema -> new SchemaPlan(schema, metadata, known, paths, addedFields.fields(schema), together));
    }

    AddedFields addedFields() {
        return addedFields;
    }

    SchemaPlan planFor(final RecordSchema schema) {
        return cache.planFor(schema);
    }

    /** A view for the records of one reader; for one thread. */
    SchemaCache.View<SchemaPlan> view() {
        return cache.view();
    }
}
