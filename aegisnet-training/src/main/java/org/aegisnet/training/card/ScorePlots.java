package org.aegisnet.training.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.training.evaluation.DetectionMetrics;
import org.aegisnet.training.evaluation.DetectionMetrics.Point;

/**
 * Plots of the distribution, precision, recall and reliability of scores.
 *
 * @param title the name of the scores
 * @param scores of each network
 * @param attack for each score whether the flow is an attack
 */
public record ScorePlots(String title, Map<String, double[]> scores, Map<String, boolean[]> attack) {
    private static final int BINS = 40;
    private static final int RELIABILITY_BINS = 10;
    private static final double MIN_SHARE = 1e-4;

    public ScorePlots {
        scores = new LinkedHashMap<>(scores);
        attack = new LinkedHashMap<>(attack);
    }

    /**
     * Draws all plots.
     *
     * @param probabilities whether scores are probabilities, so that it makes sense to ask how reliable they are
     * @return SVG by the name of the plot
     */
    public Map<String, String> draw(final boolean probabilities) {
        final Map<String, String> plots = new LinkedHashMap<>();
        plots.put("precision-recall", precisionRecall().svg());
        plots.put("scores", distributions().svg());
        if (probabilities) {
            plots.put("reliability", reliability().svg());
        }
        return plots;
    }

    private LineChart precisionRecall() {
        final List<LineChart.Line> lines = new ArrayList<>();
        for (final String network : scores.keySet()) {
            final DetectionMetrics metrics = new DetectionMetrics(scores.get(network), attack.get(network));
            if (metrics.attacks() > 0 && metrics.benign() > 0) {
                lines.add(new LineChart.Line(network, false, metrics.precisionRecallCurve()));
            }
        }
        return new LineChart("Precision and recall, " + title, Axis.share("recall"), Axis.share("precision"), lines);
    }

    private LineChart distributions() {
        double highest = 1;
        for (final double[] ofNetwork : scores.values()) {
            for (final double score : ofNetwork) {
                highest = Math.max(highest, score);
            }
        }
        final double scale = highest > 1 ? Math.log1p(highest) : 1;
        final List<LineChart.Line> lines = new ArrayList<>();
        for (final String network : scores.keySet()) {
            for (final boolean attacks : new boolean[] {false, true}) {
                final List<Point> points = histogram(network, attacks, highest > 1, scale);
                if (!points.isEmpty()) {
                    lines.add(new LineChart.Line(network + (attacks ? ", attacks" : ", benign"), attacks, points));
                }
            }
        }
        return new LineChart(
                "Distribution of the scores, " + title,
                Axis.share(highest > 1 ? "score (logarithm of 1 + score, as a share of the highest)" : "score"),
                Axis.logarithmicShare("share of flows"),
                lines);
    }

    private List<Point> histogram(
            final String network, final boolean attacks, final boolean logarithmic, final double scale) {
        final double[] values = scores.get(network);
        final boolean[] truth = attack.get(network);
        final long[] counts = new long[BINS];
        long total = 0;
        for (int i = 0; i < values.length; i++) {
            if (truth[i] == attacks) {
                final double position = (logarithmic ? Math.log1p(values[i]) : values[i]) / scale;
                counts[Math.clamp((int) (position * BINS), 0, BINS - 1)]++;
                total++;
            }
        }
        final List<Point> points = new ArrayList<>();
        for (int bin = 0; bin < BINS && total > 0; bin++) {
            final double share = Math.log10(Math.max(MIN_SHARE, (double) counts[bin] / total));
            points.add(new Point((double) bin / BINS, share));
            points.add(new Point((bin + 1.0) / BINS, share));
        }
        return points;
    }

    private LineChart reliability() {
        final List<LineChart.Line> lines = new ArrayList<>();
        for (final String network : scores.keySet()) {
            final DetectionMetrics metrics = new DetectionMetrics(scores.get(network), attack.get(network));
            if (metrics.attacks() > 0 && metrics.benign() > 0) {
                lines.add(new LineChart.Line(
                        network,
                        false,
                        metrics.reliability(RELIABILITY_BINS).stream()
                                .map(bin -> new Point(bin.meanScore(), bin.attackShare()))
                                .toList()));
            }
        }
        lines.add(new LineChart.Line("a perfect probability", true, List.of(new Point(0, 0), new Point(1, 1))));
        return new LineChart(
                "Share of attacks among the flows of that score, " + title,
                Axis.share("score"),
                Axis.share("share of attacks"),
                lines);
    }
}
