package org.aegisnet.benchmark.recordpath;

import java.util.Map;
import org.aegisnet.runtime.FlowDraft;

/** Format in which records come and leave. */
enum Format {
    /** The reader works the schema out from the values, which takes a pass of its own. */
    CSV_INFERRED_TO_JSON,
    /** The schema is given, as text. */
    CSV_TO_JSON,
    /** The schema is in the content. */
    AVRO_TO_AVRO;

    private static final String CSV_READER = "org.apache.nifi.csv.CSVReader";

    /** Adds the reader of the measured processor. */
    String addReader(final FlowDraft draft, final String schema) {
        return switch (this) {
            case CSV_INFERRED_TO_JSON ->
                draft.addService(
                        "reader",
                        CSV_READER,
                        Map.of("schema-access-strategy", "infer-schema", "Skip Header Line", "true"));
            case CSV_TO_JSON -> addReaderOfCsv(draft, schema, "reader");
            case AVRO_TO_AVRO -> draft.addService("reader", "org.apache.nifi.avro.AvroReader", Map.of());
        };
    }

    /** Adds a reader of CSV with a given schema. */
    static String addReaderOfCsv(final FlowDraft draft, final String schema, final String name) {
        return draft.addService(
                name,
                CSV_READER,
                Map.of(
                        "schema-access-strategy",
                        "schema-text-property",
                        "schema-text",
                        schema,
                        "Skip Header Line",
                        "true"));
    }

    /** Adds the writer of the measured processor. */
    String addWriter(final FlowDraft draft) {
        return switch (this) {
            case CSV_INFERRED_TO_JSON, CSV_TO_JSON ->
                draft.addService("writer", "org.apache.nifi.json.JsonRecordSetWriter", Map.of());
            case AVRO_TO_AVRO -> draft.addService("writer", "org.apache.nifi.avro.AvroRecordSetWriter", Map.of());
        };
    }
}
