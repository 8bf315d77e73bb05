package org.aegisnet.benchmark.recordpath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The times of all rounds, and what is told of them: medians, and the median of the ratios within a round. For one thread. */
final class Results {
    private final Map<Scenario, List<Map<Candidate, Times>>> rounds = new LinkedHashMap<>();

    void add(final Scenario scenario, final Map<Candidate, Times> times) {
        rounds.computeIfAbsent(scenario, key -> new ArrayList<>()).add(new EnumMap<>(times));
    }

    /** A table in Markdown, a line for each candidate. */
    List<String> table() {
        final List<String> lines = new ArrayList<>();
        lines.add(
                "| records | processor | task time, µs a record | x ConvertRecord | processor time, µs a record | x ConvertRecord |");
        lines.add("|---|---|---|---|---|---|");
        rounds.forEach((scenario, times) -> {
            for (final Candidate candidate : scenario.candidates()) {
                final Candidate peer = scenario.candidates().getFirst();
                lines.add("| %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                scenario.title(),
                                candidate.title(),
                                summary(times, round -> round.get(candidate).taskMicroseconds()),
                                summary(
                                        times,
                                        round -> round.get(candidate).taskMicroseconds()
                                                / round.get(peer).taskMicroseconds()),
                                summary(times, round -> round.get(candidate).processorMicroseconds()),
                                summary(
                                        times,
                                        round -> round.get(candidate).processorMicroseconds()
                                                / round.get(peer).processorMicroseconds())));
            }
        });
        return lines;
    }

    private static String summary(
            final List<Map<Candidate, Times>> rounds, final ToDoubleFunction<Map<Candidate, Times>> figure) {
        return summary(rounds.stream().mapToDouble(figure).toArray());
    }

    private static String summary(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        final double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return String.format(Locale.ROOT, "%.2f (%.2f - %.2f)", median, sorted[0], sorted[sorted.length - 1]);
    }
}
