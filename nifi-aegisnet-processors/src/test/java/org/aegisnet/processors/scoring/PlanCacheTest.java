package org.aegisnet.processors.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.processors.record.FlowFactsReader;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SchemaIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanCacheTest {
    private PlanCache plans;

    @BeforeEach
    void forTheBundledForest() throws ModelRejectedException {
        final ModelMetadata metadata =
                new BundledModels().read(ModelKind.FOREST).metadata();
        plans = new PlanCache(
                metadata,
                new Vocabularies().all(),
                new FeaturePaths(Map.of()),
                new AttackFields(metadata, "", ReasonFormat.TEXT),
                false);
    }

    private static SimpleRecordSchema schema(final String... names) {
        return new SimpleRecordSchema(List.of(names).stream()
                .map(name -> new RecordField(name, RecordFieldType.DOUBLE.getDataType()))
                .toList());
    }

    /** As a reader of Avro gives it if a record may hold one of its own kind. */
    private static RecordSchema recursive(final String name) {
        final SimpleRecordSchema schema = new SimpleRecordSchema(SchemaIdentifier.EMPTY);
        schema.setSchemaName("node");
        schema.setSchemaNamespace("org.example");
        schema.setFields(List.of(
                new RecordField(name, RecordFieldType.DOUBLE.getDataType()),
                new RecordField("parent", RecordFieldType.RECORD.getRecordDataType(schema))));
        return schema;
    }

    private static List<String> scoredFields(final SchemaPlan plan) {
        return plan.scored().getFieldNames();
    }

    @Test
    void areMadeOnceForSchemasThatAreEqual() {
        final SchemaPlan first = plans.planFor(schema("Flow Duration", "Protocol"));

        plans.planFor(schema("Flow Duration"));

        assertSame(first, plans.planFor(schema("Flow Duration", "Protocol")));
    }

    @Test
    void tellSchemasApartByTheirNames() {
        final SimpleRecordSchema named = schema("Flow Duration");
        named.setSchemaName("office");
        named.setSchemaNamespace("org.example");

        plans.planFor(schema("Flow Duration"));

        assertEquals(Optional.of("office"), plans.planFor(named).scored().getSchemaName());
    }

    @Test
    void tellSchemasThatReferToThemselvesApartByTheirFieldsToo() {
        plans.planFor(recursive("Flow Duration"));

        assertTrue(scoredFields(plans.planFor(recursive("Protocol"))).contains("Protocol"));
    }

    @Test
    void areMadeOnceForSchemasThatReferToThemselvesAndAreTheSame() {
        assertSame(plans.planFor(recursive("Protocol")), plans.planFor(recursive("Protocol")));
    }

    @Test
    void tellSchemasApartThatHoldOthersThatReferToThemselves() {
        plans.planFor(around(recursive("Flow Duration")));

        assertNotSame(plans.planFor(around(recursive("Flow Duration"))), plans.planFor(around(recursive("Protocol"))));
    }

    private static RecordSchema around(final RecordSchema inner) {
        return new SimpleRecordSchema(
                List.of(new RecordField("inner", RecordFieldType.RECORD.getRecordDataType(inner))));
    }

    @Test
    void readersOfFactsTellThemApartToo() {
        final FlowFactsReader facts = new FlowFactsReader();
        facts.read(new MapRecord(recursive("bytes_in"), Map.of("bytes_in", 5)));

        assertEquals(
                OptionalLong.of(7),
                facts.read(new MapRecord(recursive("bytes_out"), Map.of("bytes_out", 7)))
                        .bytesOut());
    }

    @Test
    void areForgottenWhenManyOthersHaveComeSince() {
        final SchemaPlan first = plans.planFor(schema("column"));

        for (int number = 0; number < 16; number++) {
            plans.planFor(schema("column " + number));
        }

        assertNotSame(first, plans.planFor(schema("column")));
    }
}
