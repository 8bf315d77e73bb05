package org.aegisnet.training.evaluation;

import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.training.data.FlowSet;

/** A model file as it is used in NiFi, by the same engine. Does not close the model. */
public final class ModelDetector implements Detector {
    private static final int BATCH = 1024;

    private final FlowModel model;

    public ModelDetector(final FlowModel model) {
        this.model = model;
    }

    @Override
    public double[] scores(final FlowSet flows) {
        final double[] scores = new double[flows.size()];
        try (BatchScorer scorer = model.openScorer(BATCH)) {
            for (int first = 0; first < scores.length; first += BATCH) {
                final int rows = Math.min(BATCH, scores.length - first);
                for (int row = 0; row < rows; row++) {
                    scorer.batch().put(row, flows.flows().get(first + row).features());
                }
                scorer.score(rows);
                for (int row = 0; row < rows; row++) {
                    scores[first + row] = scorer.scoreOf(row);
                }
            }
        }
        return scores;
    }

    @Override
    public double defaultThreshold() {
        return model.metadata().defaultThreshold();
    }

    @Override
    public double threshold(final double falsePositiveRate) {
        return model.metadata()
                .thresholdFor(falsePositiveRate)
                .orElseThrow(
                        () -> new IllegalArgumentException("Model %s has no threshold for a false positive rate of %s"
                                .formatted(model.metadata().id(), falsePositiveRate)))
                .score();
    }
}
