package org.aegisnet.processors.pairing;

import java.util.List;
import org.aegisnet.processors.netflow.ExporterSettings;
import org.aegisnet.processors.record.SchemaCache;
import org.apache.nifi.serialization.record.RecordSchema;

/** The plans for the schemas of flows: the same plan for the same schema, so that flows of different FlowFiles leave in one. For one thread. */
final class PairingPlanCache {
    private static final int MAX_SCHEMAS = 256;

    private final SchemaCache.View<PairingPlan> plans;

    /**
     * @param separatingFields the names of the fields that must be the same on both halves
     */
    PairingPlanCache(final SeparatingFields separatingFields) {
        this.plans = new SchemaCache<>(MAX_SCHEMAS, schema -> new PairingPlan(schema, separatingFields)).view();
    }

    /**
     * @param separatingFields the names of the fields that must be the same on both halves, of all exporters
     */
    PairingPlanCache(final List<String> separatingFields) {
        this(new SeparatingFields(separatingFields, ExporterSettings.NONE));
    }

    PairingPlan planFor(final RecordSchema schema) {
        return plans.planFor(schema);
    }
}
