package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ArrayDataType;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.DecimalDataType;
import org.apache.nifi.serialization.record.type.EnumDataType;
import org.apache.nifi.serialization.record.type.MapDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * A record schema as bytes: name, namespace, and every field with its name, aliases, nullability and type in full. Default values are not kept,
 * for a record that waits holds its values already. Holds no state.
 */
final class SchemaCodec {
    private static final int MAX_FIELDS = 100_000;
    private static final int MAX_DEPTH = 16;

    private SchemaCodec() {}

    static void write(final RecordSchema schema, final VarintOutput output) throws IOException {
        write(schema, output, 0);
    }

    static RecordSchema read(final VarintInput input) throws IOException {
        final String name = input.readText();
        final String namespace = input.readText();
        final int count = input.readSize(MAX_FIELDS);
        final List<RecordField> fields = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            final String fieldName = input.readText();
            final boolean nullable = input.readBoolean();
            final int aliasCount = input.readSize(MAX_FIELDS);
            final Set<String> aliases = new LinkedHashSet<>();
            for (int alias = 0; alias < aliasCount; alias++) {
                aliases.add(input.readText());
            }
            fields.add(new RecordField(fieldName, readType(input), aliases, nullable));
        }
        final SimpleRecordSchema schema = new SimpleRecordSchema(fields);
        if (!name.isEmpty()) {
            schema.setSchemaName(name);
        }
        if (!namespace.isEmpty()) {
            schema.setSchemaNamespace(namespace);
        }
        return schema;
    }

    private static void write(final RecordSchema schema, final VarintOutput output, final int depth)
            throws IOException {
        output.writeText(schema.getSchemaName().orElse(""));
        output.writeText(schema.getSchemaNamespace().orElse(""));
        // A schema may contain itself; what lies that deep finds its types by its values.
        final List<RecordField> fields = depth > MAX_DEPTH ? List.of() : schema.getFields();
        output.writeCount(fields.size());
        for (final RecordField field : fields) {
            output.writeText(field.getFieldName());
            output.writeBoolean(field.isNullable());
            output.writeCount(field.getAliases().size());
            for (final String alias : field.getAliases()) {
                output.writeText(alias);
            }
            writeType(field.getDataType(), output, depth);
        }
    }

    private static void writeType(final DataType type, final VarintOutput output, final int depth) throws IOException {
        output.writeText(type.getFieldType().name());
        switch (type) {
            case DecimalDataType decimal -> {
                output.writeCount(decimal.getPrecision());
                output.writeInt(decimal.getScale());
            }
            case EnumDataType enumeration -> {
                final List<String> symbols = enumeration.getEnums() == null ? List.of() : enumeration.getEnums();
                output.writeCount(symbols.size());
                for (final String symbol : symbols) {
                    output.writeText(symbol);
                }
            }
            case ChoiceDataType choice -> {
                output.writeCount(choice.getPossibleSubTypes().size());
                for (final DataType possible : choice.getPossibleSubTypes()) {
                    writeType(possible, output, depth + 1);
                }
            }
            case ArrayDataType array -> {
                output.writeBoolean(array.isElementsNullable());
                writeOptionalType(array.getElementType(), output, depth + 1);
            }
            case MapDataType map -> {
                output.writeBoolean(map.isValuesNullable());
                writeOptionalType(map.getValueType(), output, depth + 1);
            }
            case RecordDataType nested -> {
                output.writeBoolean(nested.getChildSchema() != null);
                if (nested.getChildSchema() != null) {
                    write(nested.getChildSchema(), output, depth + 1);
                }
            }
            default -> output.writeText(type.getFormat() == null ? "" : type.getFormat());
        }
    }

    private static void writeOptionalType(final DataType type, final VarintOutput output, final int depth)
            throws IOException {
        output.writeBoolean(type != null);
        if (type != null) {
            writeType(type, output, depth);
        }
    }

    private static DataType readOptionalType(final VarintInput input) throws IOException {
        return input.readBoolean() ? readType(input) : null;
    }

    private static DataType readType(final VarintInput input) throws IOException {
        final RecordFieldType type = fieldType(input.readText());
        return switch (type) {
            case DECIMAL -> type.getDecimalDataType(input.readSize(Integer.MAX_VALUE), input.readInt());
            case ENUM -> {
                final int count = input.readSize(MAX_FIELDS);
                final List<String> symbols = new ArrayList<>();
                for (int index = 0; index < count; index++) {
                    symbols.add(input.readText());
                }
                yield type.getEnumDataType(symbols);
            }
            case CHOICE -> {
                final int count = input.readSize(MAX_FIELDS);
                final List<DataType> possible = new ArrayList<>();
                for (int index = 0; index < count; index++) {
                    possible.add(readType(input));
                }
                yield type.getChoiceDataType(possible);
            }
            case ARRAY -> {
                final boolean nullable = input.readBoolean();
                yield type.getArrayDataType(readOptionalType(input), nullable);
            }
            case MAP -> {
                final boolean nullable = input.readBoolean();
                yield type.getMapDataType(readOptionalType(input), nullable);
            }
            case RECORD -> type.getRecordDataType(input.readBoolean() ? read(input) : null);
            default -> {
                final String format = input.readText();
                yield format.isEmpty() ? type.getDataType() : type.getDataType(format);
            }
        };
    }

    private static RecordFieldType fieldType(final String name) throws IOException {
        try {
            return RecordFieldType.valueOf(name);
        } catch (final IllegalArgumentException e) {
            throw new IOException("The field type '%s' does not exist".formatted(name), e);
        }
    }
}
