package org.aegisnet.processors.record;

import java.util.List;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.feature.Vocabulary;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/** A reader of the endpoints and the volume of flows in records of any known vocabulary. It works out each schema once. For one thread. */
public final class FlowFactsReader {
    /** The facts by which the vocabulary is chosen; the addresses and the bytes of the source decide first. */
    private static final List<Feature> FACTS = List.of(
            new Feature("src_ip", FeatureUnit.NUMBER, true, 0),
            new Feature("dst_ip", FeatureUnit.NUMBER, true, 0),
            new Feature("bytes_in", FeatureUnit.BYTES, true, 0),
            new Feature("bytes_out", FeatureUnit.BYTES, false, 0),
            new Feature("packets", FeatureUnit.PACKETS, false, 0),
            new Feature("duration", FeatureUnit.SECONDS, false, 0),
            new Feature("src_port", FeatureUnit.PORT, false, 0),
            new Feature("dst_port", FeatureUnit.PORT, false, 0),
            new Feature("protocol", FeatureUnit.PROTOCOL, false, 0));

    private static final int MAX_SCHEMAS = 16;

    private final List<Vocabulary> vocabularies = new Vocabularies().all();
    private final SchemaCache.View<Plan> plans = new SchemaCache<>(MAX_SCHEMAS, this::plan).view();

    private record Plan(FlattenedFields fields, FeatureMapping mapping) {}

    /** The facts of one flow. A fact is left out if the record lacks it or holds an impossible value. */
    public FlowFacts read(final Record flow) {
        final Plan plan = plans.planFor(flow.getSchema());
        return plan.mapping.facts(position -> plan.fields.valueAt(position, flow));
    }

    private Plan plan(final RecordSchema schema) {
        final FlattenedFields fields = new FlattenedFields(schema);
        final FieldIndex index = new FieldIndex(fields.names());
        return new Plan(fields, FeatureMapping.detect(FACTS, vocabularies, index));
    }
}
