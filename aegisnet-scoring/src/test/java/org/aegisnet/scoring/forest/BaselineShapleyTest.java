package org.aegisnet.scoring.forest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons of a forest, against the definition: every subset of features, weighed by the orderings in which it comes first. */
class BaselineShapleyTest {
    private static final List<String> MODES = List.of("BRANCH_LEQ", "BRANCH_GT");

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void isTheShapleyValueByItsDefinition(final int features) throws Exception {
        for (long seed = 1; seed <= 10; seed++) {
            final RandomEnsemble random = new RandomEnsemble(seed, features, MODES);
            final ForestModel forest = random.votes(7, 6).load(SampleMetadata.forest(features));
            final float[][] flows = random.flows(2);
            final double[] expected = byDefinition(forest, flows[0], flows[1]);
            assertArrayEquals(expected, reasons(random, forest, flows[0], flows[1]), 1e-12, "seed " + seed);
        }
    }

    @Test
    void sumsToTheDifferenceBetweenTheTwoProbabilities() throws Exception {
        final int features = 40;
        final RandomEnsemble random = new RandomEnsemble(5, features, MODES);
        final EnsembleBuilder builder = random.votes(50, 10);
        final float[][] flows = random.flows(200);
        final int[] rows = new int[flows.length];
        try (ForestModel forest = builder.load(SampleMetadata.forest(boxed(flows[0])));
                BatchScorer scorer = forest.openScorer(flows.length)) {
            for (int row = 0; row < rows.length; row++) {
                rows[row] = row;
                scorer.batch().put(row, flows[row]);
            }
            scorer.score(rows.length);
            final List<List<Reason>> reasons = scorer.explain(rows, features);
            for (final int row : rows) {
                final double sum =
                        reasons.get(row).stream().mapToDouble(Reason::share).sum();
                assertEquals(scorer.scoreOf(row) - scorer.scoreOf(0), sum, 1e-9);
            }
        }
    }

    @Test
    void sumsToTheDifferenceOfAForestInLogOddsToo() throws Exception {
        final EnsembleBuilder builder = new EnsembleBuilder()
                .branch(0, 0, 0, "BRANCH_LEQ", 1, 1, 2)
                .leaf(0, 1)
                .leaf(0, 2)
                .weight(0, 1, 0, -1.5f)
                .weight(0, 2, 0, 2)
                .branch(1, 0, 1, "BRANCH_LEQ", 1, 1, 2)
                .leaf(1, 1)
                .leaf(1, 2)
                .weight(1, 1, 0, -0.5f)
                .weight(1, 2, 0, 1)
                .postTransform("LOGISTIC");
        try (ForestModel forest = builder.load(SampleMetadata.forest(List.of(0f, 0f)));
                BatchScorer scorer = forest.openScorer(2)) {
            scorer.batch().put(0, new float[] {0, 0});
            scorer.batch().put(1, new float[] {5, 5});
            scorer.score(2);
            final List<List<Reason>> reasons = scorer.explain(new int[] {0, 1}, 5);
            assertEquals(List.of(), reasons.get(0));
            assertEquals(
                    List.of("f0", "f1"),
                    reasons.get(1).stream().map(Reason::feature).toList());
            assertEquals(
                    scorer.scoreOf(1) - scorer.scoreOf(0),
                    reasons.get(1).stream().mapToDouble(Reason::share).sum(),
                    1e-12);
        }
    }

    @Test
    void tellsTheStrongestFirstInWords() throws Exception {
        final EnsembleBuilder builder = new EnsembleBuilder()
                .branch(0, 0, 0, "BRANCH_LEQ", 10, 1, 2)
                .leafOfBoth(0, 1, 0, 1)
                .branch(0, 2, 1, "BRANCH_LEQ", 10, 3, 4)
                .leafOfBoth(0, 3, 0.5f, 1)
                .leafOfBoth(0, 4, 0.75f, 1);
        try (ForestModel forest = builder.load(SampleMetadata.forest(List.of(1f, 2f)));
                BatchScorer scorer = forest.openScorer(1)) {
            scorer.batch().put(0, new float[] {100, 200});
            scorer.score(1);
            final List<Reason> reasons = scorer.explain(new int[] {0}, 2).getFirst();
            assertEquals("f0 100, typically 1 (+0.63)", reasons.get(0).text());
            assertEquals("f1 200, typically 2 (+0.13)", reasons.get(1).text());
            assertEquals(1, scorer.explain(new int[] {0}, 1).getFirst().size());
        }
    }

    @Test
    void hasNoReasonsWithoutAReferenceFlow() throws Exception {
        final ForestModel forest = new RandomEnsemble(1, 2, MODES).votes(3, 3).load(SampleMetadata.forest(2));
        try (BatchScorer scorer = forest.openScorer(1)) {
            scorer.score(1);
            assertTrue(scorer.explain(new int[] {0}, 3).getFirst().isEmpty());
        }
    }

    private static double[] reasons(
            final RandomEnsemble random, final ForestModel forest, final float[] flow, final float[] reference)
            throws Exception {
        final double[] parts = new double[flow.length];
        try (ForestModel explained = random.builder().load(SampleMetadata.forest(boxed(reference)));
                BatchScorer scorer = explained.openScorer(1)) {
            assertEquals(forest.nodes(), explained.nodes());
            scorer.batch().put(0, flow);
            scorer.score(1);
            for (final Reason reason :
                    scorer.explain(new int[] {0}, flow.length).getFirst()) {
                parts[Integer.parseInt(reason.feature().substring(1))] = reason.share();
            }
        }
        return parts;
    }

    private static List<Float> boxed(final float[] flow) {
        final List<Float> boxed = new ArrayList<>();
        for (final float value : flow) {
            boxed.add(value);
        }
        return boxed;
    }

    private static double[] byDefinition(final ForestModel forest, final float[] flow, final float[] reference) {
        final int features = flow.length;
        final float[][] mixtures = new float[1 << features][features];
        for (int subset = 0; subset < mixtures.length; subset++) {
            for (int feature = 0; feature < features; feature++) {
                mixtures[subset][feature] = (subset >> feature & 1) == 1 ? flow[feature] : reference[feature];
            }
        }
        final double[] scores = ForestModelTest.score(forest, mixtures, mixtures.length);
        final double[] parts = new double[features];
        for (int subset = 0; subset < mixtures.length; subset++) {
            final int size = Integer.bitCount(subset);
            for (int feature = 0; feature < features; feature++) {
                if ((subset >> feature & 1) == 0) {
                    final double weight = factorial(size) * factorial(features - size - 1) / factorial(features);
                    parts[feature] += weight * (scores[subset | 1 << feature] - scores[subset]);
                }
            }
        }
        return parts;
    }

    private static double factorial(final int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }
}
