package org.aegisnet.scoring.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;

/**
 * Model metadata as the JSON document that a model file carries. Fields come in one order and numbers in their shortest exact form, so the
 * same metadata make the same bytes. Thread-safe.
 */
public final class MetadataJson {
    /** The version of the document's shape. */
    public static final int FORMAT = 1;

    /** Far more than any model has to say of itself. */
    static final int MAXIMUM_CHARACTERS = 1_000_000;

    private static final Set<String> FIELDS = Set.of(
            "$schema",
            "attackLabel",
            "benignQuantiles",
            "defaultThreshold",
            "features",
            "format",
            "kind",
            "name",
            "referenceFlow",
            "selfTest",
            "standardisation",
            "thresholds",
            "training",
            "version");

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Writes metadata as one line of JSON. */
    public String write(final ModelMetadata metadata) {
        final ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT);
        root.put("kind", metadata.kind().id());
        root.put("name", metadata.name());
        root.put("version", metadata.version());
        final ArrayNode features = root.putArray("features");
        for (final Feature feature : metadata.features()) {
            final ObjectNode node = features.addObject();
            node.put("name", feature.name());
            node.put("unit", feature.unit().id());
            node.put("required", feature.required());
            if (Double.isFinite(feature.minimum())) {
                node.put("minimum", feature.minimum());
            }
        }
        root.put("defaultThreshold", metadata.defaultThreshold());
        final ArrayNode thresholds = root.putArray("thresholds");
        for (final Threshold threshold : metadata.thresholds()) {
            final ObjectNode node = thresholds.addObject();
            node.put("falsePositiveRate", threshold.falsePositiveRate());
            node.put("score", threshold.score());
        }
        metadata.benignQuantiles().ifPresent(quantiles -> {
            final ObjectNode node = root.putObject("benignQuantiles");
            final ArrayNode probabilities = node.putArray("probabilities");
            Arrays.stream(quantiles.probabilities()).forEach(probabilities::add);
            final ArrayNode scores = node.putArray("scores");
            Arrays.stream(quantiles.scores()).forEach(scores::add);
        });
        metadata.referenceFlow().ifPresent(flow -> putFlow(root.putArray("referenceFlow"), flow));
        metadata.attackLabel().ifPresent(label -> root.put("attackLabel", label));
        metadata.standardisation().ifPresent(standardisation -> {
            final ObjectNode node = root.putObject("standardisation");
            putFlow(node.putArray("mean"), standardisation.mean());
            putFlow(node.putArray("scale"), standardisation.scale());
        });
        final ObjectNode selfTest = root.putObject("selfTest");
        final ArrayNode rows = selfTest.putArray("rows");
        for (final float[] row : metadata.selfTest().rows()) {
            final List<Float> values = new ArrayList<>(row.length);
            for (final float value : row) {
                values.add(value);
            }
            putFlow(rows.addArray(), values);
        }
        final ArrayNode scores = selfTest.putArray("scores");
        metadata.selfTest().scores().forEach(scores::add);
        final ObjectNode training = root.putObject("training");
        training.put("description", metadata.training().description());
        training.put("seed", metadata.training().seed());
        final ArrayNode data = training.putArray("data");
        for (final Training.Source source : metadata.training().data()) {
            final ObjectNode node = data.addObject();
            node.put("name", source.name());
            node.put("sha256", source.sha256());
            node.put("rows", source.rows());
        }
        try {
            return mapper.writeValueAsString(root);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("Metadata of %s cannot be written as JSON".formatted(metadata.id()), e);
        }
    }

    /**
     * Reads metadata.
     *
     * @throws ModelRejectedException if the document is not JSON, lacks a field, or says what cannot be
     */
    public ModelMetadata read(final String json) throws ModelRejectedException {
        if (json.length() > MAXIMUM_CHARACTERS) {
            throw new ModelRejectedException(
                    "The model's metadata are longer than %d characters".formatted(MAXIMUM_CHARACTERS));
        }
        final JsonNode root;
        try {
            root = mapper.readTree(json);
        } catch (final JsonProcessingException e) {
            throw new ModelRejectedException("The model's metadata are not JSON: " + e.getOriginalMessage(), e);
        }
        try {
            return metadata(root);
        } catch (final IllegalArgumentException e) {
            throw new ModelRejectedException("The model's metadata do not hold: " + e.getMessage(), e);
        }
    }

    private static ModelMetadata metadata(final JsonNode root) {
        if (!root.isObject()) {
            throw new IllegalArgumentException("a JSON object is expected");
        }
        final long format = integer(root, "format");
        if (format != FORMAT) {
            throw new IllegalArgumentException("format is %d; this version reads format %d".formatted(format, FORMAT));
        }
        checkFields(root, "the document", FIELDS);
        final List<Feature> features = new ArrayList<>();
        for (final JsonNode node : array(root, "features")) {
            checkFields(node, "a feature", Set.of("name", "unit", "required", "minimum"));
            features.add(new Feature(
                    text(node, "name"),
                    unit(text(node, "unit")),
                    truth(node, "required", true),
                    node.has("minimum") ? number(node, "minimum") : Double.NEGATIVE_INFINITY));
        }
        final List<Threshold> thresholds = new ArrayList<>();
        for (final JsonNode node : root.has("thresholds") ? array(root, "thresholds") : root.path("thresholds")) {
            checkFields(node, "a threshold", Set.of("falsePositiveRate", "score"));
            thresholds.add(new Threshold(number(node, "falsePositiveRate"), number(node, "score")));
        }
        return new ModelMetadata(
                kind(text(root, "kind")),
                text(root, "name"),
                text(root, "version"),
                features,
                number(root, "defaultThreshold"),
                thresholds,
                quantiles(root),
                root.has("referenceFlow")
                        ? Optional.of(flow(array(root, "referenceFlow"), "referenceFlow"))
                        : Optional.empty(),
                selfTest(root),
                training(root),
                root.has("attackLabel") ? Optional.of(text(root, "attackLabel")) : Optional.empty(),
                standardisation(root));
    }

    private static Optional<Standardisation> standardisation(final JsonNode root) {
        if (!root.has("standardisation")) {
            return Optional.empty();
        }
        final JsonNode node = root.get("standardisation");
        checkFields(node, "standardisation", Set.of("mean", "scale"));
        return Optional.of(new Standardisation(
                flow(array(node, "mean"), "standardisation.mean"),
                flow(array(node, "scale"), "standardisation.scale")));
    }

    private static void checkFields(final JsonNode node, final String where, final Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("%s has no field '%s'; it has %s"
                        .formatted(where, name, String.join(", ", new TreeSet<>(known))));
            }
        });
    }

    private static Optional<BenignQuantiles> quantiles(final JsonNode root) {
        if (!root.has("benignQuantiles")) {
            return Optional.empty();
        }
        final JsonNode node = root.get("benignQuantiles");
        checkFields(node, "benignQuantiles", Set.of("probabilities", "scores"));
        return Optional.of(new BenignQuantiles(numbers(node, "probabilities"), numbers(node, "scores")));
    }

    private static SelfTest selfTest(final JsonNode root) {
        if (!root.has("selfTest")) {
            return new SelfTest(List.of(), List.of());
        }
        final JsonNode node = root.get("selfTest");
        checkFields(node, "selfTest", Set.of("rows", "scores"));
        final List<float[]> rows = new ArrayList<>();
        for (final JsonNode row : array(node, "rows")) {
            final List<Float> values = flow(row, "selfTest.rows");
            final float[] primitive = new float[values.size()];
            for (int i = 0; i < primitive.length; i++) {
                primitive[i] = values.get(i);
            }
            rows.add(primitive);
        }
        return new SelfTest(rows, Arrays.stream(numbers(node, "scores")).boxed().toList());
    }

    private static Training training(final JsonNode root) {
        if (!root.has("training")) {
            return new Training("", 0, List.of());
        }
        final JsonNode node = root.get("training");
        checkFields(node, "training", Set.of("description", "seed", "data"));
        final List<Training.Source> sources = new ArrayList<>();
        for (final JsonNode source : array(node, "data")) {
            checkFields(source, "training.data", Set.of("name", "sha256", "rows"));
            sources.add(new Training.Source(text(source, "name"), text(source, "sha256"), integer(source, "rows")));
        }
        if (!node.path("description").isTextual()) {
            throw new IllegalArgumentException("training.description is missing, or no text");
        }
        return new Training(node.get("description").asText(), integer(node, "seed"), sources);
    }

    private static void putFlow(final ArrayNode node, final List<Float> flow) {
        for (final Float value : flow) {
            if (value.isNaN()) {
                node.addNull();
            } else {
                node.add(value);
            }
        }
    }

    private static List<Float> flow(final JsonNode node, final String field) {
        final List<Float> values = new ArrayList<>();
        for (final JsonNode value : node) {
            if (!value.isNull() && !value.isNumber()) {
                throw new IllegalArgumentException(
                        "%s holds %s where a number or null is expected".formatted(field, value));
            }
            if (value.isNumber() && !Float.isFinite(value.floatValue())) {
                throw new IllegalArgumentException("%s holds %s, which no float32 can hold".formatted(field, value));
            }
            values.add(value.isNull() ? Float.NaN : value.floatValue());
        }
        return values;
    }

    private static ModelKind kind(final String id) {
        return Arrays.stream(ModelKind.values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind is %s; expected is one of %s"
                        .formatted(
                                id,
                                Arrays.stream(ModelKind.values())
                                        .map(ModelKind::id)
                                        .collect(Collectors.joining(", ")))));
    }

    private static FeatureUnit unit(final String id) {
        try {
            return FeatureUnit.valueOf(id.toUpperCase(Locale.ROOT));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unit is %s; expected is one of %s"
                            .formatted(
                                    id,
                                    Arrays.stream(FeatureUnit.values())
                                            .map(FeatureUnit::id)
                                            .collect(Collectors.joining(", "))),
                    e);
        }
    }

    private static String text(final JsonNode node, final String field) {
        final JsonNode value = node.path(field);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw new IllegalArgumentException("%s is missing, or no text".formatted(field));
        }
        return value.asText();
    }

    private static double number(final JsonNode node, final String field) {
        final JsonNode value = node.path(field);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("%s is missing, or no number".formatted(field));
        }
        if (!Double.isFinite(value.asDouble())) {
            throw new IllegalArgumentException("%s is larger than any number".formatted(field));
        }
        return value.asDouble();
    }

    private static long integer(final JsonNode node, final String field) {
        final JsonNode value = node.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("%s is missing, or no whole number".formatted(field));
        }
        return value.asLong();
    }

    private static boolean truth(final JsonNode node, final String field, final boolean otherwise) {
        final JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("%s is neither true nor false".formatted(field));
        }
        return value.asBoolean();
    }

    private static double[] numbers(final JsonNode node, final String field) {
        final JsonNode values = array(node, field);
        final double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!values.get(i).isNumber()) {
                throw new IllegalArgumentException(
                        "%s holds %s where a number is expected".formatted(field, values.get(i)));
            }
            numbers[i] = values.get(i).asDouble();
        }
        return numbers;
    }

    private static JsonNode array(final JsonNode node, final String field) {
        final JsonNode value = node.path(field);
        if (!value.isArray()) {
            throw new IllegalArgumentException("%s is missing, or no list".formatted(field));
        }
        return value;
    }
}
