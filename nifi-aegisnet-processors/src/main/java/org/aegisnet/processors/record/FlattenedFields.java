package org.aegisnet.processors.record;

import java.util.ArrayList;
import java.util.List;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * The numbered fields of a schema. The fields of the record itself come first, in their order. The fields of its nested records follow, named by
 * their path, such as {@code flow.bytes_toserver}. Immutable.
 */
public final class FlattenedFields {
    private static final int MAX_DEPTH = 4;

    /** If a reader takes Zeek's line of names for a header, its mark becomes a column. Every name then stands one column too far right. */
    private static final String ZEEK_NAMES_MARK = "#fields";

    private final RecordField[] topLevel;
    private final List<String[]> nested = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** The fields of a schema. */
    public FlattenedFields(final RecordSchema schema) {
        this.topLevel = schema.getFields().toArray(RecordField[]::new);
        names.addAll(schema.getFieldNames());
        if (topLevel.length > 0 && ZEEK_NAMES_MARK.equals(topLevel[0].getFieldName())) {
            names.removeFirst();
            names.addLast("");
        }
        for (final RecordField field : schema.getFields()) {
            addNested(List.of(field.getFieldName()), field.getDataType());
        }
    }

    private void addNested(final List<String> path, final DataType type) {
        if (path.size() >= MAX_DEPTH) {
            return;
        }
        if (type instanceof ChoiceDataType choice) {
            choice.getPossibleSubTypes().forEach(possible -> addNested(path, possible));
        } else if (type instanceof RecordDataType recordType && recordType.getChildSchema() != null) {
            for (final RecordField field : recordType.getChildSchema().getFields()) {
                final List<String> longer = new ArrayList<>(path);
                longer.add(field.getFieldName());
                nested.add(longer.toArray(String[]::new));
                names.add(String.join(".", longer));
                addNested(longer, field.getDataType());
            }
        }
    }

    /** The names, by position. */
    public List<String> names() {
        return List.copyOf(names);
    }

    public int size() {
        return names.size();
    }

    /** The value in a record, or null if the record has none. */
    public Object valueAt(final int position, final Record values) {
        return position < topLevel.length
                ? values.getValue(topLevel[position])
                : nestedValue(nested.get(position - topLevel.length), values);
    }

    private static Object nestedValue(final String[] path, final Record values) {
        Object value = values;
        for (final String name : path) {
            if (!(value instanceof Record inner)) {
                return null;
            }
            value = inner.getValue(name);
        }
        return value;
    }
}
