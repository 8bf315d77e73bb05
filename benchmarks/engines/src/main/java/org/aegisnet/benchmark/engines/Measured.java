package org.aegisnet.benchmark.engines;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** Median nanoseconds an operation of every benchmark that JMH has run. Immutable. */
final class Measured {
    private static final double MEDIAN = 50;

    private final Map<String, Statistics> times = new HashMap<>();

    Measured(final Collection<RunResult> results) {
        for (final RunResult result : results) {
            final String nodes = result.getParams().getParam("nodes");
            final String benchmark = result.getParams().getBenchmark();
            final String method = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1);
            times.put(
                    nodes == null ? method : method + ' ' + nodes,
                    result.getPrimaryResult().getStatistics());
        }
    }

    /** @param name class, method and, if there is one, the number of nodes: {@code ForestBenchmark.batchSmile 50000} */
    double nanoseconds(final String name) {
        if (!times.containsKey(name)) {
            throw new IllegalStateException("No benchmark %s has run; there are %s".formatted(name, times.keySet()));
        }
        return times.get(name).getPercentile(MEDIAN);
    }
}
