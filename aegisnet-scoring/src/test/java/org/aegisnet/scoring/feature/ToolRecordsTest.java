package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One record of each tool in its own structure, and the facts in it, worked out by hand: {@code tool-records.jsonl} in the resources. Each record is
 * read with its numbers as numbers, with all values as text, and with its nested fields as flat ones.
 */
class ToolRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A record with nested fields named by their path. */
    private record Fields(List<String> names, List<Object> values) {
        static Fields of(final JsonNode record, final boolean asText) {
            final Fields fields = new Fields(new ArrayList<>(), new ArrayList<>());
            fields.add("", record, asText);
            return fields;
        }

        private void add(final String prefix, final JsonNode record, final boolean asText) {
            for (final Iterator<Map.Entry<String, JsonNode>> all = record.fields(); all.hasNext(); ) {
                final Map.Entry<String, JsonNode> field = all.next();
                if (field.getValue().isObject()) {
                    add(prefix + field.getKey() + ".", field.getValue(), asText);
                } else {
                    names.add(prefix + field.getKey());
                    values.add(value(field.getValue(), asText));
                }
            }
        }

        private static Object value(final JsonNode value, final boolean asText) {
            if (value.isNull()) {
                return null;
            }
            return value.isNumber() && !asText ? value.numberValue() : value.asText();
        }

        FeatureMapping mapping() throws Exception {
            return FeatureMapping.detect(
                    new BundledModels().read(ModelKind.AUTOENCODER).metadata().features(),
                    new Vocabularies().all(),
                    new FieldIndex(names));
        }
    }

    private static Stream<JsonNode> samples() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ToolRecordsTest.class.getResourceAsStream("tool-records.jsonl"), StandardCharsets.UTF_8))) {
            final List<JsonNode> samples = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                samples.add(JSON.readTree(line));
            }
            return samples.stream();
        }
    }

    private static List<Fields> forms(final JsonNode sample) {
        return List.of(Fields.of(sample.path("record"), false), Fields.of(sample.path("record"), true));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFormOfARecordHasTheSameFacts(final JsonNode sample) throws Exception {
        for (final Fields fields : forms(sample)) {
            final FeatureMapping mapping = fields.mapping();
            final FlowFacts facts = mapping.facts(fields.values()::get);
            final JsonNode expected = sample.path("facts");
            assertAll(
                    () -> assertEquals(
                            sample.path("tool").asText(), mapping.vocabulary().name()),
                    () -> assertEquals(
                            expected.path("duration").asDouble(),
                            facts.duration().orElse(Double.NaN),
                            1e-9,
                            "duration"),
                    () -> assertEquals(whole(expected, "packets"), facts.packets(), "packets"),
                    () -> assertEquals(whole(expected, "bytes_in"), facts.bytesIn(), "bytes_in"),
                    () -> assertEquals(whole(expected, "bytes_out"), facts.bytesOut(), "bytes_out"),
                    () -> assertEquals(integer(expected, "src_port"), facts.sourcePort(), "src_port"),
                    () -> assertEquals(integer(expected, "dst_port"), facts.destinationPort(), "dst_port"),
                    () -> assertEquals(integer(expected, "protocol"), facts.protocol(), "protocol"),
                    () -> assertEquals(integer(expected, "icmp_type"), facts.icmpType(), "icmp_type"),
                    () -> assertEquals(integer(expected, "icmp_code"), facts.icmpCode(), "icmp_code"),
                    () -> assertEquals(decimal(expected, "start"), facts.start().orElse(Double.NaN), 1e-6, "start"),
                    () -> assertEquals(Optional.of("192.0.2.10"), facts.sourceAddress(), "src_ip"),
                    () -> assertEquals(Optional.of("198.51.100.20"), facts.destinationAddress(), "dst_ip"));
        }
    }

    private static double decimal(final JsonNode facts, final String name) {
        return facts.has(name) ? facts.path(name).asDouble() : Double.NaN;
    }

    private static OptionalLong whole(final JsonNode facts, final String name) {
        return facts.has(name) ? OptionalLong.of(facts.path(name).asLong()) : OptionalLong.empty();
    }

    private static OptionalInt integer(final JsonNode facts, final String name) {
        return facts.has(name) ? OptionalInt.of(facts.path(name).asInt()) : OptionalInt.empty();
    }

    /** The features are the facts: one conversation comes to one score, whichever tool tells it. */
    @ParameterizedTest
    @MethodSource("samples")
    void theModelGetsTheSameFacts(final JsonNode sample) throws Exception {
        final JsonNode expected = sample.path("facts");
        for (final Fields fields : forms(sample)) {
            final float[] flow = new float[7];
            assertEquals(Optional.empty(), fields.mapping().extract(fields.values()::get, flow));
            final List<String> names =
                    List.of("bytes_in", "bytes_out", "packets", "duration", "src_port", "dst_port", "protocol");
            for (int column = 0; column < flow.length; column++) {
                assertEquals((float) decimal(expected, names.get(column)), flow[column], names.get(column));
            }
        }
    }

    @Test
    void everyVocabularyHasARecord() throws Exception {
        final TreeSet<String> without =
                new Vocabularies().all().stream().map(Vocabulary::name).collect(Collectors.toCollection(TreeSet::new));
        without.removeAll(samples().map(sample -> sample.path("tool").asText()).toList());
        without.removeIf(VocabulariesDocumentTest::isOfADataSet);
        assertEquals(new TreeSet<>(), without);
    }

    /** NiFi infers one schema for all records of a FlowFile, in which each record has the fields of its own tool only. */
    @Test
    void recordsOfAllToolsInOneSchemaAreReadAsTheirOwn() throws Exception {
        final List<String> union = new ArrayList<>();
        final List<JsonNode> samples = samples().toList();
        for (final JsonNode sample : samples) {
            for (final String name : Fields.of(sample.path("record"), false).names()) {
                if (!union.contains(name)) {
                    union.add(name);
                }
            }
        }
        final FeatureMapping mapping = new Fields(union, List.of()).mapping();
        for (final JsonNode sample : samples) {
            final Fields fields = Fields.of(sample.path("record"), false);
            final FlowValues values = position -> {
                final int own = fields.names().indexOf(union.get(position));
                return own < 0 ? null : fields.values().get(own);
            };
            final float[] flow = new float[7];
            assertEquals(
                    Optional.empty(),
                    mapping.extract(values, flow),
                    sample.path("tool").asText());
            assertEquals(
                    sample.path("tool").asText(), mapping.vocabularyOf(values).name());
            assertEquals(
                    sample.path("facts").path("duration").asDouble(),
                    mapping.facts(values).duration().orElse(Double.NaN),
                    1e-9);
            assertEquals(sample.path("facts").path("bytes_in").floatValue(), flow[0]);
        }
        assertTrue(samples.size() > 20);
    }
}
