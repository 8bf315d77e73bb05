package org.aegisnet.benchmark.recordpath;

import java.util.List;
import java.util.Map;

/** A processor that reads records and writes them. */
enum Candidate {
    CONVERT_RECORD("ConvertRecord", "org.apache.nifi.processors.standard.ConvertRecord"),
    UPDATE_RECORD("UpdateRecord, one constant", "org.apache.nifi.processors.standard.UpdateRecord"),
    /** The baseline: NiFi itself adds as many fields as the autoencoder does, without any computation. */
    UPDATE_RECORD_FIVE("UpdateRecord, five constants", "org.apache.nifi.processors.standard.UpdateRecord"),
    AUTOENCODER("ScoreFlowAutoencoder", "org.aegisnet.processors.ScoreFlowAutoencoder"),
    FOREST("ClassifyFlowForest", "org.aegisnet.processors.ClassifyFlowForest"),
    CONVERT_FLOW_CSV("ConvertRecord, FlowCsvReader", "org.apache.nifi.processors.standard.ConvertRecord"),
    AUTOENCODER_FLOW_CSV("ScoreFlowAutoencoder, FlowCsvReader", "org.aegisnet.processors.ScoreFlowAutoencoder"),
    FOREST_FLOW_CSV("ClassifyFlowForest, FlowCsvReader", "org.aegisnet.processors.ClassifyFlowForest");

    private final String title;
    private final String type;

    Candidate(final String title, final String type) {
        this.title = title;
        this.type = type;
    }

    /** For the table, and its name on the canvas. */
    String title() {
        return title;
    }

    String type() {
        return type;
    }

    /** Tells whether it reads with our FlowCsvReader, and not with the reader of the scenario. */
    boolean readsFlowCsv() {
        return this == CONVERT_FLOW_CSV || this == AUTOENCODER_FLOW_CSV || this == FOREST_FLOW_CSV;
    }

    /** All relationships; the measured flow ends there. */
    List<String> relationships() {
        return switch (this) {
            case CONVERT_RECORD, CONVERT_FLOW_CSV, UPDATE_RECORD, UPDATE_RECORD_FIVE -> List.of("success", "failure");
            case AUTOENCODER, AUTOENCODER_FLOW_CSV, FOREST, FOREST_FLOW_CSV ->
                List.of("suspicious", "normal", "unscored", "failure");
        };
    }

    Map<String, String> properties(final String reader, final String writer) {
        return switch (this) {
            case CONVERT_RECORD, CONVERT_FLOW_CSV -> Map.of("record-reader", reader, "record-writer", writer);
            case UPDATE_RECORD -> Map.of("record-reader", reader, "record-writer", writer, "/constant", "one");
            case UPDATE_RECORD_FIVE ->
                Map.of(
                        "record-reader",
                        reader,
                        "record-writer",
                        writer,
                        "/first",
                        "one",
                        "/second",
                        "two",
                        "/third",
                        "three",
                        "/fourth",
                        "four",
                        "/fifth",
                        "five");
            case AUTOENCODER, AUTOENCODER_FLOW_CSV, FOREST, FOREST_FLOW_CSV ->
                Map.of("Record Reader", reader, "Record Writer", writer);
        };
    }
}
