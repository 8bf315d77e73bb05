package org.aegisnet.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Parts at random, each label of each file in the same proportion. The kindest of the splits: flows of one burst end up on both sides.
 *
 * @param testShare the share of flows to test with, between 0 and 1
 * @param seed of the draw
 */
public record RandomSplit(double testShare, long seed) implements SplitRule {
    public RandomSplit {
        Shares.check(testShare);
    }

    @Override
    public Split split(final FlowSet flows) {
        final Map<String, List<Flow>> groups = new TreeMap<>();
        for (final Flow flow : flows.flows()) {
            groups.computeIfAbsent(flow.source() + '\n' + flow.label().name(), key -> new ArrayList<>())
                    .add(flow);
        }
        final Random random = new Random(seed);
        final Set<Flow> test = new HashSet<>();
        for (final List<Flow> group : groups.values()) {
            Collections.shuffle(group, random);
            test.addAll(group.subList(0, Shares.of(testShare, group.size())));
        }
        return new Split(flows.where(flow -> !test.contains(flow)), flows.where(test::contains));
    }
}
