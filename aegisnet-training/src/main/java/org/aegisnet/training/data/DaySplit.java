package org.aegisnet.training.data;

import java.time.DayOfWeek;
import java.util.Set;

/**
 * Split by days of the week: some days are for learning, the others, with other attacks, for testing. Flows without a time are left out of both
 * parts.
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
