package org.aegisnet.processors.pairing;

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
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The values of a record as bytes, each with the type it has, so that a record leaves as it came. The schema is kept elsewhere, once for all
 * records of it. A value of a class that no record reader gives is kept as its text. For one thread.
 */
final class RecordCodec {
    private static final int MAX_VALUES = 1 << 24;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final VarintOutput output = new VarintOutput(bytes);

    /** Tag before each value. */
    private enum Tag {
        ABSENT(0),
        NULL(1),
        FALSE(2),
        TRUE(3),
        BYTE(4),
        SHORT(5),
        INT(6),
        NEGATIVE_INT(7),
        LONG(8),
        NEGATIVE_LONG(9),
        BIG_INTEGER(10),
        FLOAT(11),
        DOUBLE(12),
        BIG_DECIMAL(13),
        CHARACTER(14),
        TEXT(15),
        TIMESTAMP(16),
        DATE(17),
        TIME(18),
        LOCAL_DATE(19),
        LOCAL_TIME(20),
        LOCAL_DATE_TIME(21),
        INSTANT(22),
        OFFSET_DATE_TIME(23),
        UUID(24),
        BYTES(25),
        BYTE_OBJECTS(26),
        ARRAY(27),
        LIST(28),
        MAP(29),
        RECORD(30);

        private static final Map<Integer, Tag> BY_CODE =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(tag -> tag.code, tag -> tag));

        private final int code;

        Tag(final int code) {
            this.code = code;
        }
    }

    /** The values of a record, in the order of its schema, and behind them what it holds beyond its schema. */
    byte[] encode(final Record values) {
        bytes.reset();
        try {
            writeValues(values.getSchema(), values.toMap());
        } catch (final IOException e) {
            throw new IllegalStateException("Writing into memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The record that was encoded.
     *
     * @throws IOException if the bytes are not what {@link #encode} made of a record of this schema
     */
    static Record decode(final byte[] encoded, final RecordSchema schema) throws IOException {
        return new MapRecord(schema, readValues(schema, new VarintInput(new ByteArrayInputStream(encoded))));
    }

    private void writeValues(final RecordSchema schema, final Map<String, Object> values) throws IOException {
        int known = 0;
        for (final String name : schema.getFieldNames()) {
            final Object value = values.get(name);
            if (value != null) {
                known++;
                writeValue(value);
            } else if (values.containsKey(name)) {
                known++;
                writeTag(Tag.NULL);
            } else {
                writeTag(Tag.ABSENT);
            }
        }
        output.writeCount(values.size() - known);
        if (values.size() > known) {
            for (final Map.Entry<String, Object> entry : values.entrySet()) {
                if (schema.getFieldNames().contains(entry.getKey())) {
                    continue;
                }
                output.writeText(entry.getKey());
                writeValue(entry.getValue());
            }
        }
    }

    private static Map<String, Object> readValues(final RecordSchema schema, final VarintInput input)
            throws IOException {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (final String name : schema.getFieldNames()) {
            final Tag tag = tag(input);
            if (tag != Tag.ABSENT) {
                values.put(name, readValue(tag, input));
            }
        }
        final int more = input.readSize(MAX_VALUES);
        for (int index = 0; index < more; index++) {
            values.put(input.readText(), readValue(tag(input), input));
        }
        return values;
    }

    private static Tag tag(final VarintInput input) throws IOException {
        final int code = input.readUnsignedByte();
        final Tag tag = Tag.BY_CODE.get(code);
        if (tag == null) {
            throw new IOException("The codec does not know a value of kind " + code);
        }
        return tag;
    }

    private void writeTag(final Tag tag) throws IOException {
        output.writeByte(tag.code);
    }

    private void writeNumber(final Tag positive, final Tag negative, final long number) throws IOException {
        writeTag(number < 0 ? negative : positive);
        output.writeCount(number < 0 ? ~number : number);
    }

    private void writeValue(final Object value) throws IOException {
        switch (value) {
            case null -> writeTag(Tag.NULL);
            case CharSequence text -> {
                writeTag(Tag.TEXT);
                output.writeText(text.toString());
            }
            case Integer number -> writeNumber(Tag.INT, Tag.NEGATIVE_INT, number);
            case Long number -> writeNumber(Tag.LONG, Tag.NEGATIVE_LONG, number);
            case Double number -> {
                writeTag(Tag.DOUBLE);
                output.writeDouble(number);
            }
            case Timestamp time -> {
                writeTag(Tag.TIMESTAMP);
                output.writeLong(time.getTime());
                output.writeInt(time.getNanos());
            }
            case Boolean truth -> writeTag(truth ? Tag.TRUE : Tag.FALSE);
            case Float number -> {
                writeTag(Tag.FLOAT);
                output.writeFloat(number);
            }
            case Byte number -> {
                writeTag(Tag.BYTE);
                output.writeByte(number);
            }
            case Short number -> {
                writeTag(Tag.SHORT);
                output.writeShort(number);
            }
            case Character character -> {
                writeTag(Tag.CHARACTER);
                output.writeChar(character);
            }
            case BigInteger number -> {
                writeTag(Tag.BIG_INTEGER);
                output.writeBinary(number.toByteArray());
            }
            case BigDecimal number -> {
                writeTag(Tag.BIG_DECIMAL);
                output.writeInt(number.scale());
                output.writeBinary(number.unscaledValue().toByteArray());
            }
            case UUID id -> {
                writeTag(Tag.UUID);
                output.writeLong(id.getMostSignificantBits());
                output.writeLong(id.getLeastSignificantBits());
            }
            case byte[] content -> {
                writeTag(Tag.BYTES);
                output.writeBinary(content);
            }
            case Byte[] content -> {
                writeTag(Tag.BYTE_OBJECTS);
                writeElements(Arrays.asList(content));
            }
            case Object[] elements -> {
                writeTag(Tag.ARRAY);
                writeElements(Arrays.asList(elements));
            }
            case Collection<?> elements -> {
                writeTag(Tag.LIST);
                writeElements(elements);
            }
            case Map<?, ?> map -> {
                writeTag(Tag.MAP);
                output.writeCount(map.size());
                for (final Map.Entry<?, ?> entry : map.entrySet()) {
                    output.writeText(String.valueOf(entry.getKey()));
                    writeValue(entry.getValue());
                }
            }
            case Record nested -> {
                writeTag(Tag.RECORD);
                SchemaCodec.write(nested.getSchema(), output);
                writeValues(nested.getSchema(), nested.toMap());
            }
            default -> writeTime(value);
        }
    }

    private void writeTime(final Object value) throws IOException {
        switch (value) {
            case Date date -> {
                writeTag(Tag.DATE);
                output.writeLong(date.getTime());
            }
            case Time time -> {
                writeTag(Tag.TIME);
                output.writeLong(time.getTime());
            }
            case LocalDate date -> {
                writeTag(Tag.LOCAL_DATE);
                output.writeLong(date.toEpochDay());
            }
            case LocalTime time -> {
                writeTag(Tag.LOCAL_TIME);
                output.writeLong(time.toNanoOfDay());
            }
            case LocalDateTime time -> {
                writeTag(Tag.LOCAL_DATE_TIME);
                writeInstant(time.toInstant(ZoneOffset.UTC));
            }
            case Instant instant -> {
                writeTag(Tag.INSTANT);
                writeInstant(instant);
            }
            case ZonedDateTime time -> writeOffsetTime(time.toOffsetDateTime());
            case OffsetDateTime time -> writeOffsetTime(time);
            default -> {
                writeTag(Tag.TEXT);
                output.writeText(value.toString());
            }
        }
    }

    private void writeOffsetTime(final OffsetDateTime time) throws IOException {
        writeTag(Tag.OFFSET_DATE_TIME);
        writeInstant(time.toInstant());
        output.writeInt(time.getOffset().getTotalSeconds());
    }

    private void writeInstant(final Instant instant) throws IOException {
        output.writeLong(instant.getEpochSecond());
        output.writeInt(instant.getNano());
    }

    private void writeElements(final Collection<?> elements) throws IOException {
        output.writeCount(elements.size());
        for (final Object element : elements) {
            writeValue(element);
        }
    }

    private static Object readValue(final Tag tag, final VarintInput input) throws IOException {
        return switch (tag) {
            case ABSENT, NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case BYTE -> input.readByte();
            case SHORT -> input.readShort();
            case INT -> (int) input.readCount();
            case NEGATIVE_INT -> (int) ~input.readCount();
            case LONG -> input.readCount();
            case NEGATIVE_LONG -> ~input.readCount();
            case BIG_INTEGER -> new BigInteger(input.readBinary());
            case FLOAT -> input.readFloat();
            case DOUBLE -> input.readDouble();
            case BIG_DECIMAL -> {
                final int scale = input.readInt();
                yield new BigDecimal(new BigInteger(input.readBinary()), scale);
            }
            case CHARACTER -> input.readChar();
            case TEXT -> input.readText();
            case TIMESTAMP -> {
                final Timestamp time = new Timestamp(input.readLong());
                time.setNanos(input.readInt());
                yield time;
            }
            case DATE -> new Date(input.readLong());
            case TIME -> new Time(input.readLong());
            case LOCAL_DATE -> LocalDate.ofEpochDay(input.readLong());
            case LOCAL_TIME -> LocalTime.ofNanoOfDay(input.readLong());
            case LOCAL_DATE_TIME -> LocalDateTime.ofInstant(readInstant(input), ZoneOffset.UTC);
            case INSTANT -> readInstant(input);
            case OFFSET_DATE_TIME -> {
                final Instant instant = readInstant(input);
                yield OffsetDateTime.ofInstant(instant, ZoneOffset.ofTotalSeconds(input.readInt()));
            }
            case UUID -> new UUID(input.readLong(), input.readLong());
            case BYTES -> input.readBinary();
            case BYTE_OBJECTS -> readElements(input).toArray(Byte[]::new);
            case ARRAY -> readElements(input).toArray();
            case LIST -> readElements(input);
            case MAP -> {
                final int size = input.readSize(MAX_VALUES);
                final Map<String, Object> map = new LinkedHashMap<>();
                for (int index = 0; index < size; index++) {
                    map.put(input.readText(), readValue(tag(input), input));
                }
                yield map;
            }
            case RECORD -> {
                final RecordSchema schema = SchemaCodec.read(input);
                yield new MapRecord(schema, readValues(schema, input));
            }
        };
    }

    private static Instant readInstant(final VarintInput input) throws IOException {
        return Instant.ofEpochSecond(input.readLong(), input.readInt());
    }

    private static List<Object> readElements(final VarintInput input) throws IOException {
        final int size = input.readSize(MAX_VALUES);
        final List<Object> elements = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            elements.add(readValue(tag(input), input));
        }
        return elements;
    }
}
