package org.aegisnet.processors.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.StandardSchemaIdentifier;
import org.junit.jupiter.api.Test;

/** A record that has waited is the record that came. */
class RecordCodecTest {
    static RecordSchema strings(final List<String> names) {
        return new SimpleRecordSchema(names.stream()
                .map(name -> new RecordField(name, RecordFieldType.STRING.getDataType()))
                .toList());
    }

    @Test
    void keepsValuesWithTheirTypes() throws IOException {
        final Timestamp timestamp = new Timestamp(1_700_000_000_123L);
        timestamp.setNanos(123_456_789);
        final List<Object> values = Arrays.asList(
                null,
                true,
                false,
                (byte) -7,
                (short) -300,
                0,
                1,
                -1,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                0L,
                -1L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                new BigInteger("18446744073709551615"),
                1.5f,
                Float.NaN,
                -2.5,
                Double.POSITIVE_INFINITY,
                new BigDecimal("-12.3400"),
                'x',
                "",
                "Zürich \uD83D\uDE80 \u0000",
                "x".repeat(70_000),
                timestamp,
                new Timestamp(-1),
                new Date(86_400_000L),
                new Time(3_600_000L),
                LocalDate.of(2026, 11, 20),
                LocalTime.of(23, 21, 49, 658_000_001),
                LocalDateTime.of(2026, 11, 20, 23, 21, 49, 5),
                Instant.parse("2026-11-20T23:21:49.658Z"),
                OffsetDateTime.of(2026, 11, 20, 23, 21, 49, 0, ZoneOffset.ofHours(2)),
                new UUID(1, 2),
                List.of(1, "two"),
                Map.of("a", 1L));
        final Map<String, Object> fields = new LinkedHashMap<>();
        for (int index = 0; index < values.size(); index++) {
            fields.put("f" + index, values.get(index));
        }
        final RecordSchema schema = strings(List.copyOf(fields.keySet()));

        assertEquals(fields, roundTrip(new MapRecord(schema, fields)).toMap());
    }

    @Test
    void keepsArraysOfTheirKind() throws IOException {
        final RecordSchema schema = strings(List.of("bytes", "objects", "array"));
        final Record left = roundTrip(new MapRecord(
                schema,
                new LinkedHashMap<>(
                        Map.of("bytes", new byte[] {0, -1}, "objects", new Byte[] {5, null}, "array", new Object[] {
                            1, new Object[] {"x"}
                        }))));

        assertArrayEquals(new byte[] {0, -1}, (byte[]) left.getValue("bytes"));
        assertArrayEquals(new Byte[] {5, null}, (Byte[]) left.getValue("objects"));
        assertArrayEquals(new Object[] {1, new Object[] {"x"}}, (Object[]) left.getValue("array"));
    }

    @Test
    void keepsNestedRecordsAndWhatTheSchemaDoesNotName() throws IOException {
        final RecordSchema inner = strings(List.of("vlan"));
        final RecordSchema schema = new SimpleRecordSchema(
                List.of(new RecordField("nested", RecordFieldType.RECORD.getRecordDataType(inner))));
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("nested", new MapRecord(inner, new LinkedHashMap<>(Map.of("vlan", 12))));
        values.put("beyond", null);
        values.put("more", 3);

        assertEquals(values, roundTrip(new MapRecord(schema, values)).toMap());
    }

    @Test
    void tellsAbsentFromNull() throws IOException {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("b", null);

        assertEquals(
                Set.of("b"),
                roundTrip(new MapRecord(strings(List.of("a", "b")), values)).getRawFieldNames());
    }

    @Test
    void keepsAnyOtherValueAsItsText() throws IOException {
        final Map<String, Object> values = new LinkedHashMap<>(Map.of("a", new StringBuilder("text")));

        assertEquals(
                "text", roundTrip(new MapRecord(strings(List.of("a")), values)).getValue("a"));
    }

    @Test
    void keepsSchemasInFull() throws IOException {
        final List<RecordField> fields = new ArrayList<>();
        for (final RecordFieldType type : RecordFieldType.values()) {
            final DataType plain = switch (type) {
                case RECORD -> type.getRecordDataType(strings(List.of("x", "y")));
                case ARRAY -> type.getArrayDataType(RecordFieldType.INT.getDataType(), true);
                case MAP -> type.getMapDataType(RecordFieldType.LONG.getDataType(), true);
                case CHOICE ->
                    type.getChoiceDataType(
                            RecordFieldType.INT.getDataType(),
                            RecordFieldType.RECORD.getRecordDataType(strings(List.of("z"))));
                case ENUM -> type.getEnumDataType(List.of("IN", "OUT"));
                case DECIMAL -> type.getDecimalDataType(12, 3);
                case TIMESTAMP -> type.getDataType("yyyy-MM-dd HH:mm:ss.SSS");
                default -> type.getDataType();
            };
            fields.add(new RecordField(type.name(), plain, Set.of("also_" + type), type != RecordFieldType.INT));
        }
        final SimpleRecordSchema schema = new SimpleRecordSchema(fields);
        schema.setSchemaName("Flow");
        schema.setSchemaNamespace("org.example");
        final RecordSchema read = roundTrip(schema);

        assertEquals(schema.getFields(), read.getFields());
        assertEquals(schema.getSchemaName(), read.getSchemaName());
        assertEquals(schema.getSchemaNamespace(), read.getSchemaNamespace());
    }

    @Test
    void aSchemaThatContainsItselfHasAnEnd() throws IOException {
        final SimpleRecordSchema schema = new SimpleRecordSchema(new StandardSchemaIdentifier.Builder().build());
        schema.setFields(List.of(
                new RecordField("self", RecordFieldType.RECORD.getRecordDataType(() -> schema)),
                new RecordField("id", RecordFieldType.INT.getDataType())));

        assertEquals(List.of("self", "id"), roundTrip(schema).getFieldNames());
    }

    @Test
    void damagedBytesAreRejectedAndCostNoMemory() throws IOException {
        final RecordSchema schema = strings(List.of("a", "b", "c"));
        final byte[] good = new RecordCodec()
                .encode(new MapRecord(
                        schema,
                        new LinkedHashMap<>(
                                Map.of("a", "some text", "b", List.of(1, 2, 3), "c", new BigDecimal("1.5")))));
        final Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 100_000; round++) {
            final byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                RecordCodec.decode(damaged, schema);
            } catch (final IOException | RuntimeException e) {
                refused++;
            }
        }
        assertTrue(refused > 10_000);
        assertThrows(IOException.class, () -> RecordCodec.decode(new byte[] {99}, schema));
    }

    private static Record roundTrip(final Record record) throws IOException {
        return RecordCodec.decode(new RecordCodec().encode(record), record.getSchema());
    }

    private static RecordSchema roundTrip(final RecordSchema schema) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SchemaCodec.write(schema, new VarintOutput(bytes));
        return SchemaCodec.read(new VarintInput(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
