package org.aegisnet.processors;

import java.util.List;
import java.util.stream.Stream;
import org.aegisnet.scoring.feature.Vocabulary;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The plans for the schemas that a model has met last, kept from FlowFile to FlowFile: for a FlowFile of one record, working out its plan would be
 * most of the work. Thread-safe.
 */
final class SchemaPlans {
    /** A processor sees few schemas; with inferred ones, as many as there are ways to read its columns. */
    private static final int MOST = 16;

    private final ModelMetadata metadata;
    private final List<Vocabulary> vocabularies;
    private final FeaturePaths paths;
    private final AddedFields addedFields;
    private final boolean together;
    private volatile List<SchemaPlan> latest = List.of();

    /**
     * @param addedFields those of the model
     * @param together whether records with and without a score get one schema, with the fields of both
     */
    SchemaPlans(
            final ModelMetadata metadata,
            final List<Vocabulary> vocabularies,
            final FeaturePaths paths,
            final AddedFields addedFields,
            final boolean together) {
        this.metadata = metadata;
        this.vocabularies = List.copyOf(vocabularies);
        this.paths = paths;
        this.addedFields = addedFields;
        this.together = together;
    }

    AddedFields addedFields() {
        return addedFields;
    }

    SchemaPlan planFor(final RecordSchema schema) {
        for (final SchemaPlan plan : latest) {
            if (plan.isFor(schema)) {
                return plan;
            }
        }
        final SchemaPlan made =
                new SchemaPlan(schema, metadata, vocabularies, paths, addedFields.fields(schema), together);
        keep(made);
        return made;
    }

    private synchronized void keep(final SchemaPlan made) {
        latest = Stream.concat(Stream.of(made), latest.stream()).limit(MOST).toList();
    }
}
