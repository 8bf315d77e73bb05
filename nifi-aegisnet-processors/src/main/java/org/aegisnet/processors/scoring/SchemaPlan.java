package org.aegisnet.processors.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.processors.record.ExtendedSchema;
import org.aegisnet.processors.record.FlattenedFields;
import org.aegisnet.processors.record.RowFault;
import org.aegisnet.processors.record.UnscoredReason;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.feature.FlowValues;
import org.aegisnet.scoring.feature.Vocabulary;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** The treatment of every record of one schema, worked out once: the positions of its features and its extended schemas. Immutable. */
final class SchemaPlan {
    private final FlattenedFields fields;
    private final FeaturePaths paths;
    private final FeatureMapping mapping;
    private final RecordSchema scored;
    private final RecordSchema unscored;
    private final boolean mayBeFaulty;

    /**
     * @param addedFields those of the model
     * @param together whether records with and without a score get one schema, with the fields of both
     */
    SchemaPlan(
            final RecordSchema source,
            final ModelMetadata metadata,
            final List<Vocabulary> vocabularies,
            final FeaturePaths paths,
            final List<RecordField> addedFields,
            final boolean together) {
        this.paths = paths;
        this.fields = new FlattenedFields(source);
        final List<String> names = new ArrayList<>(fields.names());
        for (int path = 0; path < paths.size(); path++) {
            names.add(paths.fieldName(path));
        }
        this.mayBeFaulty = RowFault.isIn(source);
        final FieldIndex index = new FieldIndex(names);
        this.mapping = FeatureMapping.detect(
                metadata.features(), vocabularies.stream().map(paths::applyTo).toList(), index);
        if (together) {
            final List<RecordField> all = new ArrayList<>(addedFields);
            all.add(UnscoredReason.FIELD);
            this.scored = ExtendedSchema.of(source, all);
            this.unscored = scored;
        } else {
            this.scored = ExtendedSchema.of(source, addedFields);
            this.unscored = ExtendedSchema.of(source, List.of(UnscoredReason.FIELD));
        }
    }

    /** The schema of a record with the fields of the model. */
    RecordSchema scored() {
        return scored;
    }

    /** The schema of a record with the reason why it has no score. */
    RecordSchema unscored() {
        return unscored;
    }

    /**
     * Reads the features of a record.
     *
     * @param flow receives them, in the model's order
     * @return the reason why the record cannot be scored; empty if it can
     */
    Optional<String> extract(final Record values, final float[] flow) {
        final Optional<String> fault = mayBeFaulty ? RowFault.of(values) : Optional.empty();
        return fault.isPresent() ? fault : mapping.extract(valuesOf(values), flow);
    }

    /** The facts of the flow, as far as the record has them. */
    FlowFacts facts(final Record values) {
        return mapping.facts(valuesOf(values));
    }

    private FlowValues valuesOf(final Record values) {
        return position -> position < fields.size()
                ? fields.valueAt(position, values)
                : paths.valueAt(position - fields.size(), values);
    }
}
