package org.aegisnet.training.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Split by time within each label of each file and day: earlier flows are for learning, later ones for testing. If a file does not have times,
 * the order of its rows is used instead.
 *
 * @param testShare the share of flows to test with, between 0 and 1; the latest
 */
public record TimeOrderedSplit(double testShare) implements SplitRule {
    public TimeOrderedSplit {
        Shares.check(testShare);
    }

    @Override
    public Split split(final FlowSet flows) {
        final Set<Flow> test = new HashSet<>();
        for (final List<Flow> group : TimeOrder.groups(flows)) {
            test.addAll(group.subList(group.size() - Shares.of(testShare, group.size()), group.size()));
        }
        return new Split(flows.where(flow -> !test.contains(flow)), flows.where(test::contains));
    }
}
