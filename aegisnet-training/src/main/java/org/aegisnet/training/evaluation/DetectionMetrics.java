package org.aegisnet.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Metrics of how well scores tell attacks from benign flows. They are exact: scores are not binned or interpolated, and equal scores are one
 * step. Immutable.
 *
 * <p>The figures are those of scikit-learn's {@code roc_auc_score}, {@code average_precision_score}, {@code brier_score_loss} and
 * {@code roc_curve} on the same scores.
 */
public final class DetectionMetrics {
    /** From the highest score down: one entry for each distinct score. */
    private final double[] thresholds;

    private final long[] attacksAtLeast;
    private final long[] benignAtLeast;
    private final long attacks;
    private final long benign;
    private final double[] scores;
    private final boolean[] attack;

    /**
     * @param scores higher means more suspicious; finite
     * @param attack for each score whether the flow is an attack
     */
    public DetectionMetrics(final double[] scores, final boolean[] attack) {
        if (scores.length != attack.length) {
            throw new IllegalArgumentException("%d scores for %d flows".formatted(scores.length, attack.length));
        }
        this.scores = scores.clone();
        this.attack = attack.clone();
        final int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> -scores[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        final double[] distinct = new double[order.length];
        final long[] attackCounts = new long[order.length];
        final long[] benignCounts = new long[order.length];
        int steps = 0;
        long attacksSoFar = 0;
        long benignSoFar = 0;
        for (int i = 0; i < order.length; i++) {
            if (attack[order[i]]) {
                attacksSoFar++;
            } else {
                benignSoFar++;
            }
            if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
                distinct[steps] = scores[order[i]];
                attackCounts[steps] = attacksSoFar;
                benignCounts[steps] = benignSoFar;
                steps++;
            }
        }
        this.thresholds = Arrays.copyOf(distinct, steps);
        this.attacksAtLeast = Arrays.copyOf(attackCounts, steps);
        this.benignAtLeast = Arrays.copyOf(benignCounts, steps);
        this.attacks = attacksSoFar;
        this.benign = benignSoFar;
    }

    public long attacks() {
        return attacks;
    }

    public long benign() {
        return benign;
    }

    /** The chance that an attack scores higher than a benign flow, ties counting half; NaN without flows of both kinds. */
    public double rocAuc() {
        if (attacks == 0 || benign == 0) {
            return Double.NaN;
        }
        double pairs = 0;
        long attacksAbove = 0;
        long benignAbove = 0;
        for (int step = 0; step < thresholds.length; step++) {
            final long attacksHere = attacksAtLeast[step] - attacksAbove;
            final long benignHere = benignAtLeast[step] - benignAbove;
            pairs += benignHere * (attacksAbove + attacksHere / 2.0);
            attacksAbove = attacksAtLeast[step];
            benignAbove = benignAtLeast[step];
        }
        return pairs / attacks / benign;
    }

    /** The area under the precision-recall curve in steps (average precision); NaN without attacks. */
    public double averagePrecision() {
        if (attacks == 0) {
            return Double.NaN;
        }
        double sum = 0;
        long above = 0;
        for (int step = 0; step < thresholds.length; step++) {
            final double precision = (double) attacksAtLeast[step] / (attacksAtLeast[step] + benignAtLeast[step]);
            sum += (attacksAtLeast[step] - above) * precision;
            above = attacksAtLeast[step];
        }
        return sum / attacks;
    }

    /** The mean squared difference between score and truth; for scores that are probabilities. NaN without flows. */
    public double brierScore() {
        return IntStream.range(0, scores.length)
                .mapToDouble(index -> scores[index] - (attack[index] ? 1 : 0))
                .map(difference -> difference * difference)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The highest share of attacks that a threshold finds whose share of benign flows keeps within a budget.
     *
     * @param budget 0 to 1
     * @return NaN without flows of both kinds
     */
    public double recallAtFalsePositiveRate(final double budget) {
        if (attacks == 0 || benign == 0) {
            return Double.NaN;
        }
        long found = 0;
        for (int step = 0; step < thresholds.length && benignAtLeast[step] <= budget * benign; step++) {
            found = attacksAtLeast[step];
        }
        return (double) found / attacks;
    }

    /** The share of attacks that score at least a threshold; NaN without attacks. */
    public double recall(final double threshold) {
        return share(true, score -> score >= threshold);
    }

    /** The share of benign flows that score at least a threshold; NaN without benign flows. */
    public double falsePositiveRate(final double threshold) {
        return share(false, score -> score >= threshold);
    }

    private double share(final boolean ofAttacks, final DoublePredicate condition) {
        return IntStream.range(0, scores.length)
                .filter(index -> attack[index] == ofAttacks)
                .mapToDouble(index -> condition.test(scores[index]) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** The precision-recall curve, from the highest threshold down. */
    public List<Point> precisionRecallCurve() {
        final List<Point> points = new ArrayList<>();
        for (int step = 0; step < thresholds.length; step++) {
            points.add(new Point(
                    (double) attacksAtLeast[step] / attacks,
                    (double) attacksAtLeast[step] / (attacksAtLeast[step] + benignAtLeast[step])));
        }
        return points;
    }

    /**
     * The share of attacks among flows of similar scores.
     *
     * @param bins of equal width over 0 to 1; empty ones are left out
     */
    public List<ReliabilityBin> reliability(final int bins) {
        final double[] scoreSums = new double[bins];
        final long[] attackCounts = new long[bins];
        final long[] counts = new long[bins];
        for (int i = 0; i < scores.length; i++) {
            final int bin = binOf(scores[i], bins);
            scoreSums[bin] += scores[i];
            counts[bin]++;
            attackCounts[bin] += attack[i] ? 1 : 0;
        }
        return IntStream.range(0, bins)
                .filter(bin -> counts[bin] > 0)
                .mapToObj(bin -> new ReliabilityBin(
                        scoreSums[bin] / counts[bin], (double) attackCounts[bin] / counts[bin], counts[bin]))
                .toList();
    }

    /** A score on an edge belongs to the bin below it, as in scikit-learn. */
    private static int binOf(final double score, final int bins) {
        int bin = 0;
        while (bin + 1 < bins && (bin + 1) * (1.0 / bins) < score) {
            bin++;
        }
        return bin;
    }

    /** A point of a curve. */
    public record Point(double x, double y) {}

    /**
     * Flows of about one score.
     *
     * @param meanScore of the flows
     * @param attackShare how many of them are attacks, 0 to 1
     * @param flows their number
     */
    public record ReliabilityBin(double meanScore, double attackShare, long flows) {}
}
