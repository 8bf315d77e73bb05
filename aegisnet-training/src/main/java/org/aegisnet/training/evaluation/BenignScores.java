package org.aegisnet.training.evaluation;

import java.util.Arrays;
import java.util.List;
import org.aegisnet.scoring.model.BenignQuantiles;
import org.aegisnet.scoring.model.Threshold;

/** The scores of benign flows that a model has not learnt from: where its thresholds come from. Immutable. */
public final class BenignScores {
    /** The rates of false positives for which a model file gives thresholds. */
    public static final List<Double> FALSE_POSITIVE_RATES = List.of(0.05, 0.01, 0.005, 0.001);

    private static final double[] PROBABILITIES = {
        0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99,
        0.9925, 0.995, 0.996, 0.997, 0.998, 0.9985, 0.999, 0.9995, 1
    };

    private final double[] ascending;

    /** @param scores one or more, in any order */
    public BenignScores(final double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("Thresholds need benign flows that were held out; they are missing");
        }
        this.ascending = scores.clone();
        Arrays.sort(ascending);
    }

    /**
     * The lowest threshold that at most a share of the benign flows reaches. It is the middle between the highest score below it and the next
     * one above.
     *
     * @param falsePositiveRate above 0, at most 1
     */
    public Threshold threshold(final double falsePositiveRate) {
        final int allowed = (int) Math.floor(falsePositiveRate * ascending.length + 1e-9);
        if (allowed >= ascending.length) {
            return new Threshold(falsePositiveRate, ascending[0]);
        }
        final double below = ascending[ascending.length - 1 - allowed];
        int next = ascending.length - allowed;
        while (next < ascending.length && ascending[next] <= below) {
            next++;
        }
        final double score = next < ascending.length ? (below + ascending[next]) / 2 : Math.nextUp(below);
        return new Threshold(falsePositiveRate, Math.max(score, Math.nextUp(below)));
    }

    /** The thresholds for all of {@link #FALSE_POSITIVE_RATES}. */
    public List<Threshold> thresholds() {
        return FALSE_POSITIVE_RATES.stream().map(this::threshold).toList();
    }

    /** The quantiles of benign scores, finest at the upper end. */
    public BenignQuantiles quantiles() {
        final double[] scores = new double[PROBABILITIES.length];
        for (int i = 0; i < scores.length; i++) {
            final double position = PROBABILITIES[i] * (ascending.length - 1);
            final int lower = (int) position;
            final int upper = Math.min(lower + 1, ascending.length - 1);
            scores[i] = Math.fma(position - lower, ascending[upper] - ascending[lower], ascending[lower]);
        }
        for (int i = 1; i < scores.length; i++) {
            scores[i] = Math.max(scores[i], scores[i - 1]);
        }
        return new BenignQuantiles(PROBABILITIES, scores);
    }
}
