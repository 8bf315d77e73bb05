package org.aegisnet.processors.record;

import java.util.List;
import java.util.stream.Stream;
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
    private static final List<Feature> FACTS = Stream.of(
                    "bytes_in",
                    "bytes_out",
                    "packets",
                    "duration",
                    "src_ip",
                    "dst_ip",
                    "src_port",
                    "dst_port",
                    "protocol")
            .map(name -> new Feature(name, FeatureUnit.NUMBER, false, 0))
            .toList();

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
