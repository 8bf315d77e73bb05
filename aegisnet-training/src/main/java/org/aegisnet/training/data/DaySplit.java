package org.aegisnet.training.data;

import java.time.DayOfWeek;
import java.util.Set;

/**
 * Learns from some days of the week and tests with the others, of which the attacks are other ones. Flows without a time are in neither part.
 *
 * @param trainingDays the days to learn from
 */
public record DaySplit(Set<DayOfWeek> trainingDays) implements SplitRule {
    public DaySplit {
        trainingDays = Set.copyOf(trainingDays);
    }

    @Override
    public Split split(final FlowSet flows) {
        return new Split(flows.where(flow -> isOn(flow, true)), flows.where(flow -> isOn(flow, false)));
    }

    private boolean isOn(final Flow flow, final boolean trainingDay) {
        return flow.time()
                .filter(time -> trainingDays.contains(time.getDayOfWeek()) == trainingDay)
                .isPresent();
    }
}
