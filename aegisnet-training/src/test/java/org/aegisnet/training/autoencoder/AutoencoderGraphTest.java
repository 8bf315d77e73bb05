package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.training.data.Flow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoencoderGraphTest {
    private static final double TOLERANCE = 1e-4;

    private TrainedAutoencoder autoencoder;

    @BeforeAll
    void train() throws UnfitFlowsException {
        autoencoder = new AutoencoderTrainer(AutoencoderSettings.defaults().withEpochs(3))
                .train(List.of(new MadeUpTraffic(1).network(2000)), TrainingProgress.silent());
    }

    @Test
    void onnxRuntimeReconstructsAsJavaDoes() throws OrtException {
        final List<float[]> flows = new ArrayList<>(new MadeUpTraffic(2)
                .flows(500).flows().stream().map(Flow::features).toList());
        flows.addAll(oddFlows());
        final Outputs outputs = run(flows);
        for (int row = 0; row < flows.size(); row++) {
            final Reconstruction reconstruction = autoencoder.reconstruct(flows.get(row));
            assertClose(reconstruction.score(), outputs.scores[row]);
            for (int feature = 0; feature < AutoencoderFeatures.COUNT; feature++) {
                assertClose(reconstruction.featureError(feature), outputs.featureErrors[row][feature]);
                assertClose(reconstruction.expected(feature), outputs.expected[row][feature]);
            }
        }
    }

    @Test
    void anUnknownFeatureHasNoErrorAndTheOthersSumToTheScore() throws OrtException {
        final List<float[]> flows = new MadeUpTraffic(3)
                .flows(300).flows().stream().map(Flow::features).toList();
        final Outputs outputs = run(flows);
        for (int row = 0; row < flows.size(); row++) {
            double sum = 0;
            for (int feature = 0; feature < AutoencoderFeatures.COUNT; feature++) {
                final float error = outputs.featureErrors[row][feature];
                assertTrue(error >= 0);
                if (Float.isNaN(flows.get(row)[feature])) {
                    assertEquals(0, error);
                }
                sum += error;
            }
            assertClose(sum, outputs.scores[row]);
        }
    }

    @Test
    void aFlowScoresTheSameInAnyCompany() throws OrtException {
        final List<float[]> flows = new MadeUpTraffic(4)
                .flows(64).flows().stream().map(Flow::features).toList();
        final Outputs together = run(flows);
        final Outputs reversed = run(flows.reversed());
        for (int row = 0; row < flows.size(); row++) {
            assertClose(together.scores[row], reversed.scores[flows.size() - 1 - row]);
        }
    }

    /** Values at and beyond every edge of the encodings. */
    private static List<float[]> oddFlows() {
        final float unknown = Float.NaN;
        return List.of(
                new float[] {0, 0, 0, 0, 0, 0, 0},
                new float[] {1e12f, 1e12f, 1e9f, 1e9f, 65535, 65535, 255},
                new float[] {1, 2, 3, 1e-6f, 70000, 70000, 300},
                new float[] {500, unknown, 6, 1, unknown, unknown, unknown},
                new float[] {5, 5, 1, 0.5f, 1, 1023, 1},
                new float[] {5, 5, 1, 0.5f, 1024, 32767, 58},
                new float[] {5, 5, 1, 0.5f, 32768, 49151, 47},
                new float[] {5, 5, 1, 0.5f, 49152, 53, 17},
                new float[] {5, 5, 1, 0.5f, 443, 49152, 6},
                new float[] {5, 5, 1, 0.5f, 1023, 1024, 6},
                new float[] {5, 5, 1, 0.5f, 0, 40000, 6},
                new float[] {53.1e6f, 1200, 41_000, 118, 40_000, 53, 17},
                new float[] {53.1e6f, unknown, 41_000, 118, unknown, 53, 17},
                new float[] {1200, 53.1e6f, 41_000, 118, 40_000, 53, 17});
    }

    private static void assertClose(final double expected, final double actual) {
        if (Double.isNaN(expected)) {
            assertTrue(Double.isNaN(actual));
        } else {
            assertEquals(expected, actual, 1e-6 + TOLERANCE * Math.abs(expected));
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Outputs(float[] scores, float[][] featureErrors, float[][] expected) {}

    private Outputs run(final List<float[]> flows) throws OrtException {
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(autoencoder.graph().toByteArray());
                OnnxTensor features = OnnxTensor.createTensor(environment, flows.toArray(float[][]::new));
                OrtSession.Result result = session.run(Map.of("features", features))) {
            return new Outputs(
                    (float[]) result.get("score").orElseThrow().getValue(),
                    (float[][]) result.get("feature_error").orElseThrow().getValue(),
                    (float[][]) result.get("expected").orElseThrow().getValue());
        }
    }
}
