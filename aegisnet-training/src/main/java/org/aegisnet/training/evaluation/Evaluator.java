package org.aegisnet.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;

/** Judges detectors on flows that they have not learnt from. Thread-safe. */
public final class Evaluator {
    private static final double ONE_PERCENT = 0.01;
    private static final double TENTH_PERCENT = 0.001;

    private final Networks networks;

    /** @param networks tells the network of a flow */
    public Evaluator(final Networks networks) {
        this.networks = networks;
    }

    /** One judgement for each network that has flows here, in the order of the networks. */
    public List<Evaluation> judge(final Detector detector, final FlowSet flows) {
        final List<Evaluation> judgements = new ArrayList<>();
        for (final String network : networks.names()) {
            final FlowSet own = networks.flowsOf(network, flows);
            if (own.size() > 0) {
                judgements.add(judge(network, detector, own));
            }
        }
        return judgements;
    }

    /** Judges all of the flows under one name. */
    public static Evaluation judge(final String network, final Detector detector, final FlowSet flows) {
        final double[] scores = detector.scores(flows);
        final DetectionMetrics metrics = metrics(scores, flows);
        final double own = detector.defaultThreshold();
        final List<Evaluation.FrozenThreshold> frozen = BenignScores.FALSE_POSITIVE_RATES.stream()
                .map(budget -> {
                    final double score = detector.threshold(budget);
                    return new Evaluation.FrozenThreshold(
                            budget, score, metrics.falsePositiveRate(score), metrics.recall(score));
                })
                .toList();
        return new Evaluation(
                network,
                metrics.benign(),
                metrics.attacks(),
                own,
                metrics.recall(own),
                metrics.falsePositiveRate(own),
                metrics.rocAuc(),
                metrics.averagePrecision(),
                metrics.brierScore(),
                metrics.recallAtFalsePositiveRate(ONE_PERCENT),
                metrics.recallAtFalsePositiveRate(TENTH_PERCENT),
                frozen,
                classes(detector, scores, flows));
    }

    /** The metrics of scores of labelled flows. */
    public static DetectionMetrics metrics(final double[] scores, final FlowSet flows) {
        final boolean[] attack = new boolean[scores.length];
        for (int i = 0; i < attack.length; i++) {
            attack[i] = flows.flows().get(i).label().isAttack();
        }
        return new DetectionMetrics(scores, attack);
    }

    private static List<Evaluation.ClassRecall> classes(
            final Detector detector, final double[] scores, final FlowSet flows) {
        final Map<String, List<Double>> byLabel = new TreeMap<>();
        for (int i = 0; i < scores.length; i++) {
            final Flow flow = flows.flows().get(i);
            if (flow.label().isAttack()) {
                byLabel.computeIfAbsent(flow.label().name(), key -> new ArrayList<>())
                        .add(scores[i]);
            }
        }
        final List<Evaluation.ClassRecall> classes = new ArrayList<>();
        byLabel.forEach((label, found) -> {
            final double[] own = found.stream().mapToDouble(Double::doubleValue).toArray();
            classes.add(new Evaluation.ClassRecall(
                    label,
                    own.length,
                    share(own, detector.defaultThreshold()),
                    share(own, detector.threshold(ONE_PERCENT)),
                    share(own, detector.threshold(TENTH_PERCENT))));
        });
        return classes;
    }

    private static double share(final double[] scores, final double threshold) {
        return Arrays.stream(scores).filter(score -> score >= threshold).count() / (double) scores.length;
    }
}
