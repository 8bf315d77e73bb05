package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a record had when it came, it has when it leaves: the values, their types, logical types and order. */
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
        flow.put("bytes_out", 5000.5);
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
