package org.aegisnet.processors.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** Schemas with fields added to them. */
public final class ExtendedSchema {
    private ExtendedSchema() {}

    /** A schema with more fields at its end; an added field takes the place of one of the same name. */
    public static RecordSchema of(final RecordSchema source, final List<RecordField> added) {
        final Set<String> addedNames =
                added.stream().map(RecordField::getFieldName).collect(Collectors.toSet());
        final List<RecordField> fields = new ArrayList<>();
        for (final RecordField field : source.getFields()) {
            if (!addedNames.contains(field.getFieldName())) {
                fields.add(field);
            }
        }
        fields.addAll(added);
        final SimpleRecordSchema schema = new SimpleRecordSchema(fields);
        source.getSchemaName().ifPresent(schema::setSchemaName);
        source.getSchemaNamespace().ifPresent(schema::setSchemaNamespace);
        return schema;
    }
}
