package org.aegisnet.training.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.training.data.FlowSet;
import org.junit.jupiter.api.Test;
import smile.data.DataFrame;
import smile.regression.RegressionTree;

class ForestTrainerTest {
    private static final ForestSettings SETTINGS = new ForestSettings(20, 40, 12, 1, 2, Balance.SOURCES, 0, 0, 5);

    private final FlowSet flows = new SyntheticFlows().make(1500, 1);
    private final FlowSet unseen = new SyntheticFlows().make(700, 2);

    private byte[] train(final ForestSettings settings) {
        return new ForestTrainer(settings, 0.01)
                .train("test-forest", "1.0.0", new TrainingFlows(flows, List.of(), 0, 0, new TreeMap<>()));
    }

    private static double[] scores(final byte[] file, final FlowSet flows) throws ModelRejectedException {
        try (FlowModel model = new ModelLoader().load(ModelFile.read(file));
                BatchScorer scorer = model.openScorer(flows.size())) {
            for (int row = 0; row < flows.size(); row++) {
                scorer.batch().put(row, flows.flows().get(row).features());
            }
            scorer.score(flows.size());
            final double[] scores = new double[flows.size()];
            for (int row = 0; row < scores.length; row++) {
                scores[row] = scorer.scoreOf(row);
            }
            return scores;
        }
    }

    @Test
    void theSameFlowsAndSettingsMakeTheSameBytesOnAnyNumberOfCores() {
        final byte[] alone = new ForkJoinPool(1).submit(() -> train(SETTINGS)).join();
        final byte[] together =
                new ForkJoinPool(4).submit(() -> train(SETTINGS)).join();
        assertArrayEquals(alone, together);
    }

    @Test
    void anotherSeedMakesAnotherForest() {
        assertFalse(Arrays.equals(train(SETTINGS), train(SETTINGS.withSeed(6))));
    }

    @Test
    void smileOnnxRuntimeAndOurEngineAgreeOnTheProbabilityAndTheLabel() throws Exception {
        final byte[] file = train(SETTINGS);
        final List<RegressionTree> smile =
                new ForestGrower(SETTINGS).growWithSmile(flows).trees();
        final DataFrame rows = ForestGrower.columns(unseen);
        final double[] ours = scores(file, unseen);
        final float[][] onnx = new float[unseen.size()][];
        final long[] labels = onnxRuntime(file, unseen, onnx);
        for (int row = 0; row < unseen.size(); row++) {
            final int index = row;
            final double vote = smile.stream()
                    .mapToDouble(tree -> tree.predict(rows.get(index)))
                    .average()
                    .orElseThrow();
            assertEquals(vote, ours[row], 1e-6);
            assertEquals(vote, onnx[row][1], 1e-6);
            assertEquals(1 - vote, onnx[row][0], 1e-6);
            if (Math.abs(vote - 0.5) > 1e-6) {
                assertEquals(vote > 0.5 ? 1 : 0, labels[row]);
            }
        }
        assertTrue(Arrays.stream(ours).distinct().count() > 50, "a soft vote has many values");
    }

    private static long[] onnxRuntime(final byte[] file, final FlowSet flows, final float[][] probabilities)
            throws OrtException {
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file);
                OnnxTensor input = OnnxTensor.createTensor(environment, flows.matrix());
                OrtSession.Result result = session.run(Map.of("features", input))) {
            final float[][] output =
                    (float[][]) result.get("probabilities").orElseThrow().getValue();
            System.arraycopy(output, 0, probabilities, 0, output.length);
            return (long[]) result.get("label").orElseThrow().getValue();
        }
    }

    @Test
    void theFileTellsThresholdsThatHoldOnFlowsNotLearntFrom() throws Exception {
        final byte[] file = train(SETTINGS);
        final ModelMetadata metadata = ModelFile.read(file).metadata();
        assertEquals(
                List.of(0.05, 0.01, 0.005, 0.001),
                metadata.thresholds().stream().map(Threshold::falsePositiveRate).toList());
        assertEquals(metadata.thresholdFor(0.01).orElseThrow().score(), metadata.defaultThreshold());
        final FlowSet benign = new SyntheticFlows().make(6000, 3).benign();
        final double fivePercent = metadata.thresholdFor(0.05).orElseThrow().score();
        final double reached = Arrays.stream(scores(file, benign))
                        .filter(score -> score >= fivePercent)
                        .count()
                / (double) benign.size();
        assertEquals(0.05, reached, 0.02);
        assertEquals(12, metadata.selfTest().rows().size());
        assertTrue(metadata.benignQuantiles().isPresent());
    }

    @Test
    void theReferenceFlowIsABenignFlowOfTheTrainingData() throws Exception {
        final List<Float> reference =
                ModelFile.read(train(SETTINGS)).metadata().referenceFlow().orElseThrow();
        assertTrue(flows.benign().flows().stream()
                .anyMatch(flow -> reference.equals(List.of(flow.feature(0), flow.feature(1), flow.feature(2)))));
        assertTrue(reference.getFirst() > 0.4 && reference.getFirst() < 2.5, "near the median of benign flows");
    }

    @Test
    void staysWithinTheNumberOfLeavesAndSaysWhatItIsMissing() {
        final Forest forest = new ForestGrower(SETTINGS).grow(flows);
        assertTrue(forest.nodes() <= 20 * (2 * 40 - 1));
        assertEquals(1, Arrays.stream(forest.importances()).sum(), 1e-9);
        assertTrue(forest.importances()[0] > 0.7, "only the first feature tells attacks");
        final IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> new ForestGrower(SETTINGS).grow(flows.benign()));
        assertEquals("A forest learns from attacks and benign flows; there are 0 and 1000", fault.getMessage());
    }
}
