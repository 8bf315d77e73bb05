package org.aegisnet.training.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flows of one label, file and day, in order of time; if a file has no times, the order of its rows stands for them. */
final class TimeOrder {
    private static final Comparator<Flow> BY_TIME =
            Comparator.comparing(flow -> flow.time().orElse(LocalDateTime.MIN));

    private TimeOrder() {}

    static List<List<Flow>> groups(final FlowSet flows) {
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
        groups.values().forEach(group -> group.sort(BY_TIME));
        return List.copyOf(groups.values());
    }
}
