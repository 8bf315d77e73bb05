package org.aegisnet.training.card;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plot of each feature's part in the gain of a forest's splits.
 *
 * @param importances by the feature's name, summing to 1
 */
public record ImportancePlot(Map<String, Double> importances) {
    public ImportancePlot {
        importances = new LinkedHashMap<>(importances);
    }

    /** The plot as SVG, the largest part on top. */
    public String draw() {
        return new BarChart(
                        "Part of each feature in the gain of the splits in training",
                        importances.entrySet().stream()
                                .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
                                .map(entry -> new BarChart.Bar(entry.getKey(), entry.getValue()))
                                .toList())
                .svg();
    }
}
