package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final List<Feature> FEATURES = List.of(new Feature("packets", FeatureUnit.PACKETS, true, 0));
    private static final LocalDateTime MONDAY = LocalDateTime.of(2017, 7, 3, 9, 0);

    private static Flow flow(final String source, final String label, final int line, final LocalDateTime time) {
        return new Flow(
                new float[] {line},
                Label.of(label),
                Optional.ofNullable(time),
                source,
                line,
                new Fingerprint(line, source.hashCode()));
    }

    /** Two files; the first in shuffled time order over five days, the second without times. */
    private static FlowSet week(final int flows, final long seed) {
        final List<Flow> all = new ArrayList<>();
        final List<Integer> minutes = new ArrayList<>();
        for (int i = 0; i < flows; i++) {
            minutes.add(i);
        }
        Collections.shuffle(minutes, new Random(seed));
        final String[] labels = {"BENIGN", "DDoS", "PortScan"};
        for (int i = 0; i < flows; i++) {
            final int minute = minutes.get(i);
            all.add(flow("timed", labels[i % 3], i, MONDAY.plusDays(minute % 5).plusMinutes(minute)));
        }
        for (int i = 0; i < flows; i++) {
            all.add(flow("untimed", labels[i % 2], i, null));
        }
        return new FlowSet(FEATURES, all);
    }

    @Test
    void everyFlowIsOnExactlyOneSideOfARandomOrATimeOrderedSplit() {
        final Random random = new Random(1);
        for (int attempt = 0; attempt < 50; attempt++) {
            final int size = attempt == 0 ? 0 : random.nextInt(201);
            final double share = random.nextDouble(0.05, 0.95);
            final long seed = random.nextLong();
            final FlowSet flows = week(size, seed);
            for (final SplitRule rule : List.of(new RandomSplit(share, seed), new TimeOrderedSplit(share))) {
                final String attempted = "%d flows, seed %d, %s".formatted(size, seed, rule);
                final Split split = rule.split(flows);
                final Set<Flow> both = new HashSet<>(split.training().flows());
                both.addAll(split.test().flows());
                assertEquals(2 * size, both.size(), attempted);
                assertEquals(2 * size, split.training().size() + split.test().size(), attempted);
                assertEquals(split, rule.split(flows), attempted);
            }
        }
    }

    @Test
    void aRandomSplitKeepsTheProportionOfEveryLabelAndDependsOnItsSeed() {
        final FlowSet flows = week(300, 1);
        final Split split = new RandomSplit(0.2, 7).split(flows);
        assertEquals(
                20,
                split.test()
                        .from("timed")
                        .where(flow -> flow.label().name().equals("DDoS"))
                        .size());
        assertEquals(30, split.test().from("untimed").benign().size());
        assertTrue(!split.equals(new RandomSplit(0.2, 8).split(flows)));
    }

    @Test
    void aTimeOrderedSplitTestsWithTheLatestFlowsOfEachLabelAndDay() {
        final Split split = new TimeOrderedSplit(0.25).split(week(300, 1));
        for (final Flow test : split.test().flows()) {
            for (final Flow known : split.training().flows()) {
                final boolean sameGroup = known.source().equals(test.source())
                        && known.label().equals(test.label())
                        && known.time()
                                .map(LocalDateTime::toLocalDate)
                                .equals(test.time().map(LocalDateTime::toLocalDate));
                if (sameGroup) {
                    assertTrue(
                            known.time().isPresent()
                                    ? known.time().get().isBefore(test.time().orElseThrow())
                                    : known.line() < test.line());
                }
            }
        }
        assertEquals(76, split.test().from("untimed").size());
    }

    @Test
    void aDaySplitKeepsDaysApart() {
        final Split split = new DaySplit(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY)).split(week(50, 1));
        assertEquals(20, split.training().size());
        assertEquals(30, split.test().size());
        assertTrue(split.test().flows().stream()
                .noneMatch(flow -> flow.time().orElseThrow().getDayOfWeek() == DayOfWeek.MONDAY));
    }

    @Test
    void aFamilySplitLearnsNothingOfTheFamilyInAnyFile() {
        final FlowSet flows = week(300, 1);
        final Split split = new FamilySplit("DDoS", new TimeOrderedSplit(0.25)).split(flows);
        assertTrue(split.training().flows().stream()
                .noneMatch(flow -> flow.label().name().equals("DDoS")));
        assertEquals(
                flows.where(flow -> flow.label().name().equals("DDoS")).size(),
                split.test().attacks().size());
        assertTrue(split.test().benign().size() > 0);
        assertTrue(split.training().attacks().size() > 0);
    }
}
