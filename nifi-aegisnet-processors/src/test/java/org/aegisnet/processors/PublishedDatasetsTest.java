package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * CSV as it is published. Column names are duplicated or begin with a blank. Some cells are not numbers, some rows have another length, and some
 * bytes are of another encoding.
 */
class PublishedDatasetsTest {
    private static final String HEADER =
            "bytes_in,bytes_out,packets, Rate,duration,src_port,dst_port, Rate,protocol, Label\n";
    private static final String ROW = "1200,5400,18,7,0.8,51234,443,9,6,%s\n";

    /** The readers of the templates csv-to-alerts and scoring-api. */
    enum Reading {
        INFERRED,
        FROM_HEADER;

        private Map<String, String> settings() {
            return switch (this) {
                case INFERRED ->
                    Map.of("CSV Parser", "jackson-csv", "Treat First Line as Header", "true", "Trim Fields", "true");
                case FROM_HEADER ->
                    Map.of(
                            "CSV Parser",
                            "jackson-csv",
                            "CSV Format",
                            "rfc-4180",
                            "Schema Access Strategy",
                            "csv-header-derived");
            };
        }
    }

    private static MockFlowFile out(
            final FlowScoringProcessor processor, final Map<String, String> reading, final byte[] content)
            throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.bundled(processor);
        flows.reader(new CSVReader(), reading);
        flows.writer(new JsonRecordSetWriter(), Map.of("Allow Scientific Notation", "true"));
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);
        flows.runner().enqueue(content);
        flows.runner().run();
        final List<MockFlowFile> left = new ArrayList<>();
        processor
                .getRelationships()
                .forEach(relationship -> left.addAll(flows.runner().getFlowFilesForRelationship(relationship)));
        assertEquals(1, left.size());
        return left.getFirst();
    }

    private static List<JsonNode> scored(
            final FlowScoringProcessor processor, final Map<String, String> reading, final byte[] content)
            throws Exception {
        final MockFlowFile flowFile = out(processor, reading, content);
        assertEquals(null, flowFile.getAttribute("record.error.message"));
        final List<JsonNode> records = new ArrayList<>();
        new ObjectMapper().readTree(flowFile.getContent()).forEach(records::add);
        return records;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] published(final String name) throws IOException {
        try (InputStream stream = PublishedDatasetsTest.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        }
    }

    /** Names are compared without the blanks around them, as one of the two readings keeps these. */
    private static String text(final JsonNode flow, final String name) {
        return flow.path(flow.has(name) ? name : " " + name).asText();
    }

    @ParameterizedTest
    @EnumSource
    void cicIds2017HasItsColumnsBehindTheNameThatStandsTwice(final Reading reading) throws Exception {
        final byte[] content = published("24-cicids2017-duplicate-column.csv");

        final List<JsonNode> flows = scored(new ScoreFlowAutoencoder(), reading.settings(), content);
        final List<JsonNode> classified = scored(new ClassifyFlowForest(), reading.settings(), content);

        final List<String> row = List.of(new String(content, StandardCharsets.UTF_8)
                .lines()
                .toList()
                .get(1)
                .split(",", -1));
        final List<String> header = List.of(new String(content, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow()
                .split(",", -1));
        assertEquals(1, flows.size());
        for (int column = 0; column < header.size(); column++) {
            final String name = header.get(column).strip();
            assertEquals(
                    row.get(column).matches("-?[0-9.]+") ? Double.parseDouble(row.get(column)) : row.get(column),
                    row.get(column).matches("-?[0-9.]+")
                            ? Double.parseDouble(text(flows.getFirst(), name))
                            : text(flows.getFirst(), name),
                    name);
        }
        assertTrue(classified.getFirst().path("attack_probability").isNumber(), classified.toString());
        assertEquals("Safe", classified.getFirst().path("flow_label").asText());
    }

    @ParameterizedTest
    @EnumSource
    void cseCicIds2018KeepsItsInfinity(final Reading reading) throws Exception {
        final List<JsonNode> flows =
                scored(new ClassifyFlowForest(), reading.settings(), published("25a-infinity.csv"));

        assertEquals(2, flows.size());
        assertTrue(
                flows.stream().allMatch(flow -> flow.path("attack_probability").isNumber()), flows.toString());
        assertEquals(46757.8, Double.parseDouble(text(flows.get(0), "Flow Bytes/s")));
        assertEquals("Infinity", text(flows.get(1), "Flow Bytes/s"));
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoColumnsOfOneNameTheRightOneStays(final Reading reading) throws Exception {
        final List<JsonNode> flows =
                scored(new ScoreFlowAutoencoder(), reading.settings(), bytes(HEADER + ROW.formatted("BENIGN")));
        final List<JsonNode> once = scored(
                new ScoreFlowAutoencoder(),
                reading.settings(),
                bytes(
                        "bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol\n1200,5400,18,0.8,51234,443,6\n"));

        assertEquals("9", text(flows.getFirst(), "Rate"));
        assertEquals("BENIGN", text(flows.getFirst(), "Label"));
        assertEquals(once.getFirst().path("anomaly_score"), flows.getFirst().path("anomaly_score"));
    }

    @ParameterizedTest
    @EnumSource
    void aDashOfAnotherEncodingDoesNotCostTheRow(final Reading reading) throws Exception {
        final List<JsonNode> flows = scored(
                new ScoreFlowAutoencoder(),
                reading.settings(),
                (HEADER + ROW.formatted("Web Attack \u0096 XSS") + ROW.formatted("BENIGN"))
                        .getBytes(Charset.forName("ISO-8859-1")));

        assertEquals(
                List.of("Web Attack \uFFFD XSS", "BENIGN"),
                flows.stream().map(flow -> text(flow, "Label")).toList());
        assertEquals(flows.get(0).path("anomaly_score"), flows.get(1).path("anomaly_score"));
    }

    @ParameterizedTest
    @EnumSource
    void aRowWithACellTooManyIsNotReadOn(final Reading reading) throws Exception {
        final String content = HEADER + ROW.formatted("BENIGN") + ROW.formatted("7,BENIGN");

        final MockFlowFile failed = out(new ScoreFlowAutoencoder(), reading.settings(), bytes(content));

        failed.assertContentEquals(content);
        final String why = failed.getAttribute("record.error.message");
        assertTrue(why.startsWith("Row 2 has a cell beyond the last name of the header, 'BENIGN'"), why);
    }

    @ParameterizedTest
    @EnumSource
    void cellsWithoutTextAtTheEndOfARowDoNoHarm(final Reading reading) throws Exception {
        final List<JsonNode> flows =
                scored(new ScoreFlowAutoencoder(), reading.settings(), bytes(HEADER + ROW.formatted("BENIGN,, ")));

        assertEquals("BENIGN", text(flows.getFirst(), "Label"));
        assertTrue(flows.getFirst().path("anomaly_score").isNumber(), flows.toString());
    }

    /** The reader that infers the schema rejects the file; the other leaves the rest of the row empty. */
    @Test
    void aRowThatEndsEarlyIsNeverFilledFromAnother() throws Exception {
        final String content = HEADER + "1200,5400,18,7,0.8\n" + ROW.formatted("BENIGN");

        out(new ScoreFlowAutoencoder(), Reading.INFERRED.settings(), bytes(content))
                .assertContentEquals(content);
        final List<JsonNode> flows = scored(new ScoreFlowAutoencoder(), Reading.FROM_HEADER.settings(), bytes(content));

        assertEquals(2, flows.size());
        assertTrue(flows.get(0).path("dst_port").isNull(), flows.toString());
        assertFalse(text(flows.get(1), "dst_port").isEmpty());
    }

    /** NiFi's default parser moves all columns behind a name that stands twice: that is seen, and nothing is scored. */
    @Test
    void theDefaultParserDoesNotScoreShiftedColumns() throws Exception {
        final MockFlowFile failed = out(
                new ScoreFlowAutoencoder(),
                Map.of("CSV Format", "rfc-4180", "Schema Access Strategy", "csv-header-derived"),
                bytes(HEADER + ROW.formatted("BENIGN")));

        final String why = failed.getAttribute("record.error.message");
        assertTrue(why.endsWith("set CSV Parser of the CSVReader to Jackson CSV"), why);
    }
}
