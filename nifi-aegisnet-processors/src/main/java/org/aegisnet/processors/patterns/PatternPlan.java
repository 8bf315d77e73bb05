package org.aegisnet.processors.patterns;

import java.util.List;
import java.util.Optional;
import org.aegisnet.processors.record.ExtendedSchema;
import org.aegisnet.processors.record.FlattenedFields;
import org.aegisnet.processors.record.RowFault;
import org.aegisnet.processors.record.UnscoredReason;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.feature.Vocabulary;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** Plan for all records of one schema, computed once: the fields that hold the facts, and the schema of the output. Immutable. */
final class PatternPlan {
    /** The facts by which the vocabulary is chosen. The addresses, the protocol and the start are required. */
    private static final List<Feature> FACTS = List.of(
            new Feature("src_ip", FeatureUnit.NUMBER, true, 0),
            new Feature("dst_ip", FeatureUnit.NUMBER, true, 0),
            new Feature("protocol", FeatureUnit.PROTOCOL, true, 0),
            new Feature("start", FeatureUnit.NUMBER, true, 0),
            new Feature("src_port", FeatureUnit.PORT, false, 0),
            new Feature("dst_port", FeatureUnit.PORT, false, 0),
            new Feature("bytes_in", FeatureUnit.BYTES, false, 0),
            new Feature("packets_fwd", FeatureUnit.PACKETS, false, 0),
            new Feature("packets_rev", FeatureUnit.PACKETS, false, 0),
            new Feature("packets", FeatureUnit.PACKETS, false, 0),
            new Feature("duration", FeatureUnit.SECONDS, false, 0));

    private final FlattenedFields fields;
    private final FeatureMapping mapping;
    private final Optional<String> gap;
    private final RecordSchema judged;
    private final RecordSchema unscored;
    private final boolean mayBeFaulty;

    PatternPlan(final RecordSchema source, final List<Vocabulary> vocabularies, final List<RecordField> addedFields) {
        this.mayBeFaulty = RowFault.isIn(source);
        this.fields = new FlattenedFields(source);
        final FieldIndex index = new FieldIndex(fields.names());
        this.mapping = FeatureMapping.detect(FACTS, vocabularies, index);
        this.gap = mapping.missing().isEmpty()
                ? Optional.empty()
                : mapping.extract(position -> null, new float[FACTS.size()]);
        this.judged = ExtendedSchema.of(source, addedFields);
        this.unscored = ExtendedSchema.of(source, List.of(UnscoredReason.FIELD));
    }

    /** The fields that every record lacks, in a sentence; empty if no field is missing. */
    Optional<String> gap() {
        return gap;
    }

    /** The reason for which a record is not a flow: its facts are impossible or contradict each other. Empty if the facts are possible. */
    Optional<String> fault(final Record values) {
        final Optional<String> rowFault = mayBeFaulty ? RowFault.of(values) : Optional.empty();
        return rowFault.isPresent() ? rowFault : mapping.factFault(position -> fields.valueAt(position, values));
    }

    /** A reason with the name of the tool that a record came from. */
    String withTool(final String reason, final Record values) {
        return mapping.withTool(reason, position -> fields.valueAt(position, values));
    }

    /** The facts about the flow, as far as a record holds them. */
    FlowFacts facts(final Record values) {
        return mapping.facts(position -> fields.valueAt(position, values));
    }

    /** The schema of a record with the added fields. */
    RecordSchema judged() {
        return judged;
    }

    /** The schema of a record with the reason why it could not be judged. */
    RecordSchema unscored() {
        return unscored;
    }
}
