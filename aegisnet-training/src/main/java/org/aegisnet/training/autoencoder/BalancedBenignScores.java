package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aegisnet.scoring.model.BenignQuantiles;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.training.data.Flow;

/** The scores of benign flows that the model has not learnt from, every network counting by its weight. Immutable. */
public final class BalancedBenignScores {
    private static final List<Double> FALSE_POSITIVE_RATES = List.of(0.05, 0.01, 0.005, 0.001);

    /** Dense where alerts are decided. */
    private static final double[] PROBABILITIES = {
        0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985,
        0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 1
    };

    private final WeightedScores scores;

    private BalancedBenignScores(final WeightedScores scores) {
        this.scores = scores;
    }

    /** Scores the flows of networks; one flow or more. */
    public static BalancedBenignScores of(final TrainedAutoencoder autoencoder, final List<BenignTraffic> heldOut) {
        final List<WeightedScore> scores = new ArrayList<>();
        for (final BenignTraffic network : heldOut) {
            for (final Flow flow : network.flows().flows()) {
                scores.add(new WeightedScore(
                        autoencoder.reconstruct(flow.features()).score(), network.weightOfFlow()));
            }
        }
        return new BalancedBenignScores(WeightedScores.of(scores));
    }

    /** These scores and others. */
    public BalancedBenignScores and(final BalancedBenignScores others) {
        return new BalancedBenignScores(scores.and(others.scores));
    }

    /** The lowest threshold that keeps within each of 5, 1, 0.5 and 0.1 % false positives. */
    public List<Threshold> thresholds() {
        return FALSE_POSITIVE_RATES.stream()
                .map(rate -> new Threshold(rate, threshold(rate)))
                .toList();
    }

    /**
     * The lowest threshold that at most a share of the flows reach; just above all scores if the flows are too few for the share.
     *
     * @param falsePositiveRate above 0, at most 1
     */
    public double threshold(final double falsePositiveRate) {
        return scores.threshold(falsePositiveRate);
    }

    /** Where the scores lie. */
    public BenignQuantiles quantiles() {
        return new BenignQuantiles(
                PROBABILITIES,
                Arrays.stream(PROBABILITIES).map(scores::quantile).toArray());
    }
}
