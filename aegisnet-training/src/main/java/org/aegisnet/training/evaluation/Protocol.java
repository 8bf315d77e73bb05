package org.aegisnet.training.evaluation;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.aegisnet.training.data.DaySplit;
import org.aegisnet.training.data.FamilySplit;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.RandomSplit;
import org.aegisnet.training.data.Split;
import org.aegisnet.training.data.SplitRule;
import org.aegisnet.training.data.TimeOrderedSplit;

/**
 * Trains learners again and again on one part of the flows and judges them on the other. The flows must hold no duplicates.
 *
 * @param judge tells the figures
 * @param seeds one run for each, if the split is not the only thing that matters
 * @param progress hears what is being done
 */
public record Protocol(Evaluator judge, List<Long> seeds, Consumer<String> progress) {
    private static final double TEST_SHARE = 0.2;

    public Protocol {
        seeds = List.copyOf(seeds);
    }

    /** Learns from the first 80 % of each label, file and day; tests with the rest. */
    public ProtocolResult timeOrdered(final Learner learner, final FlowSet flows) {
        return run("time-ordered", new TimeOrderedSplit(TEST_SHARE), learner, flows);
    }

    /** Learns from 80 % drawn at random; the draw is the same for all seeds, so that the spread is the learner's own. */
    public ProtocolResult random(final Learner learner, final FlowSet flows) {
        return run("random", new RandomSplit(TEST_SHARE, seeds.getFirst()), learner, flows);
    }

    /** Learns from the first three days of the week; tests with the others, of which most attacks are new. */
    public ProtocolResult byDay(final Learner learner, final FlowSet flows) {
        return run(
                "by day",
                new DaySplit(Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY)),
                learner,
                flows);
    }

    private ProtocolResult run(final String name, final SplitRule rule, final Learner learner, final FlowSet flows) {
        final Split split = rule.split(flows);
        final List<List<Evaluation>> runs = new ArrayList<>();
        for (final long seed : seeds) {
            progress.accept("%s split, %s, seed %d".formatted(name, learner.name(), seed));
            runs.add(judge.judge(learner.learn(split.training(), seed), split.test()));
        }
        return new ProtocolResult(name, learner.name(), runs);
    }

    /** For each kind of attack: learns from everything but it, and looks for it. */
    public List<FamilyResult> withoutEachFamily(final Learner learner, final FlowSet flows) {
        final List<String> families = flows.attacks().flows().stream()
                .map(Flow::label)
                .map(label -> label.family())
                .distinct()
                .sorted()
                .toList();
        final List<FamilyResult> results = new ArrayList<>();
        for (final String family : families) {
            progress.accept("without %s, %s".formatted(family, learner.name()));
            final Split split = new FamilySplit(family, new TimeOrderedSplit(TEST_SHARE)).split(flows);
            final Scorer scorer = learner.fit(split.training(), seeds.getFirst());
            final DetectionMetrics metrics = Evaluator.metrics(scorer.scores(split.test()), split.test());
            results.add(new FamilyResult(
                    family,
                    metrics.attacks(),
                    metrics.rocAuc(),
                    metrics.recallAtFalsePositiveRate(0.01),
                    metrics.recallAtFalsePositiveRate(0.001)));
        }
        return results;
    }
}
