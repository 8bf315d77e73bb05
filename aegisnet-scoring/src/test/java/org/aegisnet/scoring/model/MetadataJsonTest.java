package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata of a model stays the same when written and read, and impossible metadata is rejected with a message. */
class MetadataJsonTest {
    private static final String MIN = """
            {"format": 1, "kind": "forest", "name": "n", "version": "1", "defaultThreshold": 0.5,
             "features": [{"name": "a", "unit": "bytes"}]}""";

    private final MetadataJson json = new MetadataJson();

    @Test
    void writtenBytesAreReadBack() throws ModelRejectedException {
        for (long seed = 0; seed < 300; seed++) {
            assertWhatIsWrittenIsRead(random(new Random(seed)));
        }
    }

    private void assertWhatIsWrittenIsRead(final ModelMetadata metadata) throws ModelRejectedException {
        final ModelMetadata read = json.read(json.write(metadata));
        assertEquals(withoutArrays(metadata), withoutArrays(read));
        assertEquals(metadata.selfTest().rows().size(), read.selfTest().rows().size());
        for (int row = 0; row < metadata.selfTest().rows().size(); row++) {
            assertArrayEquals(
                    metadata.selfTest().rows().get(row), read.selfTest().rows().get(row));
        }
        assertEquals(
                metadata.benignQuantiles().isPresent(), read.benignQuantiles().isPresent());
        metadata.benignQuantiles().ifPresent(quantiles -> {
            assertArrayEquals(
                    quantiles.scores(), read.benignQuantiles().orElseThrow().scores());
            assertArrayEquals(
                    quantiles.probabilities(),
                    read.benignQuantiles().orElseThrow().probabilities());
        });
    }

    @Test
    void theSameMetadataMakeTheSameText() throws ModelRejectedException {
        for (long seed = 0; seed < 100; seed++) {
            final String text = json.write(random(new Random(seed)));
            assertEquals(text, json.write(random(new Random(seed))));
            assertEquals(text, new MetadataJson().write(json.read(text)));
        }
    }

    private static ModelMetadata withoutArrays(final ModelMetadata metadata) {
        return new ModelMetadata(
                metadata.kind(),
                metadata.name(),
                metadata.version(),
                metadata.features(),
                metadata.defaultThreshold(),
                metadata.thresholds(),
                Optional.empty(),
                metadata.referenceFlow(),
                new SelfTest(List.of(), List.of()),
                metadata.training(),
                metadata.attackLabel(),
                metadata.standardisation());
    }

    private static ModelMetadata random(final Random random) {
        final boolean forest = random.nextBoolean();
        final List<Feature> features = new ArrayList<>();
        final int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            features.add(new Feature(
                    "größe " + i + " \"" + random.nextInt(),
                    List.of(FeatureUnit.values()).get(random.nextInt(FeatureUnit.values().length)),
                    random.nextBoolean(),
                    random.nextBoolean() ? Double.NEGATIVE_INFINITY : random.nextGaussian()));
        }
        final List<Threshold> thresholds = new ArrayList<>();
        final List<float[]> rows = new ArrayList<>();
        final List<Double> scores = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            thresholds.add(new Threshold(1 - random.nextDouble(), random.nextGaussian()));
            rows.add(flow(random, count));
            scores.add(Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL));
        }
        final List<Float> reference = new ArrayList<>();
        final List<Float> scale = new ArrayList<>();
        for (final float value : flow(random, count)) {
            reference.add(value);
            scale.add(1 + random.nextFloat());
        }
        final List<Float> mean = Collections.nCopies(count, random.nextFloat());
        return new ModelMetadata(
                forest ? ModelKind.FOREST : ModelKind.AUTOENCODER,
                "name",
                "1." + random.nextInt(100),
                features,
                random.nextGaussian(),
                thresholds,
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new BenignQuantiles(
                                new double[] {random.nextDouble() / 2, 0.5 + random.nextDouble() / 2},
                                new double[] {-random.nextDouble(), random.nextDouble()})),
                random.nextBoolean() ? Optional.empty() : Optional.of(reference),
                new SelfTest(rows, scores),
                new Training(
                        "line one\nline two",
                        random.nextLong(),
                        List.of(new Training.Source("a.csv", "00ff", random.nextInt(1000)))),
                forest && random.nextBoolean() ? Optional.of("Attack") : Optional.empty(),
                !forest && random.nextBoolean() ? Optional.of(new Standardisation(mean, scale)) : Optional.empty());
    }

    private static float[] flow(final Random random, final int count) {
        final float[] flow = new float[count];
        for (int i = 0; i < count; i++) {
            final float value = Float.intBitsToFloat(random.nextInt());
            flow[i] = Float.isFinite(value) ? value : Float.NaN;
        }
        return flow;
    }

    @Test
    void theSmallestDocumentNeedsNoMoreThanItSays() throws Exception {
        final ModelMetadata metadata = json.read(MIN);
        assertEquals("n 1", metadata.id());
        assertEquals(List.of(new Feature("a", FeatureUnit.BYTES, true, Double.NEGATIVE_INFINITY)), metadata.features());
        assertEquals(Optional.empty(), metadata.benignQuantiles());
        assertEquals(List.of(), metadata.selfTest().rows());
        assertEquals("", metadata.training().description());
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "format": 1 | "format": 2 | format is 2; this version reads format 1
            "format": 1 | "format": 1.5 | format is missing, or no whole number
            "format": 1, | | format is missing, or no whole number
            "forest" | "tree" | kind is tree; expected is one of autoencoder, forest
            "name": "n" | "name": " " | name is missing, or no text
            "name": "n" | "name": "a\\nb" | The name is 1 to 200 printable characters
            "name": "n" | "name": 5 | name is missing, or no text
            0.5 | "high" | defaultThreshold is missing, or no number
            0.5 | 1e999 | defaultThreshold is larger than any number
            "bytes" | "miles" | unit is miles; expected is one of bytes, packets, seconds, microseconds, bytes_per_second, packets_per_second, port, protocol, number
            [{"name": "a", "unit": "bytes"}] | [] | A model needs one feature or more
            [{"name": "a", "unit": "bytes"}] | {} | features is missing, or no list
            {"name": "a", "unit": "bytes"} | {"name": "a", "unit": "bytes"}, {"name": "a", "unit": "bytes"} | Feature a is declared twice
            "unit": "bytes" | "unit": "bytes", "required": "no" | required is neither true nor false
            "unit": "bytes" | "unit": "bytes", "optional": true | a feature has no field 'optional'; it has minimum, name, required, unit
            "version": "1" | "version": "1", "threshold": 3 | the document has no field 'threshold'
            "version": "1" | "version": "1", "thresholds": [{"falsePositiveRate": 0, "score": 1}] | A false positive rate lies above 0 and at most at 1, not at 0.0
            "version": "1" | "version": "1", "thresholds": {} | thresholds is missing, or no list
            "version": "1" | "version": "1", "referenceFlow": [1, 2] | The reference flow has 2 values for 1 features
            "version": "1" | "version": "1", "referenceFlow": ["x"] | referenceFlow holds "x" where a number or null is expected
            "version": "1" | "version": "1", "referenceFlow": [1e39] | referenceFlow holds 1.0E39, which no float32 can hold
            "version": "1" | "version": "1", "selfTest": {"rows": [[1]], "scores": []} | A self-test needs a score for each row, not 0 for 1
            "version": "1" | "version": "1", "selfTest": {"rows": [[1, 2]], "scores": [1]} | A self-test row has 2 values for 1 features
            "version": "1" | "version": "1", "benignQuantiles": {"probabilities": [0, 1], "scores": [2, 1]} | Benign quantiles must ascend
            "version": "1" | "version": "1", "training": {"description": "d", "seed": "x", "data": []} | seed is missing, or no whole number
            "version": "1" | "version": "1", "standardisation": {"mean": [0], "scale": [1]} | Only an autoencoder is standardised
            "forest" | "autoencoder", "standardisation": {"mean": [0], "scale": [0]} | scales above 0
            "forest" | "autoencoder", "standardisation": {"mean": [0, 1], "scale": [1, 1]} | The standardisation has 2 means for 1 features
            "forest" | "autoencoder", "attackLabel": "x" | Only a forest has an attack label
            """)
    void rejectsImpossibleValues(final String part, final String instead, final String sentence) {
        assertTrue(MIN.contains(part));
        final String refusal = refusal(MIN.replace(part, instead == null ? "" : instead));
        assertTrue(refusal.startsWith("The model's metadata do not hold: "), refusal);
        assertTrue(refusal.contains(sentence), refusal);
    }

    @Test
    void rejectsTextThatIsNotJson() {
        for (final String text : List.of("{", "{} {}", "{\"format\":1,\"format\":1}", "[".repeat(5000), "\u0000")) {
            final String refusal = refusal(text);
            assertTrue(refusal.startsWith("The model's metadata are not JSON: "), refusal);
        }
        assertEquals("The model's metadata do not hold: a JSON object is expected", refusal("[]"));
        assertEquals("The model's metadata do not hold: a JSON object is expected", refusal(""));
    }

    @Test
    void refusesADocumentThatIsTooLong() {
        assertEquals(
                "The model's metadata are longer than 1000000 characters",
                refusal(MIN + " ".repeat(MetadataJson.MAXIMUM_CHARACTERS)));
    }

    private String refusal(final String text) {
        return assertThrows(ModelRejectedException.class, () -> json.read(text)).getMessage();
    }
}
