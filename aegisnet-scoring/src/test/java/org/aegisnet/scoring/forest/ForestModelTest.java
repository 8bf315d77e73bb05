package org.aegisnet.scoring.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import java.util.List;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of the forest engine, against ONNX Runtime on the same file. */
class ForestModelTest {
    private static final int FEATURES = 7;
    private static final List<String> MODES = List.of("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GT", "BRANCH_GTE");

    @ParameterizedTest(name = "{0} trees of depth {1}")
    @CsvSource({"1, 0", "1, 1", "3, 2", "10, 5", "25, 9", "101, 7", "2, 16"})
    void agreesWithOnnxRuntimeOnRandomForests(final int trees, final int depth) throws Exception {
        for (long seed = 1; seed <= 5; seed++) {
            final RandomEnsemble random = new RandomEnsemble(seed, FEATURES, MODES);
            assertAgrees(random.votes(trees, depth), random.flows(1003));
        }
    }

    @ParameterizedTest(name = "{0} trees of depth {1}")
    @CsvSource({"1, 1", "10, 5", "101, 7"})
    void agreesWithOnnxRuntimeIfLeavesWeighBothClasses(final int trees, final int depth) throws Exception {
        final RandomEnsemble random = new RandomEnsemble(1, FEATURES, MODES);
        final EnsembleBuilder builder = random.votesOfBothClasses(trees, depth);
        final float[][] flows = random.flows(1003);
        final List<OnnxRuntimeForest.Answer> answers = oracle(builder, flows);
        final double[] scores = score(builder.load(SampleMetadata.forest(FEATURES)), flows, 256);
        for (int row = 0; row < flows.length; row++) {
            assertEquals(answers.get(row).attackProbability(), scores[row], 1e-6, "row " + row);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRANCH_LEQ", "BRANCH_LT", "BRANCH_GT", "BRANCH_GTE"})
    void agreesWithOnnxRuntimeInEveryBranchMode(final String mode) throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            final RandomEnsemble random = new RandomEnsemble(seed, FEATURES, List.of(mode));
            assertAgrees(random.votes(9, 6), random.flows(500));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 7, 8, 9, 1000})
    void scoresDoNotDependOnTheSizeOfTheBatch(final int batchSize) throws Exception {
        final RandomEnsemble random = new RandomEnsemble(11, FEATURES, MODES);
        final ForestModel model = random.votes(33, 8).load(SampleMetadata.forest(FEATURES));
        final float[][] flows = random.flows(1000);
        final double[] expected = score(model, flows, 40);
        final double[] actual = score(model, flows, batchSize);
        for (int row = 0; row < flows.length; row++) {
            assertEquals(Double.doubleToRawLongBits(expected[row]), Double.doubleToRawLongBits(actual[row]));
        }
    }

    @Test
    void countsItsTreesAndNodes() throws Exception {
        final EnsembleBuilder builder = new RandomEnsemble(3, FEATURES, MODES).votes(5, 4);
        final ForestModel model = builder.load(SampleMetadata.forest(FEATURES));
        assertEquals(5, model.trees());
        assertEquals(builder.nodes(), model.nodes());
    }

    static void assertAgrees(final EnsembleBuilder builder, final float[][] flows)
            throws ModelRejectedException, OrtException {
        final int features = flows[0].length;
        final List<OnnxRuntimeForest.Answer> answers = oracle(builder, flows);
        final double[] scores = score(builder.load(SampleMetadata.forest(features)), flows, 256);
        for (int row = 0; row < flows.length; row++) {
            assertEquals(answers.get(row).attackProbability(), scores[row], 1e-6, "row " + row);
            if (Math.abs(scores[row] - 0.5) > 1e-6) {
                assertEquals(answers.get(row).label() == 1, scores[row] > 0.5, "row " + row);
            }
        }
    }

    private static List<OnnxRuntimeForest.Answer> oracle(final EnsembleBuilder builder, final float[][] flows)
            throws OrtException {
        final byte[] model = builder.model(flows[0].length).toByteArray();
        try (OnnxRuntimeForest oracle = new OnnxRuntimeForest(model)) {
            return oracle.score(flows);
        }
    }

    static double[] score(final ForestModel model, final float[][] flows, final int batchSize) {
        final double[] scores = new double[flows.length];
        try (BatchScorer scorer = model.openScorer(batchSize)) {
            for (int start = 0; start < flows.length; start += batchSize) {
                final int rows = Math.min(batchSize, flows.length - start);
                for (int row = 0; row < rows; row++) {
                    scorer.batch().put(row, flows[start + row]);
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
