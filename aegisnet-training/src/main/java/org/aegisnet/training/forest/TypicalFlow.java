package org.aegisnet.training.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/**
 * The benign flow that is closest to all others (the medoid): a real flow, unlike a row of means. Distances count ranks, so that neither units nor
 * a few huge flows decide. Every file has the same weight.
 *
 * <p>Flows with a TCP window on both sides are preferred, because nearly all findings of a forest are TCP. Otherwise a report could say "typically
 * 0 bytes" of TCP windows, although only flows without TCP lack a window.
 */
final class TypicalFlow {
    private static final int MAX_OF_A_FILE = 400;

    /** @param benign one or more flows */
    List<Float> of(final FlowSet benign) {
        final FlowSet withWindows = withWindows(benign);
        final List<Flow> sample = sample(withWindows.size() > 0 ? withWindows : benign);
        final double[][] ranks = ranks(sample, benign.features().size());
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int candidate = 0; candidate < ranks.length; candidate++) {
            double distance = 0;
            for (final double[] other : ranks) {
                distance += distance(ranks[candidate], other);
            }
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        final List<Float> typical = new ArrayList<>();
        for (final float value : sample.get(best).features()) {
            typical.add(value);
        }
        return typical;
    }

    /** All of the flows if windows are not among the features. */
    private static FlowSet withWindows(final FlowSet flows) {
        final int[] windows = IntStream.range(0, flows.features().size())
                .filter(column -> ForestFeatures.WINDOWS.contains(
                        flows.features().get(column).name()))
                .toArray();
        return flows.where(flow -> IntStream.of(windows).allMatch(column -> flow.feature(column) > 0));
    }

    private static List<Flow> sample(final FlowSet benign) {
        final List<Flow> sample = new ArrayList<>();
        for (final String source :
                benign.flows().stream().map(Flow::source).distinct().toList()) {
            final List<Flow> flows = benign.from(source).flows();
            final int taken = Math.min(MAX_OF_A_FILE, flows.size());
            for (int i = 0; i < taken; i++) {
                sample.add(flows.get((int) ((long) i * flows.size() / taken)));
            }
        }
        return sample;
    }

    private static double[][] ranks(final List<Flow> flows, final int features) {
        final double[][] ranks = new double[flows.size()][features];
        for (int feature = 0; feature < features; feature++) {
            final float[] ascending = new float[flows.size()];
            for (int i = 0; i < ascending.length; i++) {
                ascending[i] = flows.get(i).feature(feature);
            }
            Arrays.sort(ascending);
            for (int i = 0; i < ascending.length; i++) {
                ranks[i][feature] = middleRank(ascending, flows.get(i).feature(feature));
            }
        }
        return ranks;
    }

    /** Equal values have one rank, in the middle of theirs. */
    private static double middleRank(final float[] ascending, final float value) {
        int first = Arrays.binarySearch(ascending, value);
        int last = first;
        while (first > 0 && ascending[first - 1] == value) {
            first--;
        }
        while (last + 1 < ascending.length && ascending[last + 1] == value) {
            last++;
        }
        return (first + last) / 2.0;
    }

    private static double distance(final double[] one, final double[] other) {
        double sum = 0;
        for (int feature = 0; feature < one.length; feature++) {
            sum += Math.abs(one[feature] - other[feature]);
        }
        return sum;
    }
}
