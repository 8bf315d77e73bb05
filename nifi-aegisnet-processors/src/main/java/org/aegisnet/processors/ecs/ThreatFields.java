package org.aegisnet.processors.ecs;

import static org.aegisnet.processors.ecs.FieldSet.field;
import static org.aegisnet.processors.ecs.FieldSet.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.patterns.Technique;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Fields of ECS's {@code threat} for a technique of MITRE ATT&amp;CK, besides those of {@link EcsFieldSets}. Immutable and thread-safe. */
public final class ThreatFields {
    private static final String FRAMEWORK = "MITRE ATT&CK";
    private static final RecordSchema NAMED = new SimpleRecordSchema(List.of(list("id"), list("name")));

    private final String name;
    private final FieldSet threat;

    /** @param prefix put before the name of the set; may be empty */
    public ThreatFields(final String prefix) {
        this.name = prefix + "threat";
        this.threat = new FieldSet(
                name,
                List.of(
                        field("framework", RecordFieldType.STRING),
                        new RecordField("tactic", RecordFieldType.RECORD.getRecordDataType(NAMED)),
                        new RecordField("technique", RecordFieldType.RECORD.getRecordDataType(NAMED))));
    }

    /** The fields of {@link EcsFieldSets#fields}, with more in {@code threat}. */
    public List<RecordField> widen(final List<RecordField> fields) {
        final RecordField widened = threat.in(new SimpleRecordSchema(fields));
        final List<RecordField> all = new ArrayList<>();
        for (final RecordField field : fields) {
            all.add(field.getFieldName().equals(name) ? widened : field);
        }
        return all;
    }

    /** Adds the technique to the fields that {@link EcsFieldSets#put} has put; the fields are null if no technique is given. */
    public void put(final Map<String, Object> values, final Optional<Technique> technique) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("framework", technique.map(found -> FRAMEWORK).orElse(null));
        fields.put(
                "tactic",
                technique
                        .map(found -> named(found.tacticId(), found.tacticName()))
                        .orElse(null));
        fields.put(
                "technique",
                technique.map(found -> named(found.id(), found.name())).orElse(null));
        threat.put(values, fields);
    }

    private static MapRecord named(final String id, final String name) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", new Object[] {id});
        values.put("name", new Object[] {name});
        return new MapRecord(NAMED, values);
    }
}
