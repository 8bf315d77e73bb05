package org.aegisnet.scoring.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.aegisnet.scoring.model.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which conventions of binary ensembles are read, always as ONNX Runtime reads them, and which are refused. */
class SegmentReaderTest {
    private static final int FEATURES = 5;
    private static final int TREES = 12;

    @ParameterizedTest(name = "weights for {0}, {1}, {2} base values, smallest weight {3}")
    @CsvSource({
        "first, NONE, 0, 0",
        "first, NONE, 1, 0",
        "first, LOGISTIC, 0, 0",
        "first, LOGISTIC, 1, 0",
        "first, LOGISTIC, 0, -0.5",
        "first, LOGISTIC, 1, -0.5",
        "second, NONE, 0, 0",
        "second, LOGISTIC, 0, 0",
        "second, LOGISTIC, 0, -0.5",
        "both, NONE, 0, 0",
        "both, LOGISTIC, 0, 0",
        "both, LOGISTIC, 0, -0.5",
        "both, SOFTMAX, 0, 0",
        "both, SOFTMAX, 0, -0.5"
    })
    void isReadAsOnnxRuntimeReadsIt(
            final String classes, final String transform, final int baseValues, final float smallest) throws Exception {
        final EnsembleBuilder ensemble = ensemble(classes, transform, baseValues, smallest);
        final float[][] flows = flows();
        final double[] scores = ForestModelTest.score(ensemble.load(SampleMetadata.forest(FEATURES)), flows, 64);
        try (OnnxRuntimeForest oracle =
                new OnnxRuntimeForest(ensemble.model(FEATURES).toByteArray())) {
            final List<OnnxRuntimeForest.Answer> answers = oracle.score(flows);
            for (int row = 0; row < flows.length; row++) {
                assertEquals(answers.get(row).attackProbability(), scores[row], 1e-6);
            }
        }
    }

    @ParameterizedTest(name = "weights for {0}, {1}, {2} base values, smallest weight {3}")
    @CsvSource({
        "first, NONE, 2, 0",
        "first, SOFTMAX, 0, 0",
        "first, PROBIT, 0, 0",
        "first, SOFTMAX_ZERO, 0, 0",
        "first, LOGISTIC, 2, -0.5",
        "second, NONE, 1, 0",
        "second, LOGISTIC, 1, -0.5",
        "second, SOFTMAX, 0, 0",
        "both, NONE, 1, 0",
        "both, NONE, 2, 0",
        "both, LOGISTIC, 2, -0.5",
        "both, PROBIT, 0, 0"
    })
    void isRejectedIfItIsNotKnownToBeAProbability(
            final String classes, final String transform, final int baseValues, final float smallest) {
        final EnsembleBuilder ensemble = ensemble(classes, transform, baseValues, smallest);
        final String sentence = refusal(ensemble, SampleMetadata.forest(FEATURES));
        assertTrue(sentence.contains("post_transform " + transform), sentence);
        assertTrue(sentence.contains("is not known to be a probability"), sentence);
    }

    @ParameterizedTest(name = "weights for {0} from {1}")
    @CsvSource({"first, -0.5", "second, -0.5", "both, -0.5"})
    void marginsWithoutATransformAreNotProbabilities(final String classes, final float smallest) {
        final String sentence = refusal(ensemble(classes, "NONE", 0, smallest), SampleMetadata.forest(FEATURES));
        assertTrue(sentence.startsWith("The sums of the forest's leaves range from "), sentence);
    }

    @Test
    void votesThatAreNotDividedByTheNumberOfTreesAreNotProbabilities() {
        final EnsembleBuilder ensemble =
                new EnsembleBuilder().leaf(0, 0).weight(0, 0, 1, 1).leaf(1, 0).weight(1, 0, 1, 1);
        assertEquals(
                "The sums of the forest's leaves range from 2.0 to 2.0, so they are not probabilities; convert it so that its probabilities come out",
                refusal(ensemble, SampleMetadata.forest(1)));
    }

    @Test
    void labelsInWordsNeedToBeTold() {
        final EnsembleBuilder ensemble =
                new EnsembleBuilder().leaf(0, 0).weight(0, 0, 1, 0.25f).labels("Attack", "Benign");
        assertEquals(
                "The forest's labels are 'Attack' and 'Benign'; say in the metadata which is the attack: attackLabel",
                refusal(ensemble, SampleMetadata.forest(1)));
        assertEquals(
                "The metadata call 'Evil' the attack, but the forest's labels are 'Attack' and 'Benign'",
                refusal(ensemble, metadata("Evil", Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Attack, 0.75", "Benign, 0.25"})
    void theAttackMayBeTheFirstLabel(final String attack, final double probability) throws Exception {
        final EnsembleBuilder oneClass =
                new EnsembleBuilder().leaf(0, 0).weight(0, 0, 1, 0.25f).labels("Attack", "Benign");
        assertEquals(probability, score(oneClass, metadata(attack, Optional.empty())));
        final EnsembleBuilder both =
                new EnsembleBuilder().leafOfBoth(0, 0, 0.25f, 1).labels("Attack", "Benign");
        assertEquals(probability, score(both, metadata(attack, Optional.empty())));
        final EnsembleBuilder logOdds = new EnsembleBuilder()
                .leaf(0, 0)
                .weight(0, 0, 1, (float) -Math.log(3))
                .postTransform("LOGISTIC")
                .labels("Attack", "Benign");
        assertEquals(probability, score(logOdds, metadata(attack, Optional.empty())), 1e-7);
        final EnsembleBuilder softmax = new EnsembleBuilder()
                .leaf(0, 0)
                .weight(0, 0, 0, (float) Math.log(3))
                .weight(0, 0, 1, 0)
                .postTransform("SOFTMAX")
                .labels("Attack", "Benign");
        assertEquals(probability, score(softmax, metadata(attack, Optional.empty())), 1e-7);
    }

    @ParameterizedTest
    @CsvSource({"NONE", "LOGISTIC"})
    void reasonsSpeakForTheAttackWhicheverLabelItHas(final String transform) throws Exception {
        final EnsembleBuilder ensemble = new EnsembleBuilder()
                .branch(0, 0, 0, "BRANCH_LEQ", 0, 1, 2)
                .leaf(0, 1)
                .weight(0, 1, 1, 0.9f)
                .leaf(0, 2)
                .weight(0, 2, 1, 0.2f)
                .postTransform(transform)
                .labels("Attack", "Benign");
        try (ForestModel model = ensemble.load(metadata("Attack", Optional.of(List.of(-1f))));
                BatchScorer scorer = model.openScorer(2)) {
            scorer.batch().put(0, new float[] {-1});
            scorer.batch().put(1, new float[] {1});
            scorer.score(2);
            final Reason reason = scorer.explain(new int[] {1}, 1).getFirst().getFirst();
            assertTrue(reason.share() > 0.1);
            assertEquals(scorer.scoreOf(1) - scorer.scoreOf(0), reason.share(), 1e-12);
        }
    }

    private static ModelMetadata metadata(final String attackLabel, final Optional<List<Float>> referenceFlow) {
        return new ModelMetadata(
                ModelKind.FOREST,
                "sample",
                "1",
                SampleMetadata.required(1),
                0.5,
                List.of(),
                Optional.empty(),
                referenceFlow,
                new SelfTest(List.of(), List.of()),
                new Training("", 0, List.of()),
                Optional.of(attackLabel),
                Optional.empty());
    }

    private static double score(final EnsembleBuilder ensemble, final ModelMetadata metadata) throws Exception {
        return ForestModelTest.score(ensemble.load(metadata), new float[][] {{0}}, 1)[0];
    }

    private static String refusal(final EnsembleBuilder ensemble, final ModelMetadata metadata) {
        return assertThrows(ModelRejectedException.class, () -> ensemble.load(metadata))
                .getMessage();
    }

    private static EnsembleBuilder ensemble(
            final String classes, final String transform, final int baseValues, final float smallest) {
        final Random random = new Random(9);
        final EnsembleBuilder ensemble = new EnsembleBuilder();
        for (int tree = 0; tree < TREES; tree++) {
            ensemble.branch(tree, 0, tree % FEATURES, "BRANCH_LEQ", 0, 1, 2)
                    .leaf(tree, 1)
                    .leaf(tree, 2);
            for (int leaf = 1; leaf <= 2; leaf++) {
                final float weight = (smallest + random.nextFloat() * 0.7f) / TREES;
                if (!"second".equals(classes)) {
                    ensemble.weight(tree, leaf, 0, weight);
                }
                if (!"first".equals(classes)) {
                    ensemble.weight(tree, leaf, 1, "both".equals(classes) ? 1f / TREES - weight : weight);
                }
            }
        }
        if (baseValues == 1) {
            ensemble.baseValues(0.2f);
        } else if (baseValues == 2) {
            ensemble.baseValues(0.1f, 0.2f);
        }
        return ensemble.postTransform(transform);
    }

    private static float[][] flows() {
        final Random random = new Random(3);
        final float[][] flows = new float[100][FEATURES];
        for (final float[] flow : flows) {
            for (int feature = 0; feature < FEATURES; feature++) {
                flow[feature] = (float) random.nextGaussian();
            }
        }
        return flows;
    }
}
