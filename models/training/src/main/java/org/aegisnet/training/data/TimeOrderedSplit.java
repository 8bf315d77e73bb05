package org.aegisnet.training.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns from what came first and tests with what came later, within each label of each file and day; where a file has no times, the order
 * of its rows stands for them.
 *
 * @param testShare the share of flows to test with, between 0 and 1; the latest
 */
public record TimeOrderedSplit(double testShare) implements SplitRule {
    private static final Comparator<Flow> BY_TIME =
            Comparator.comparing(flow -> flow.time().orElse(LocalDateTime.MIN));

    public TimeOrderedSplit {
        Shares.check(testShare);
    }

    @Override
    public Split split(final FlowSet flows) {
        final Map<String, List<Flow>> groups = new TreeMap<>();
        for (final Flow flow : flows.flows()) {
            final String day = flow.time()
                    .map(LocalDateTime::toLocalDate)
                    .map(LocalDate::toString)
                    .orElse("");
            groups.computeIfAbsent(
                            flow.source() + '\n' + day + '\n' + flow.label().name(), key -> new ArrayList<>())
                    .add(flow);
        }
        final Set<Flow> test = new HashSet<>();
        for (final List<Flow> group : groups.values()) {
            group.sort(BY_TIME);
            test.addAll(group.subList(group.size() - Shares.of(testShare, group.size()), group.size()));
        }
        return new Split(flows.where(flow -> !test.contains(flow)), flows.where(test::contains));
    }
}
