package org.aegisnet.processors.netflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.nifi.serialization.record.RecordSchema;

/** Gives equal schemas the same plan, so that flows of different FlowFiles leave in one. Bounded; for one thread. */
final class SchemaBook {
    private static final int MOST = 256;

    private final List<String> separatingFields;
    private final Map<RecordSchema, FlowSchema> plans = new LinkedHashMap<>();
    private FlowSchema last;

    /**
     * @param separatingFields the names of the fields that must be the same on both halves
     */
    SchemaBook(final List<String> separatingFields) {
        this.separatingFields = List.copyOf(separatingFields);
    }

    FlowSchema planFor(final RecordSchema schema) {
        if (last == null || !last.isFor(schema)) {
            last = plans.get(schema);
            if (last == null) {
                if (plans.size() == MOST) {
                    plans.remove(plans.keySet().iterator().next());
                }
                last = new FlowSchema(schema, separatingFields);
                plans.put(schema, last);
            }
        }
        return last;
    }
}
