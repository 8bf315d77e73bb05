package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.xml.XMLReader;
import org.apache.nifi.xml.XMLRecordSetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test that a record keeps its values, their types, logical types and order from input to output. */
class RecordFidelityTest {
    private static final String SCHEMA = """
            {"type": "record", "name": "Flow", "namespace": "org.example", "fields": [
              {"name": "id", "type": "long"},
              {"name": "seen", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
              {"name": "payload", "type": "bytes"},
              {"name": "tags", "type": {"type": "array", "items": "string"}},
              {"name": "labels", "type": {"type": "map", "values": "int"}},
              {"name": "direction", "type": {"type": "enum", "name": "Direction", "symbols": ["IN", "OUT"]}},
              {"name": "nested", "type": {"type": "record", "name": "Nested", "fields": [{"name": "vlan", "type": ["null", "int"]}]}},
              {"name": "bytes_in", "type": "int"},
              {"name": "bytes_out", "type": "double"},
              {"name": "duration", "type": "float"}
            ]}
            """;

    private static final List<String> ADDED =
            List.of("flow_label", "attack_probability", "attack_reasons", "forest_model");

    @TempDir
    private Path folder;

    @Test
    void keepsAvroValuesTypesAndOrder() throws Exception {
        final Schema schema = new Schema.Parser().parse(SCHEMA);
        final GenericRecord flow = flow(schema);
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.reader(new AvroReader());
        final AvroRecordSetWriter writer = new AvroRecordSetWriter();
        flows.writer(writer);
        flows.runner().enqueue(written(schema, flow));
        flows.runner().run();

        final GenericRecord scored =
                read(flows.only(FlowScoringProcessor.SUSPICIOUS).toByteArray());
        final List<String> names = new ArrayList<>();
        for (final Schema.Field field : scored.getSchema().getFields()) {
            names.add(field.name());
        }
        final List<String> expectedNames = new ArrayList<>();
        for (final Schema.Field field : schema.getFields()) {
            expectedNames.add(field.name());
        }
        assertEquals(expectedNames, names.subList(0, expectedNames.size()));
        for (final String name :
                List.of("id", "seen", "day", "price", "payload", "bytes_in", "bytes_out", "duration")) {
            assertEquals(flow.get(name), scored.get(name), name);
            assertEquals(typeOf(schema, name), typeOf(scored.getSchema(), name), name);
        }
        assertEquals("[scan, night]", scored.get("tags").toString());
        assertEquals(Map.of("a", 1).toString(), scored.get("labels").toString());
        assertEquals("OUT", scored.get("direction").toString());
        assertEquals(12, ((GenericRecord) scored.get("nested")).get("vlan"));
    }

    @Test
    void keepsJsonAsItCame() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.reader(new JsonTreeReader());
        final String record = """
                {"id":9007199254740993,"name":"Zürich – 東京","seen":"2026-11-21T10:00:00Z","fraction":0.1,"flag":true,"nothing":null,\
                "nested":{"vlan":12,"tags":["a","b"],"deep":{"x":[{"y":1},{"y":2}]}},"list":[1,2,3],"empty":[],\
                "bytes_in":1,"bytes_out":5000,"duration":0.25}
                """;
        flows.content(record);

        final ObjectNode scored =
                (ObjectNode) flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        scored.remove(ADDED);
        assertEquals(new ObjectMapper().readTree(record), scored);
    }

    @Test
    void keepsWhatOnlySomeJsonRecordsHave() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.reader(new JsonTreeReader());
        flows.writer(new JsonRecordSetWriter(), Map.of("Suppress Null Values", "always-suppress"));
        final String records = """
                [{"bytes_in":1,"bytes_out":5000,"duration":1,"colour":"red","more":{"a":1}},\
                {"bytes_in":1,"bytes_out":5000,"duration":1,"colour":7,"more":{"b":"x"}},\
                {"bytes_in":1,"bytes_out":5000,"duration":1}]
                """;
        flows.content(records);

        final ArrayNode kept = new ObjectMapper().createArrayNode();
        for (final JsonNode scored : flows.records(FlowScoringProcessor.SUSPICIOUS)) {
            kept.add(((ObjectNode) scored).remove(ADDED));
        }
        assertEquals(new ObjectMapper().readTree(records), kept);
    }

    @Test
    void keepsTheLogicalTypesOfASchema() throws Exception {
        final Map<String, String> schema = Map.of(
                "Schema Access Strategy",
                "schema-text-property",
                "Schema Text",
                SCHEMA,
                "Timestamp Format",
                "dd.MM.yyyy HH:mm:ss.SSS",
                "Date Format",
                "dd.MM.yyyy");
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.reader(new JsonTreeReader(), schema);
        flows.writer(
                new JsonRecordSetWriter(),
                Map.of("Timestamp Format", "yyyy-MM-dd HH:mm:ss.SSS", "Date Format", "yyyy/MM/dd"));
        flows.content("""
                {"id":1,"seen":"21.11.2026 10:20:30.123","day":"21.11.2026","price":12.34,"tags":[],"labels":{},"direction":"OUT",\
                "nested":{"vlan":12},"bytes_in":1,"bytes_out":5000,"duration":1}
                """);

        final JsonNode scored = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        assertEquals("2026-11-21 10:20:30.123", scored.get("seen").asText(), "a timestamp is still one");
        assertEquals("2026/11/21", scored.get("day").asText(), "a date is still one");
        assertEquals(12.34, scored.get("price").asDouble());
        assertTrue(scored.get("price").isNumber());
    }

    @Test
    void hasTheWritersOwnAttributes() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.writer(new JsonRecordSetWriter(), Map.of("Schema Write Strategy", "full-schema-attribute"));
        flows.csv("a,1,5000,1\n");

        final String schema = flows.only(FlowScoringProcessor.SUSPICIOUS).getAttribute("avro.schema");
        assertTrue(schema != null && schema.contains("\"attack_probability\""), schema);
    }

    @Test
    void keepsEveryCellOfCsv() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.reader(new CSVReader(), Map.of("Schema Access Strategy", "csv-header-derived"));
        flows.writer(new CSVRecordSetWriter(), Map.of("CSV Format", "rfc-4180"));
        flows.content("""
                id,note,code,blank,bytes_in,bytes_out,duration
                1,"a, ""quoted"" word",007,,1,5000,1.50
                2,"two
                lines",1e5,,01,5000.0,0.25
                """);

        final List<String> lines =
                flows.only(FlowScoringProcessor.SUSPICIOUS).getContent().lines().toList();
        final String added = ",Attack,0.";
        assertEquals(
                "id,note,code,blank,bytes_in,bytes_out,duration,flow_label,attack_probability,attack_reasons,forest_model",
                lines.getFirst());
        assertTrue(lines.get(1).startsWith("1,\"a, \"\"quoted\"\" word\",007,,1,5000,1.50" + added), lines.toString());
        assertEquals("2,\"two", lines.get(2));
        assertTrue(lines.get(3).startsWith("lines\",1e5,,01,5000.0,0.25" + added), lines.toString());
    }

    @Test
    void keepsTheElementsOfXml() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.reader(new XMLReader(), Map.of("Expect Records as Array", "true"));
        flows.writer(
                new XMLRecordSetWriter(),
                Map.of(
                        "Name of Root Tag", "flows",
                        "Name of Record Tag", "flow",
                        "Wrap Elements of Arrays", "no-wrapping"));
        final String own =
                "<id>7 &lt; 8</id><nested><vlan>12</vlan><deep><x>y</x></deep></nested><tag>a</tag><tag>b</tag><bytes_in>1</bytes_in>"
                        + "<bytes_out>5000</bytes_out><duration>0.25</duration>";
        flows.content("<flows><flow>" + own + "</flow></flows>");

        final String written = flows.only(FlowScoringProcessor.SUSPICIOUS).getContent();
        assertTrue(written.contains("<flow>" + own + "<flow_label>Attack</flow_label>"), written);
    }

    private static String typeOf(final Schema schema, final String name) {
        final Schema type = schema.getField(name).schema();
        final Schema plain = type.isUnion()
                ? type.getTypes().stream()
                        .filter(member -> member.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : type;
        return plain.getType() + " "
                + (plain.getLogicalType() == null ? "" : plain.getLogicalType().getName());
    }

    private static GenericRecord flow(final Schema schema) {
        final GenericRecord flow = new GenericData.Record(schema);
        flow.put("id", 9_007_199_254_740_993L);
        flow.put("seen", 1_700_000_000_123L);
        flow.put("day", 19_000);
        flow.put(
                "price", ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()));
        flow.put("payload", ByteBuffer.wrap(new byte[] {0, 1, -1}));
        flow.put("tags", List.of("scan", "night"));
        flow.put("labels", Map.of("a", 1));
        flow.put(
                "direction",
                new GenericData.EnumSymbol(schema.getField("direction").schema(), "OUT"));
        final GenericRecord nested =
                new GenericData.Record(schema.getField("nested").schema());
        nested.put("vlan", 12);
        flow.put("nested", nested);
        flow.put("bytes_in", 1);
        flow.put("bytes_out", 5000.0);
        flow.put("duration", 0.25f);
        return flow;
    }

    private static byte[] written(final Schema schema, final GenericRecord flow) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, bytes);
            writer.append(flow);
        }
        return bytes.toByteArray();
    }

    private static GenericRecord read(final byte[] bytes) throws IOException {
        try (DataFileStream<GenericRecord> stream =
                new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
            return stream.next();
        }
    }
}
