package org.aegisnet.scoring.loading;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;

/** Models whose scores depend on the batch, which the self-test finds where the guard does not. */
class SelfTestRunTest {
    private record FakeModel(ToDoubleBiFunction<float[][], Integer> score) implements FlowModel {
        @Override
        public ModelMetadata metadata() {
            return SampleMetadata.autoencoder(2);
        }

        @Override
        public String engine() {
            return "none";
        }

        @Override
        public BatchScorer openScorer(final int rows) {
            return new FakeScorer(score, new FeatureBatch(2, rows));
        }

        @Override
        public void close() {
            // There is nothing to release.
        }
    }

    private static final class FakeScorer implements BatchScorer {
        private final ToDoubleBiFunction<float[][], Integer> score;
        private final FeatureBatch batch;
        private float[][] flows = new float[0][];

        private FakeScorer(final ToDoubleBiFunction<float[][], Integer> score, final FeatureBatch batch) {
            this.score = score;
            this.batch = batch;
        }

        @Override
        public FeatureBatch batch() {
            return batch;
        }

        @Override
        public void score(final int rows) {
            flows = new float[rows][2];
            for (int row = 0; row < rows; row++) {
                batch.copyRow(row, flows[row]);
            }
        }

        @Override
        public double scoreOf(final int row) {
            return score.applyAsDouble(flows, row);
        }

        @Override
        public List<List<Reason>> explain(final int[] rows, final int limit) {
            return List.of();
        }

        @Override
        public void close() {
            // There is nothing to release.
        }
    }

    private static void refuses(final ToDoubleBiFunction<float[][], Integer> score) {
        final String refusal = assertThrows(
                        ModelRejectedException.class, () -> new SelfTestRun(new FakeModel(score)).check())
                .getMessage();
        assertTrue(refusal.startsWith("Model sample 1.0.0 gives one flow the score "), refusal);
    }

    @Test
    void takesScoresOfTheFlowAlone() {
        assertDoesNotThrow(() -> new SelfTestRun(new FakeModel((flows, row) -> flows[row][0])).check());
        assertDoesNotThrow(() -> new SelfTestRun(new FakeModel((flows, row) -> Double.NaN)).check());
    }

    @Test
    void refusesScoresThatDependOnTheNumberTheOrderOrTheValuesOfOthers() {
        refuses((flows, row) -> flows.length);
        refuses((flows, row) -> row % 2);
        refuses((flows, row) -> flows[0][0]);
        refuses((flows, row) -> flows[flows.length - 1][1]);
        refuses((flows, row) -> row > 0 && flows[row - 1][0] == 65_535 ? 1 : 0);
    }

    @Test
    void refusesScoresThatDifferInTheLastBit() {
        refuses((flows, row) -> row < 4 ? 1 : Math.nextUp(1.0));
    }
}
