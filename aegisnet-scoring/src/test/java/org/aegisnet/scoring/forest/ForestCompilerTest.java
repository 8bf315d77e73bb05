package org.aegisnet.scoring.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forests beyond plain ones that are compiled, and invalid forests. */
class ForestCompilerTest {
    private static final List<String> ALL_MODES =
            List.of("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GT", "BRANCH_GTE", "BRANCH_EQ", "BRANCH_NEQ");

    private static String refusal(final EnsembleBuilder ensemble) {
        return refusal(ensemble, SampleMetadata.forest(2));
    }

    private static String refusal(final EnsembleBuilder ensemble, final ModelMetadata metadata) {
        return assertThrows(ModelRejectedException.class, () -> ensemble.load(metadata))
                .getMessage();
    }

    private static EnsembleBuilder stump(final String mode, final float threshold) {
        return new EnsembleBuilder()
                .branch(0, 0, 0, mode, threshold, 1, 2)
                .leafOfBoth(0, 1, 0.25f, 1)
                .leafOfBoth(0, 2, 0.75f, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BRANCH_EQ", "BRANCH_NEQ"})
    void readsEqualities(final String mode) throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            final RandomEnsemble random = new RandomEnsemble(seed, 5, List.of(mode));
            ForestModelTest.assertAgrees(random.votes(9, 5), random.flows(500));
        }
    }

    @Test
    void readsAllModesInOneForest() throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            final RandomEnsemble random = new RandomEnsemble(seed, 5, ALL_MODES);
            ForestModelTest.assertAgrees(random.votes(20, 7), random.flows(1000));
        }
    }

    @Test
    void missingValuesTakeTheWayTheTreesTell() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            final RandomEnsemble random = new RandomEnsemble(seed, 4, ALL_MODES.subList(0, 4));
            final EnsembleBuilder ensemble = random.votes(15, 6);
            ensemble.missingValuesTrackTrue(new Random(seed));
            final float[][] flows = random.flows(400);
            final Random holes = new Random(seed);
            for (final float[] flow : flows) {
                flow[holes.nextInt(4)] = Float.NaN;
            }
            final double[] scores = ForestModelTest.score(ensemble.load(optionalFeatures(4)), flows, 64);
            try (OnnxRuntimeForest oracle =
                    new OnnxRuntimeForest(ensemble.model(4).toByteArray())) {
                final List<OnnxRuntimeForest.Answer> answers = oracle.score(flows);
                for (int row = 0; row < flows.length; row++) {
                    assertEquals(
                            answers.get(row).attackProbability(), scores[row], 1e-6, "seed " + seed + " row " + row);
                }
            }
        }
    }

    @Test
    void reasonsKnowMissingValues() throws Exception {
        final EnsembleBuilder ensemble = stump("BRANCH_LEQ", 5);
        ensemble.attribute(EnsembleBuilder.integers("nodes_missing_value_tracks_true", List.of(0L, 0L, 0L)));
        final ModelMetadata metadata = SampleMetadata.of(
                ModelKind.FOREST,
                optionalFeatures(2).features(),
                Optional.of(List.of(1f, 1f)),
                new SelfTest(List.of(), List.of()));
        try (ForestModel model = ensemble.load(metadata);
                BatchScorer scorer = model.openScorer(1)) {
            scorer.batch().put(0, new float[] {Float.NaN, 1});
            scorer.score(1);
            assertEquals(0.75, scorer.scoreOf(0));
            assertEquals(
                    "f0 unknown, typically 1 (+0.50)",
                    scorer.explain(new int[] {0}, 1).getFirst().getFirst().text());
        }
    }

    @Test
    void optionalFeaturesNeedTreesThatKnowMissingValues() {
        assertEquals(
                "The model declares feature f0 as optional, but its trees do not route missing values",
                refusal(stump("BRANCH_LEQ", 1), optionalFeatures(2)));
    }

    @Test
    void equalitiesThatMissingValuesFulfilAreNotRead() {
        final EnsembleBuilder ensemble = stump("BRANCH_EQ", 1);
        ensemble.attribute(EnsembleBuilder.integers("nodes_missing_value_tracks_true", List.of(1L, 0L, 0L)));
        assertEquals(
                "Node 0 of tree 0 sends missing values the way of equal ones, which is not supported; declare every feature as required",
                refusal(ensemble, optionalFeatures(2)));
    }

    @Test
    void readsDoublesAndRoundsThresholdsDown() throws Exception {
        final double third = 1.0 / 3;
        final EnsembleBuilder ensemble = new EnsembleBuilder()
                .doubles()
                .branch(0, 0, 0, "BRANCH_LEQ", third, 1, 2)
                .branch(0, 1, 1, "BRANCH_LT", 0.1, 3, 4)
                .branch(0, 2, 1, "BRANCH_GTE", 1e300, 5, 6);
        for (int leaf = 3; leaf <= 6; leaf++) {
            ensemble.leaf(0, leaf).weight(0, leaf, 1, leaf / 10.0);
        }
        final float around = (float) third;
        final float tenth = 0.1f;
        final float[][] flows = {
            {around, tenth},
            {Math.nextDown(around), tenth},
            {around, Math.nextDown(tenth)},
            {Math.nextDown(around), Math.nextDown(tenth)},
            {1, Float.MAX_VALUE},
            {0, 0}
        };
        final double[] scores = ForestModelTest.score(ensemble.load(SampleMetadata.forest(2)), flows, 8);
        try (OnnxRuntimeForest oracle = new OnnxRuntimeForest(ensemble.model(2).toByteArray())) {
            final List<OnnxRuntimeForest.Answer> answers = oracle.scoreDoubles(flows);
            for (int row = 0; row < flows.length; row++) {
                assertEquals(answers.get(row).attackProbability(), scores[row], 1e-7, "row " + row);
            }
        }
    }

    @Test
    void randomDoubleThresholdsFlipNoFlow() throws Exception {
        final Random random = new Random(2);
        final EnsembleBuilder ensemble = new EnsembleBuilder().doubles();
        final float[][] flows = new float[3000][2];
        for (int tree = 0; tree < 1000; tree++) {
            final double threshold = random.nextGaussian();
            ensemble.branch(tree, 0, tree % 2, ALL_MODES.get(random.nextInt(4)), threshold, 1, 2)
                    .leaf(tree, 1)
                    .weight(tree, 1, 1, 0.001)
                    .leaf(tree, 2)
                    .weight(tree, 2, 1, 0);
            for (int i = 0; i < 3; i++) {
                final float nearest = (float) threshold;
                final float near = i == 0 ? nearest : i == 1 ? Math.nextUp(nearest) : Math.nextDown(nearest);
                flows[3 * tree + i] = new float[] {near, near};
            }
        }
        final double[] scores = ForestModelTest.score(ensemble.load(SampleMetadata.forest(2)), flows, 512);
        try (OnnxRuntimeForest oracle = new OnnxRuntimeForest(ensemble.model(2).toByteArray())) {
            final List<OnnxRuntimeForest.Answer> answers = oracle.scoreDoubles(flows);
            for (int row = 0; row < flows.length; row++) {
                assertEquals(answers.get(row).attackProbability(), scores[row], 1e-6, "row " + row);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void infiniteThresholdsSendEveryFlowOneWay(final float threshold) throws Exception {
        for (final String mode : ALL_MODES) {
            final EnsembleBuilder ensemble = new EnsembleBuilder()
                    .branch(0, 0, 0, mode, threshold, 1, 2)
                    .leaf(0, 1)
                    .weight(0, 1, 0, 0.25)
                    .leaf(0, 2)
                    .weight(0, 2, 0, 0.75);
            ForestModelTest.assertAgrees(ensemble, new float[][] {{Float.MAX_VALUE, 0}, {-Float.MAX_VALUE, 0}, {0, 0}});
        }
    }

    @Test
    void rejectsAThresholdThatIsNotANumber() {
        assertEquals("Node 0 of tree 0 has a threshold that is not a number", refusal(stump("BRANCH_LEQ", Float.NaN)));
    }

    @Test
    void refusesAFeatureOutOfRange() {
        for (final long feature : new long[] {-1, 2, Long.MAX_VALUE, 1L << 32}) {
            assertEquals(
                    "Node 0 of tree 0 asks for feature %d of 2".formatted(feature),
                    refusal(new EnsembleBuilder()
                            .branch(0, 0, feature, "BRANCH_LEQ", 1, 1, 2)
                            .leafOfBoth(0, 1, 0.25f, 1)
                            .leafOfBoth(0, 2, 0.75f, 1)));
        }
    }

    @Test
    void refusesAnUnknownBranchMode() {
        assertEquals(
                "Node 0 of tree 0 branches by 'BRANCH_MEMBER'; read are BRANCH_LEQ, _LT, _GT, _GTE, _EQ and _NEQ",
                refusal(stump("BRANCH_MEMBER", 1)));
    }

    @Test
    void refusesACycle() {
        assertEquals(
                "Node 0 of tree 0 is reached twice, so the nodes do not form a tree",
                refusal(new EnsembleBuilder()
                        .branch(0, 0, 0, "BRANCH_LEQ", 1, 1, 2)
                        .branch(0, 1, 0, "BRANCH_LEQ", 1, 0, 2)
                        .leafOfBoth(0, 2, 0.5f, 1)));
    }

    @Test
    void refusesASharedChild() {
        assertEquals(
                "Node 1 of tree 0 is reached twice, so the nodes do not form a tree",
                refusal(new EnsembleBuilder()
                        .branch(0, 0, 0, "BRANCH_LEQ", 1, 1, 1)
                        .leafOfBoth(0, 1, 0.5f, 1)));
    }

    @Test
    void refusesAMissingChild() {
        for (final long child : new long[] {7, -1, Long.MIN_VALUE, 1L << 32, (1L << 32) + 1}) {
            assertEquals(
                    "Node 0 of tree 0 has a child %d that is not there".formatted(child),
                    refusal(new EnsembleBuilder()
                            .branch(0, 0, 0, "BRANCH_LEQ", 1, 1, child)
                            .leafOfBoth(0, 1, 0.5f, 1)));
        }
    }

    @Test
    void refusesNodesThatHangOnNothing() {
        assertEquals(
                "1 of the 4 nodes of tree 0 do not hang on its root",
                refusal(stump("BRANCH_LEQ", 1).leaf(0, 9)));
    }

    @Test
    void refusesANodeThatIsThereTwice() {
        assertEquals("Tree 0 has node 2 twice", refusal(stump("BRANCH_LEQ", 1).leaf(0, 2)));
    }

    @Test
    void refusesNodeIdsBeyondThoseOnnxRuntimeTellsApart() {
        assertEquals(
                "Tree 0 has a node with the id 4294967297",
                refusal(stump("BRANCH_LEQ", 1).leaf(0, (1L << 32) + 1)));
    }

    @Test
    void refusesTreesThatAreMixed() {
        assertEquals(
                "The nodes of tree 0 do not follow each other",
                refusal(stump("BRANCH_LEQ", 1).leaf(1, 0).leaf(0, 3)));
    }

    @Test
    void refusesWeightsThatHangOnNoLeaf() {
        assertEquals(
                "A leaf weight names node 0 of tree 0, which is not a leaf",
                refusal(stump("BRANCH_LEQ", 1).weight(0, 0, 1, 0.5f)));
        assertEquals(
                "A leaf weight names node 9 of tree 0, which is not a leaf",
                refusal(stump("BRANCH_LEQ", 1).weight(0, 9, 1, 0.5f)));
        assertEquals(
                "A leaf weight names node 1 of tree 5, which is not a leaf",
                refusal(stump("BRANCH_LEQ", 1).weight(5, 1, 1, 0.5f)));
    }

    @Test
    void rejectsWeightsThatAreNotNumbers() {
        assertEquals(
                "Leaf 1 of tree 0 weighs NaN", refusal(stump("BRANCH_LEQ", 1).weight(0, 1, 1, Float.NaN)));
    }

    @Test
    void refusesClassesBeyondTwo() {
        assertEquals(
                "The forest's leaves name a class other than its two",
                refusal(stump("BRANCH_LEQ", 1).weight(0, 1, 2, 0.5f)));
        assertEquals(
                "The forest tells 3 classes apart; a flow is safe or an attack, so it must be 2",
                refusal(stump("BRANCH_LEQ", 1).labels("a", "b", "c")));
    }

    @Test
    void refusesAttributesThatDifferInLength() {
        assertEquals("The forest's node attributes differ in length or are missing", refusal(new EnsembleBuilder()));
        assertEquals(
                "The forest's leaf attributes differ in length or are missing",
                refusal(new EnsembleBuilder().leaf(0, 0)));
        assertEquals(
                "The forest routes missing values in 1 of its 3 nodes",
                refusal(stump("BRANCH_LEQ", 1)
                        .attribute(EnsembleBuilder.integers("nodes_missing_value_tracks_true", List.of(1L)))));
    }

    @Test
    void refusesAttributesThatAreUnknownOrThereTwice() {
        assertEquals(
                "The forest has the attribute 'membership', which no TreeEnsembleClassifier of versions 1 to 3 has",
                refusal(stump("BRANCH_LEQ", 1).attribute(EnsembleBuilder.text("membership", ""))));
        assertEquals(
                "The forest has the attribute 'post_transform' twice",
                refusal(stump("BRANCH_LEQ", 1).postTransform("NONE").postTransform("LOGISTIC")));
        assertEquals(
                "The forest has both 'nodes_values' and 'nodes_values_as_tensor'",
                refusal(stump("BRANCH_LEQ", 1)
                        .attribute(AttributeProto.newBuilder()
                                .setName("nodes_values_as_tensor")
                                .setT(TensorProto.newBuilder()
                                        .setDataType(TensorProto.DataType.DOUBLE.getNumber())
                                        .addDims(0))
                                .build())));
    }

    @Test
    void refusesATreeThatIsTooDeep() {
        final EnsembleBuilder ensemble = chain(ForestCompiler.MAXIMUM_DEPTH + 1);
        assertEquals("Tree 0 is deeper than 512", refusal(ensemble));
    }

    @Test
    void takesTheDeepestTreeThereMayBe() throws Exception {
        final float[][] flows = {{0, 0}, {100, 0}, {600, 0}};
        ForestModelTest.assertAgrees(chain(ForestCompiler.MAXIMUM_DEPTH), flows);
    }

    @Test
    void refusesAForestThatTakesTooManySteps() {
        final EnsembleBuilder ensemble = new EnsembleBuilder();
        for (int tree = 0; tree < 400; tree++) {
            chain(ensemble, tree, 501);
        }
        assertEquals("The forest takes 200400 comparisons for a flow; the maximum is 200000", refusal(ensemble));
    }

    @Test
    void refusesAChainOfHalfAMillionNodesInAMoment() {
        final EnsembleBuilder ensemble = chain(250_000);
        assertTimeout(Duration.ofSeconds(20), () -> assertEquals("Tree 0 is deeper than 512", refusal(ensemble)));
    }

    @Test
    void takesAForestOfAHundredThousandNodesInAMoment() throws Exception {
        final EnsembleBuilder ensemble = new RandomEnsemble(1, 2, List.of("BRANCH_LEQ")).votes(60, 15);
        assertTrue(ensemble.nodes() > 100_000, () -> "only " + ensemble.nodes());
        assertTimeout(Duration.ofSeconds(20), () -> ensemble.load(SampleMetadata.forest(2)));
    }

    private static EnsembleBuilder chain(final int depth) {
        return chain(new EnsembleBuilder(), 0, depth);
    }

    private static EnsembleBuilder chain(final EnsembleBuilder ensemble, final long tree, final int depth) {
        for (int level = 0; level < depth; level++) {
            ensemble.branch(tree, 2L * level, 0, "BRANCH_LEQ", level, 2L * level + 1, 2L * level + 2);
            ensemble.leaf(tree, 2L * level + 1).weight(tree, 2L * level + 1, 0, level % 2);
        }
        return ensemble.leaf(tree, 2L * depth).weight(tree, 2L * depth, 0, 0.5f);
    }

    private static ModelMetadata optionalFeatures(final int count) {
        final List<Feature> features = SampleMetadata.required(count).stream()
                .map(feature -> new Feature(feature.name(), FeatureUnit.NUMBER, false, Double.NEGATIVE_INFINITY))
                .toList();
        return SampleMetadata.of(ModelKind.FOREST, features, Optional.empty(), new SelfTest(List.of(), List.of()));
    }
}
