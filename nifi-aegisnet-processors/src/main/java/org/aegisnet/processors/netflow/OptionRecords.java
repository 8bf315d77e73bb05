package org.aegisnet.processors.netflow;

import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.element.ElementValue;
import org.aegisnet.netflow.record.DataRecord;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Options records, what exporters tell of themselves, as records of NiFi. Immutable, safe for all threads. */
final class OptionRecords {
    private static final String EXPORTER = "exporter";
    private static final String VERSION = "netflow_version";
    private static final String OBSERVATION_DOMAIN = "observation_domain";
    private static final String TEMPLATE = "template_id";
    private static final String EXPORTED = "exported";
    private static final String SCOPE = "scope";
    private static final String FIELDS = "fields";
    private static final long NANOS_PER_MILLISECOND = 1_000_000L;

    private final RecordSchema schema;

    OptionRecords() {
        final SimpleRecordSchema optionsSchema = new SimpleRecordSchema(List.of(
                new RecordField(EXPORTER, RecordFieldType.STRING.getDataType()),
                new RecordField(VERSION, RecordFieldType.INT.getDataType()),
                new RecordField(OBSERVATION_DOMAIN, RecordFieldType.LONG.getDataType()),
                new RecordField(TEMPLATE, RecordFieldType.INT.getDataType()),
                new RecordField(EXPORTED, RecordFieldType.TIMESTAMP.getDataType()),
                new RecordField(SCOPE, FlowRecords.textMap()),
                new RecordField(FIELDS, FlowRecords.textMap())));
        optionsSchema.setSchemaName("options");
        optionsSchema.setSchemaNamespace("org.aegisnet");
        this.schema = optionsSchema;
    }

    RecordSchema schema() {
        return schema;
    }

    Record record(final DataRecord options) {
        final Map<String, String> scope = new LinkedHashMap<>();
        final Map<String, String> fields = new LinkedHashMap<>();
        for (int field = 0; field < options.fieldCount(); field++) {
            final Map<String, String> place = options.field(field).scope() ? scope : fields;
            final String name = options.field(field).element().name();
            options.value(field)
                    .ifPresent(value -> putUnderFreeName(
                            place, name, ElementValue.plain(value).toString()));
        }
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put(EXPORTER, options.exporter().address());
        values.put(VERSION, options.header().version());
        values.put(OBSERVATION_DOMAIN, options.header().observationDomain());
        values.put(TEMPLATE, options.template().id());
        values.put(EXPORTED, new Timestamp(options.header().exportNanos() / NANOS_PER_MILLISECOND));
        values.put(SCOPE, scope);
        values.put(FIELDS, fields);
        return new MapRecord(schema, values, false, false);
    }

    /** An element that stands in the record again keeps its value, too. */
    private static void putUnderFreeName(final Map<String, String> place, final String name, final String value) {
        String free = name;
        for (int again = 2; place.containsKey(free); again++) {
            free = name + "_" + again;
        }
        place.put(free, value);
    }
}
