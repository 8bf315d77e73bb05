package org.aegisnet.processors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.RecordRunner;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.pairing.PairFlows;
import org.aegisnet.processors.patterns.DetectFlowPatterns;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.xml.XMLRecordSetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowCsvReaderTest {
    private static final String HEADER = "bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol,Label\n";

    private static RecordReader open(final byte[] content) throws Exception {
        return new FlowCsvReader()
                .createRecordReader(
                        Map.of(),
                        new ByteArrayInputStream(content),
                        content.length,
                        new MockComponentLog("reader", "reader"));
    }

    private static RecordReader open(final String content) throws Exception {
        return open(content.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sample(final String name) throws IOException {
        try (InputStream stream = FlowScoringRunner.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        }
    }

    private static FlowScoringRunner scoring(final FlowScoringProcessor processor) throws Exception {
        return FlowScoringRunner.bundled(processor).reader(new FlowCsvReader());
    }

    private static List<JsonNode> all(final FlowScoringRunner flows) throws IOException {
        assertEquals(
                0,
                flows.runner()
                        .getFlowFilesForRelationship(FlowScoringProcessor.FAILURE)
                        .size());
        final List<JsonNode> records = new ArrayList<>(flows.records(FlowScoringProcessor.NORMAL));
        records.addAll(flows.records(FlowScoringProcessor.SUSPICIOUS));
        records.addAll(flows.records(FlowScoringProcessor.UNSCORED));
        return records;
    }

    @Test
    void columnsThatAVocabularyKnowsAreNumbersAndOthersTexts() throws Exception {
        try (RecordReader reader = open(
                "Flow Duration,Flow Bytes/s, Source IP,Dst Port,Protocol,Flow ID,Label\n5,1.5,192.0.2.1,443,6,7,1\n")) {
            assertEquals(
                    RecordFieldType.CHOICE,
                    reader.getSchema()
                            .getDataType("Flow Duration")
                            .orElseThrow()
                            .getFieldType());
            assertEquals(
                    RecordFieldType.STRING,
                    reader.getSchema().getDataType("Label").orElseThrow().getFieldType());
            final Record row = reader.nextRecord();
            assertEquals(5L, row.getValue("Flow Duration"));
            assertEquals(1.5, row.getValue("Flow Bytes/s"));
            assertEquals("192.0.2.1", row.getValue("Source IP"));
            assertEquals(443L, row.getValue("Dst Port"));
            assertEquals("7", row.getValue("Flow ID"));
            assertEquals("1", row.getValue("Label"));
            assertEquals(null, reader.nextRecord());
        }
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "-1, -1", "0, 0", "12.5, 12.5", "1.5e3, 1500", "-0.25, -0.25"})
    void numbersAreNumbers(final String written, final double read) throws Exception {
        try (RecordReader reader = open("Flow Bytes/s\n" + written + "\n")) {
            assertEquals(
                    read,
                    assertInstanceOf(Number.class, reader.nextRecord().getValue("Flow Bytes/s"))
                            .doubleValue());
        }
    }

    /** Each of them in a column of whole numbers and in one of any numbers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Infinity",
                "-Infinity",
                "NaN",
                "inf",
                "007",
                "+5",
                "0x0008",
                "-",
                "1e999",
                "12345678901234567890",
                "1d",
                "1,200",
                "(empty)"
            })
    void whatIsNoNumberLeavesAsItCame(final String cell) throws Exception {
        final String content = "Flow Bytes/s,Protocol,Dst Port,Flow Duration,Label\n\"%s\",6,\"%s\",,\n1.5,6,443,7,x\n"
                .formatted(cell, cell);
        for (final ControllerService writer :
                List.of(new JsonRecordSetWriter(), new CSVRecordSetWriter(), new XMLRecordSetWriter())) {
            final FlowScoringRunner flows = scoring(new ClassifyFlowForest())
                    .writing(
                            writer,
                            writer instanceof XMLRecordSetWriter
                                    ? Map.of("Name of Root Tag", "flows", "Name of Record Tag", "flow")
                                    : Map.of());
            flows.content(content);
            final String written = flows.only(FlowScoringProcessor.UNSCORED).getContent();
            final int first = written.indexOf(cell);
            assertTrue(first >= 0 && written.indexOf(cell, first + 1) > 0, written);
        }
    }

    @Test
    void emptyCellsLeaveEmpty() throws Exception {
        final FlowScoringRunner flows = scoring(new ScoreFlowAutoencoder()).writing(new CSVRecordSetWriter(), Map.of());
        flows.content(HEADER + ",,,,,,,\n1200,5400,,0.8,,443,6,\n");

        final List<String> lines =
                flows.only(FlowScoringProcessor.UNSCORED).getContent().lines().toList();
        assertTrue(lines.get(1).startsWith(",,,,,,,,"), lines.toString());
        assertTrue(lines.get(2).startsWith("1200,5400,,0.8,,443,6,,"), lines.toString());
    }

    @Test
    void avroHoldsNumbersAndTexts() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.bundled(new ClassifyFlowForest())
                .reader(new FlowCsvReader())
                .writing(new AvroRecordSetWriter(), Map.of());
        flows.content("bytes_per_second,protocol,Label\nInfinity,6,a\n5,6,b\n2.5,6,c\n");
        final byte[] avro = flows.only(FlowScoringProcessor.UNSCORED).toByteArray();

        final List<Object> values = new ArrayList<>();
        try (DataFileStream<GenericRecord> records =
                new DataFileStream<>(new ByteArrayInputStream(avro), new GenericDatumReader<>())) {
            records.forEach(flow -> values.add(flow.get("bytes_per_second")));
        }
        assertEquals("Infinity", values.get(0).toString());
        assertEquals(List.of(5L, 2.5), values.subList(1, 3));
    }

    @Test
    void cicIds2017AsPublishedIsScoredWithTheRightColumns() throws Exception {
        final byte[] content = sample("24-cicids2017-duplicate-column.csv");
        final FlowScoringRunner flows = scoring(new ClassifyFlowForest());
        flows.runner().enqueue(content);
        flows.runner().run();

        final JsonNode flow = all(flows).getFirst();
        final String[] names = new String(content, StandardCharsets.UTF_8)
                .lines()
                .toList()
                .get(0)
                .split(",", -1);
        final String[] cells = new String(content, StandardCharsets.UTF_8)
                .lines()
                .toList()
                .get(1)
                .split(",", -1);
        int headerLengths = 0;
        for (int column = 0; column < names.length; column++) {
            String name = names[column].strip();
            if ("Fwd Header Length".equals(name)) {
                name += headerLengths == 0 ? "" : "." + headerLengths;
                headerLengths++;
            }
            final String cell = cells[column];
            assertEquals(
                    cell.matches("-?[0-9.]+") ? Double.toString(Double.parseDouble(cell)) : cell,
                    flow.path(name).isNumber()
                            ? Double.toString(flow.path(name).asDouble())
                            : flow.path(name).asText(),
                    name);
        }
        assertEquals(2, headerLengths);
        assertEquals("Safe", flow.path("flow_label").asText());
    }

    @Test
    void infinityIsKeptThroughAJsonWriterAtItsDefaults() throws Exception {
        final FlowScoringRunner flows = scoring(new ClassifyFlowForest());
        flows.runner().enqueue(sample("25a-infinity.csv"));
        flows.runner().run();

        final List<JsonNode> records = all(flows);
        assertEquals(2, records.size());
        assertTrue(
                records.stream()
                        .allMatch(flow -> flow.path("attack_probability").isNumber()),
                records.toString());
        assertEquals(46757.8, records.get(0).path("Flow Bytes/s").asDouble());
        assertEquals("Infinity", records.get(1).path("Flow Bytes/s").textValue());
    }

    @Test
    void aThousandsDotIsRefusedAndStays() throws Exception {
        final FlowScoringRunner flows = scoring(new ScoreFlowAutoencoder());
        flows.content(
                "bytes_in;bytes_out;packets;duration;src_port;dst_port;protocol\n1.200;5.400;18;1;51234;443;6\n1200;5400;18;1;51234;443;6\n");

        final List<JsonNode> unscored = flows.records(FlowScoringProcessor.UNSCORED);
        assertEquals(1, unscored.size());
        assertEquals("1.200", unscored.getFirst().path("bytes_in").textValue());
        assertTrue(
                unscored.getFirst().path("unscored_reason").asText().contains("bytes are whole"), unscored.toString());
        assertEquals(2, all(flows).size());
    }

    @Test
    void shortAndLongRowsLeaveByUnscoredWithTheLine() throws Exception {
        final FlowScoringRunner flows = scoring(new ScoreFlowAutoencoder());
        flows.content(HEADER + "1200,5400,18,0.8,51234,443,6,a\n1200,5400,18,0.8,51234,443,6\n" + HEADER
                + "1200,7,5400,18,0.8,51234,443,6,c\n1200,5400,18,0.8,51234,443,6,d,,\n");

        final List<JsonNode> unscored = flows.records(FlowScoringProcessor.UNSCORED);
        assertEquals(4, all(flows).size());
        assertEquals(
                List.of(
                        "Line 3 has 7 cells, but the header names 8 columns, so that values may stand below wrong names",
                        "Line 5 has 9 cells, but the header names 8 columns, so that values may stand below wrong names; beyond the last name: 'c'"),
                unscored.stream()
                        .map(flow -> flow.path("unscored_reason").asText())
                        .toList());
        assertEquals(1200, unscored.get(0).path("bytes_in").asInt());
    }

    @Test
    void aFaultyRowIsNoFlowForPatternsAndPairing() throws Exception {
        final RecordRunner patterns = new RecordRunner(new DetectFlowPatterns());
        patterns.use(ScoringProperties.RECORD_READER, new FlowCsvReader());
        patterns.use(ScoringProperties.RECORD_WRITER, new JsonRecordSetWriter());
        patterns.runner()
                .enqueue(
                        "src_ip,dst_ip,src_port,dst_port,protocol,first\n192.0.2.1,192.0.2.2,5,443,6,1700000000000,9\n");
        patterns.runner().run();
        final List<MockFlowFile> unscored = patterns.runner().getFlowFilesForRelationship("unscored");
        assertEquals(
                1,
                unscored.size(),
                patterns.runner().getLogger().getErrorMessages().toString());
        assertTrue(
                unscored.getFirst().getContent().contains("Line 2 has 7 cells"),
                unscored.getFirst().getContent());

        final RecordRunner pairing = new RecordRunner(new PairFlows());
        pairing.use(ScoringProperties.RECORD_READER, new FlowCsvReader());
        pairing.use(ScoringProperties.RECORD_WRITER, new JsonRecordSetWriter());
        pairing.runner()
                .enqueue(
                        "src_ip,dst_ip,src_port,dst_port,protocol,first,last,bytes_in,packets_fwd\n192.0.2.1,192.0.2.2,5,443,6,1700000000000,1700000000001,9,9,9\n");
        pairing.runner().run();
        assertTrue(pairing.runner()
                .getFlowFilesForRelationship("unpairable")
                .getFirst()
                .getContent()
                .contains("Line 2 has 10 cells"));
    }

    @Test
    void zeeksLogIsReadAsZeekWritesIt() throws Exception {
        final FlowScoringRunner flows = scoring(new ScoreFlowAutoencoder());
        flows.content("""
                #separator \\x09
                #unset_field\t-
                #path\tconn
                #fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_bytes\tresp_bytes\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes
                #types\ttime\taddr\tport\taddr\tport\tenum\tinterval\tcount\tcount\tcount\tcount\tcount\tcount
                1706781600.0\t192.0.2.10\t51234\t198.51.100.21\t443\ttcp\t3.0\t224\t224\t4\t336\t4\t336
                1706781600.0\t192.0.2.10\t51234\t198.51.100.21\t443\ttcp\t-\t-\t-\t1\t40\t0\t0
                #close\t2024
                """);

        final List<JsonNode> records = all(flows);
        assertEquals(2, records.size());
        assertTrue(records.stream().allMatch(flow -> flow.path("anomaly_score").isNumber()), records.toString());
        assertEquals(1_706_781_600.0, records.get(0).path("ts").asDouble());
    }

    @Test
    void addressesAndPortsOfCicIds2017GetTheirEcsNames() throws Exception {
        final FlowScoringRunner flows = scoring(new ClassifyFlowForest());
        flows.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
        flows.content("""
                Source IP,Source Port,Destination IP,Destination Port,Protocol,Timestamp,Flow Duration,Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,Total Length of Bwd Packets,Fwd Packet Length Max,Fwd Packet Length Mean,Fwd IAT Std,Fwd IAT Min,Bwd IAT Max,Packet Length Variance,Init_Win_bytes_forward,Init_Win_bytes_backward
                192.0.2.5,54865,198.51.100.6,443,6,7/7/2017 3:30:00 PM,94658,6,7,708,3718,387,118,13525,5,42000,240100,8192,62644
                """);
        final JsonNode flow = all(flows).getFirst();
        assertEquals("7/7/2017 3:30:00 PM", flow.path("Timestamp").asText());
        assertEquals(54_865, flow.path("Source Port").asInt());
        assertTrue(flow.toString().contains("event"), flow.toString());
    }

    @Test
    void theSchemaOfAHeaderIsOneObject() throws Exception {
        final FlowCsvReader service = new FlowCsvReader();
        final List<Object> schemas = new ArrayList<>();
        for (int file = 0; file < 2; file++) {
            try (RecordReader reader = service.createRecordReader(
                    Map.of(),
                    new ByteArrayInputStream("protocol\n6\n".getBytes(StandardCharsets.UTF_8)),
                    11,
                    new MockComponentLog("reader", "reader"))) {
                schemas.add(reader.getSchema());
            }
        }
        assertTrue(schemas.get(0) == schemas.get(1));
    }

    @Test
    void withoutCoercionTheCellsAreTexts() throws Exception {
        try (RecordReader reader = open("Flow Duration,Label\n1.50,\n")) {
            final Record row = reader.nextRecord(false, false);
            assertEquals("1.50", row.getValue("Flow Duration"));
            assertEquals(null, row.getValue("Label"));
        }
    }

    @Test
    void aRecordCanBeChanged() throws Exception {
        try (RecordReader reader = open("Flow Duration,Label\n1,a\n2,a\n")) {
            final Record row = reader.nextRecord();
            row.setValue("Label", "b");
            row.setValue("more", "c");
            row.remove(row.getSchema().getField("Flow Duration").orElseThrow());
            final Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("Label", "b");
            expected.put("more", "c");
            assertEquals(expected, row.toMap());
            assertEquals(
                    Map.of("Flow Duration", 2L, "Label", "a"),
                    reader.nextRecord().toMap());
        }
    }

    @Test
    void contentThatIsNotCsvIsMalformed() {
        assertEquals(
                "The content begins with '{' and looks like JSON; CSV with a line of column names was expected",
                assertThrows(MalformedRecordException.class, () -> open("{\"a\": 1}"))
                        .getMessage());
    }

    @Test
    void anEmptyFlowFileHasNoRecords() throws Exception {
        final FlowScoringRunner flows = scoring(new ScoreFlowAutoencoder());
        flows.content("");
        assertEquals(0, all(flows).size());
        assertEquals(1, flows.runner().getCounterValue("FlowFiles Without Records"));
    }

    @Test
    void tenThousandColumnsFailWithASentence() throws Exception {
        final FlowScoringRunner flows = scoring(new ScoreFlowAutoencoder());
        flows.content("bytes_in" + ",x".repeat(10_000) + "\n1\n");
        flows.only(FlowScoringProcessor.FAILURE)
                .assertAttributeEquals(
                        "record.error.message",
                        "The header has more than 4096 columns; leave out columns that no model needs");
    }
}
