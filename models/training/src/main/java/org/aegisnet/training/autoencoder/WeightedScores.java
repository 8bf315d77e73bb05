package org.aegisnet.training.autoencoder;

import java.util.Comparator;
import java.util.List;

/** Scores of flows that do not all count the same, in ascending order. Immutable. */
final class WeightedScores {
    private final List<WeightedScore> ascending;
    private final double total;

    private WeightedScores(final List<WeightedScore> ascending) {
        this.ascending = ascending;
        this.total = ascending.stream().mapToDouble(WeightedScore::weight).sum();
    }

    /** @param scores one or more, in any order */
    static WeightedScores of(final List<WeightedScore> scores) {
        return new WeightedScores(scores.stream()
                .sorted(Comparator.comparingDouble(WeightedScore::score))
                .toList());
    }

    double largest() {
        return ascending.getLast().score();
    }

    /**
     * The lowest of the scores that at most a share of the flows reach; just above all of them where the flows are too few for the share.
     *
     * @param share above 0, at most 1
     */
    double threshold(final double share) {
        double reaching = 0;
        double threshold = Math.nextUp(largest());
        for (int i = ascending.size() - 1; i >= 0; i--) {
            reaching += ascending.get(i).weight();
            if (reaching > share * total) {
                return threshold;
            }
            threshold = ascending.get(i).score();
        }
        return threshold;
    }

    /** The lowest score that a share of the flows, 0 to 1, do not exceed. */
    double quantile(final double share) {
        double below = 0;
        for (final WeightedScore score : ascending) {
            below += score.weight();
            if (below >= share * total) {
                return score.score();
            }
        }
        return largest();
    }
}
