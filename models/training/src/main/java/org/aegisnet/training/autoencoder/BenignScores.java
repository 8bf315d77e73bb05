package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aegisnet.scoring.model.BenignQuantiles;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.training.data.Flow;

/** The scores of benign flows that the model has not learnt from, every network counting by its weight. Immutable. */
public final class BenignScores {
    private static final double[] FALSE_POSITIVE_RATES = {0.05, 0.01, 0.005, 0.001};

    /** Dense where alerts are decided. */
    private static final double[] PROBABILITIES = {
        0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.975, 0.98, 0.985,
        0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995, 1
    };

    private record Scored(double score, double weight) {}

    private final List<Scored> ascending;
    private final double weights;

    private BenignScores(final List<Scored> ascending) {
        this.ascending = ascending;
        this.weights = ascending.stream().mapToDouble(Scored::weight).sum();
    }

    /** Scores the flows of networks; one flow or more. */
    public static BenignScores of(final TrainedAutoencoder autoencoder, final List<BenignTraffic> heldOut) {
        final List<Scored> scores = new ArrayList<>();
        for (final BenignTraffic network : heldOut) {
            for (final Flow flow : network.flows().flows()) {
                scores.add(new Scored(autoencoder.reconstruct(flow.features()).score(), network.weightOfFlow()));
            }
        }
        scores.sort(Comparator.comparingDouble(Scored::score));
        return new BenignScores(List.copyOf(scores));
    }

    /** The lowest score that keeps within each of 5, 1, 0.5 and 0.1 % false positives. */
    public List<Threshold> thresholds() {
        final List<Threshold> thresholds = new ArrayList<>();
        for (final double rate : FALSE_POSITIVE_RATES) {
            thresholds.add(new Threshold(rate, threshold(rate)));
        }
        return thresholds;
    }

    /**
     * The lowest of the scores that at most a share of the flows reach; just above all of them where the flows are too few for the share.
     *
     * @param falsePositiveRate above 0, at most 1
     */
    public double threshold(final double falsePositiveRate) {
        double above = 0;
        double threshold = Math.nextUp(ascending.getLast().score());
        for (int i = ascending.size() - 1; i >= 0; i--) {
            above += ascending.get(i).weight();
            if (above > falsePositiveRate * weights) {
                return threshold;
            }
            threshold = ascending.get(i).score();
        }
        return threshold;
    }

    /** Where the scores lie. */
    public BenignQuantiles quantiles() {
        final double[] scores = new double[PROBABILITIES.length];
        int at = 0;
        double below = ascending.getFirst().weight();
        for (int i = 0; i < scores.length; i++) {
            while (at < ascending.size() - 1 && below < PROBABILITIES[i] * weights) {
                at++;
                below += ascending.get(at).weight();
            }
            scores[i] = i == scores.length - 1
                    ? ascending.getLast().score()
                    : ascending.get(at).score();
        }
        return new BenignQuantiles(PROBABILITIES, scores);
    }
}
