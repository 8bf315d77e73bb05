package org.aegisnet.training.autoencoder;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    WeightedScores and(final WeightedScores others) {
        return of(Stream.concat(ascending.stream(), others.ascending.stream()).toList());
    }

    double largest() {
        return ascending.getLast().score();
    }

    /**
     * The lowest threshold that at most a share of the flows reach. It is the middle between the highest score below it and the next one above.
     * If the flows are too few for the share, it is just above all scores.
     *
     * @param share above 0, at most 1
     */
    double threshold(final double share) {
        double reaching = 0;
        for (int i = ascending.size() - 1; i >= 0; i--) {
            reaching += ascending.get(i).weight();
            if (reaching > share * total) {
                final double below = ascending.get(i).score();
                return Math.max(Math.nextUp(below), (below + nextAbove(i)) / 2);
            }
        }
        return ascending.getFirst().score();
    }

    /** The next larger score, or the score itself if it is the largest. */
    private double nextAbove(final int index) {
        int next = index;
        while (next < ascending.size() - 1
                && ascending.get(next).score() <= ascending.get(index).score()) {
            next++;
        }
        return ascending.get(next).score();
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
