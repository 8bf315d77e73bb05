package org.aegisnet.scoring.loading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SelfTest;

/**
 * Run of a model's self-test. The model scores the flows of its self-test, then the same flows alone, in other orders and among other
 * neighbours. A score must be the expected one, and must have the same bits in any batch. Used once.
 */
final class SelfTestRun {
    /** Flows that are scored in other batches, too. */
    private static final int MAX_REPEATED = 64;

    /** Values that are typical of flow fields, and values that do not occur in flows. */
    private static final float[] MADE_UP = {0, 1, 443, 1500, 65_535, 1e6f, 1e12f, 0.25f};

    private static final int NEIGHBOURS = 5;

    private final FlowModel model;

    SelfTestRun(final FlowModel model) {
        this.model = model;
    }

    /** @throws ModelRejectedException if a score is another than the expected one, or depends on the batch */
    void check() throws ModelRejectedException {
        final SelfTest selfTest = model.metadata().selfTest();
        final double[] scores = score(selfTest.rows());
        for (int row = 0; row < scores.length; row++) {
            final double expected = selfTest.scores().get(row);
            if (!SelfTest.agrees(expected, scores[row])) {
                throw new ModelRejectedException(
                        "Model %s gives its self-test flow %d the score %s, but its maker recorded %s"
                                .formatted(model.metadata().id(), row + 1, scores[row], expected));
            }
        }
        checkOtherBatches(selfTest.rows());
    }

    private void checkOtherBatches(final List<float[]> selfTest) throws ModelRejectedException {
        final List<float[]> madeUp = madeUp();
        final List<float[]> flows = new ArrayList<>(selfTest.subList(0, Math.min(selfTest.size(), MAX_REPEATED)));
        flows.addAll(madeUp);
        final double[] scores = score(flows);
        final double[] backwards = score(flows.reversed());
        for (int row = 0; row < scores.length; row++) {
            checkSame(scores[row], backwards[scores.length - 1 - row]);
            checkSame(scores[row], score(List.of(flows.get(row)))[0]);
        }
        for (int row = 0; row < scores.length; row += NEIGHBOURS) {
            final List<float[]> some = flows.subList(row, Math.min(row + NEIGHBOURS, scores.length));
            final double[] apart = score(some);
            final List<float[]> amid = new ArrayList<>(madeUp);
            amid.addAll(some);
            amid.addAll(Collections.nCopies(NEIGHBOURS, flows.get(row)));
            final double[] among = score(amid);
            for (int i = 0; i < apart.length; i++) {
                checkSame(scores[row + i], apart[i]);
                checkSame(scores[row + i], among[madeUp.size() + i]);
            }
        }
    }

    private List<float[]> madeUp() {
        final int features = model.metadata().features().size();
        final List<float[]> flows = new ArrayList<>();
        for (int shift = 0; shift < MADE_UP.length; shift++) {
            final float[] flow = new float[features];
            for (int feature = 0; feature < features; feature++) {
                flow[feature] = MADE_UP[(feature + shift) % MADE_UP.length];
            }
            flows.add(flow);
        }
        final float[] zeros = new float[features];
        Arrays.fill(zeros, 0);
        flows.add(zeros);
        return flows;
    }

    private double[] score(final List<float[]> flows) {
        final double[] scores = new double[flows.size()];
        if (!flows.isEmpty()) {
            try (BatchScorer scorer = model.openScorer(flows.size())) {
                for (int row = 0; row < scores.length; row++) {
                    scorer.batch().put(row, flows.get(row));
                }
                scorer.score(scores.length);
                for (int row = 0; row < scores.length; row++) {
                    scores[row] = scorer.scoreOf(row);
                }
            }
        }
        return scores;
    }

    private void checkSame(final double one, final double other) throws ModelRejectedException {
        if (Double.doubleToLongBits(one) != Double.doubleToLongBits(other)) {
            throw new ModelRejectedException(
                    "Model %s gives one flow the score %s in one batch and %s in another; a score must depend on its own flow alone"
                            .formatted(model.metadata().id(), one, other));
        }
    }
}
