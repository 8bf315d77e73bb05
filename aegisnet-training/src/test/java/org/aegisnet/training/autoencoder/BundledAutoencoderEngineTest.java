package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.SharedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundled autoencoder in plain Java, against ONNX Runtime on the same graph. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundledAutoencoderEngineTest {
    private static final Path DEMO = Path.of("..", "demo", "flows", "office-and-brute-force.csv");

    /** Logits are sums of some hundred floats, in another order here and there; they are about 10 and off by some of their last bits. */
    private static final double ABSOLUTE_TOLERANCE = 3e-6;

    private static final double RELATIVE_TOLERANCE = 1e-5;
    private static final int AT_ONCE = 10_000;

    private ModelFile file;
    private FlowModel model;

    @BeforeAll
    void load() throws IOException, ModelRejectedException {
        file = ModelFile.read(Path.of("..", "models", "flow-autoencoder.onnx"));
        model = new ModelLoader().load(file);
    }

    @AfterAll
    void close() {
        model.close();
    }

    private static List<float[]> demonstration() throws IOException {
        return new FlowSetReader(AutoencoderFeatures.all())
                .read(List.of(DEMO)).flows().flows().stream()
                        .map(Flow::features)
                        .toList();
    }

    /** Flows of all sizes, every fourth with features that are not known, and values at and beyond every edge. */
    private static List<float[]> madeUp(final int count) {
        final Random random = new Random(11);
        final float[] odd = {
            0,
            -1,
            1,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            1e30f,
            65_535,
            65_536,
            1023,
            1024,
            49_152,
            255,
            6,
            17,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };
        final List<float[]> flows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            final float[] flow = {
                (float) Math.exp(25 * random.nextDouble()),
                (float) Math.exp(25 * random.nextDouble()),
                1 + (float) Math.rint(Math.exp(12 * random.nextDouble())),
                (float) Math.exp(20 * random.nextDouble() - 12),
                random.nextInt(65_536),
                random.nextInt(random.nextBoolean() ? 1024 : 65_536),
                random.nextBoolean() ? 6 : random.nextInt(256)
            };
            if (number % 4 == 0) {
                flow[random.nextInt(flow.length)] = Float.NaN;
                flow[random.nextInt(flow.length)] = Float.NaN;
            } else if (number % 4 == 1) {
                flow[random.nextInt(flow.length)] = odd[random.nextInt(odd.length)];
            }
            flows.add(flow);
        }
        return flows;
    }

    @Test
    void runsInPlainJava() {
        assertEquals("plain Java", model.engine());
    }

    @Test
    void scoresTheDemonstrationAsOnnxRuntimeDoesAndDecidesTheSame() throws Exception {
        final Comparison comparison = compare(demonstration());
        assertTrue(comparison.flows > 2000);
        assertEquals(0, comparison.otherDecisions);
        assertEquals(0, comparison.otherExpectations);
    }

    @Test
    void scoresFlowsOfAllSizesAndUnknownFeaturesAsOnnxRuntimeDoes() throws Exception {
        final Comparison comparison = compare(madeUp(20_000));
        assertEquals(20_000, comparison.flows);
        assertEquals(0, comparison.otherDecisions);
        assertEquals(0, comparison.otherExpectations);
    }

    /**
     * A median at the very edge of a knot can belong to the next knot in the other engine. This changes the expected value by a step. It also
     * changes the score if the amount is far beyond the expected value.
     */
    @Test
    void scoresTheTrainingDataAsOnnxRuntimeDoes() throws Exception {
        final Path train = new SharedData().file("train").toAbsolutePath();
        for (final BundledTraffic network : BundledTraffic.read(train.getParent())) {
            final Comparison comparison = compare(network.test().asPayload().flows().stream()
                    .map(Flow::features)
                    .toList());
            assertTrue(comparison.otherDecisions <= comparison.flows / 100_000, network.name() + comparison);
            assertTrue(comparison.otherExpectations <= comparison.flows / 10_000, network.name() + comparison);
        }
    }

    /** Comparison of the engines, which collects differences beyond the tolerance. */
    private static final class Comparison {
        private int flows;
        private int otherDecisions;
        private int otherExpectations;
        private double largestDifference;

        @Override
        public String toString() {
            return ": of %d flows %d decisions and %d expected values differ; scores by %.1e of themselves, or of 1, at most"
                    .formatted(flows, otherDecisions, otherExpectations, largestDifference);
        }
    }

    @SuppressWarnings("SystemOut")
    private Comparison compare(final List<float[]> flows) throws OrtException {
        final Comparison comparison = new Comparison();
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.graph().toByteArray());
                BatchScorer scorer = model.openScorer(AT_ONCE)) {
            for (int start = 0; start < flows.size(); start += AT_ONCE) {
                final float[][] some = flows.subList(start, Math.min(flows.size(), start + AT_ONCE))
                        .toArray(float[][]::new);
                try (OnnxTensor features = OnnxTensor.createTensor(environment, some);
                        OrtSession.Result result = session.run(Map.of("features", features))) {
                    compare(scorer, some, result, comparison);
                }
            }
        }
        System.out.println("plain Java beside ONNX Runtime" + comparison);
        return comparison;
    }

    private void compare(
            final BatchScorer scorer,
            final float[][] flows,
            final OrtSession.Result oracle,
            final Comparison comparison)
            throws OrtException {
        final float[] scores = (float[]) oracle.get("score").orElseThrow().getValue();
        final float[][] errors =
                (float[][]) oracle.get("feature_error").orElseThrow().getValue();
        final float[][] expected =
                (float[][]) oracle.get("expected").orElseThrow().getValue();
        final int[] rows = new int[flows.length];
        for (int row = 0; row < flows.length; row++) {
            scorer.batch().put(row, flows[row]);
            rows[row] = row;
        }
        scorer.score(flows.length);
        final List<List<Reason>> reasons = scorer.explain(rows, AutoencoderFeatures.COUNT);
        for (int row = 0; row < flows.length; row++) {
            comparison.flows++;
            boolean sameExpectations = true;
            for (final Reason reason : reasons.get(row)) {
                final int feature = feature(reason);
                sameExpectations &= Double.compare(expected[row][feature], reason.expected()) == 0;
            }
            if (!sameExpectations) {
                comparison.otherExpectations++;
                continue;
            }
            final double score = scorer.scoreOf(row);
            assertClose(scores[row], score);
            if (Double.isFinite(score)) {
                comparison.largestDifference =
                        Math.max(comparison.largestDifference, Math.abs(score - scores[row]) / Math.max(1, score));
            }
            for (final Reason reason : reasons.get(row)) {
                assertClose(errors[row][feature(reason)], reason.share() * sum(errors[row]));
            }
            for (final Threshold threshold : model.metadata().thresholds()) {
                if ((score >= threshold.score()) != (scores[row] >= threshold.score())) {
                    comparison.otherDecisions++;
                }
            }
        }
    }

    private int feature(final Reason reason) {
        for (int feature = 0; feature < AutoencoderFeatures.COUNT; feature++) {
            if (model.metadata().features().get(feature).name().equals(reason.feature())) {
                return feature;
            }
        }
        throw new AssertionError(reason);
    }

    private static double sum(final float[] errors) {
        double sum = 0;
        for (final float error : errors) {
            sum += error;
        }
        return sum;
    }

    private static void assertClose(final double expected, final double actual) {
        if (Double.isFinite(expected)) {
            assertEquals(expected, actual, ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(expected));
        } else {
            assertEquals(expected, actual);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6, 7, 8, 64, 255, 1000, 1024})
    void aFlowHasTheSameScoreToTheLastBitInAnyBatchAndAtAnyPlace(final int batchSize) {
        final List<float[]> flows = madeUp(5000);
        final double[] expected = scores(flows, 4000);
        final double[] actual = scores(flows.reversed(), batchSize);
        for (int row = 0; row < expected.length; row++) {
            assertEquals(
                    Double.doubleToLongBits(expected[row]), Double.doubleToLongBits(actual[actual.length - 1 - row]));
        }
    }

    private double[] scores(final List<float[]> flows, final int batchSize) {
        final double[] scores = new double[flows.size()];
        try (BatchScorer scorer = model.openScorer(batchSize)) {
            for (int start = 0; start < scores.length; start += batchSize) {
                final int rows = Math.min(batchSize, scores.length - start);
                for (int row = 0; row < rows; row++) {
                    scorer.batch().put(row, flows.get(start + row));
                }
                scorer.score(rows);
                for (int row = 0; row < rows; row++) {
                    scores[start + row] = scorer.scoreOf(row);
                }
            }
        }
        return scores;
    }
}
