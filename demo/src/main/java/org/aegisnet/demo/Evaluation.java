package org.aegisnet.demo;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Comparison of a verdict with the known truth about the flows. Flows without a verdict count as not found.
 *
 * @param attacks flows known to be part of an attack
 * @param found those that the verdict names
 * @param benign flows known not to be part of an attack
 * @param falseAlarms benign flows that the verdict names
 */
public record Evaluation(long attacks, long found, long benign, long falseAlarms) {

    /** Compares a verdict with the labels of the data set, over all records of an outcome. */
    public static Evaluation of(final Outcome outcome, final Predicate<FlowRecord> verdict) {
        return of(outcome, new Label(), verdict);
    }

    /** Compares a verdict with the addresses of the attackers in the demo's capture, over all records of an outcome. */
    public static Evaluation ofNetFlow(final Outcome outcome, final Predicate<FlowRecord> verdict) {
        return of(outcome, new KnownHosts(), verdict);
    }

    /** The same for each of the capture's networks, by its name. */
    public static Map<String, Evaluation> ofNetFlowByNetwork(
            final Outcome outcome, final Predicate<FlowRecord> verdict) {
        return byNetwork(outcome, new KnownHosts(), verdict);
    }

    static Map<String, Evaluation> byNetwork(
            final Outcome outcome, final Truth truth, final Predicate<FlowRecord> verdict) {
        final Map<String, Evaluation> evaluations = new LinkedHashMap<>();
        for (final Truth.Network network : truth.networks()) {
            evaluations.put(network.name(), of(outcome.where(network.isAtAnEnd()), truth, verdict));
        }
        return evaluations;
    }

    static Evaluation of(final Outcome outcome, final Truth truth, final Predicate<FlowRecord> verdict) {
        return new Evaluation(
                count(outcome, truth::isAttack),
                count(outcome, verdict.and(truth::isAttack)),
                count(outcome, Predicate.not(truth::isAttack)),
                count(outcome, verdict.and(Predicate.not(truth::isAttack))));
    }

    /** The share of the attacks that was found. */
    public double recall() {
        return (double) found / attacks;
    }

    /** The share of the benign flows that raised a false alarm. */
    public double falsePositiveRate() {
        return (double) falseAlarms / benign;
    }

    /** Both shares with the counts behind them. */
    public String inWords() {
        return String.format(
                Locale.ROOT,
                "recall %.1f %% (%d of %d attacks), false positives %s",
                100 * recall(),
                found,
                attacks,
                falsePositivesInWords());
    }

    /** The share of false alarms with the counts behind it. */
    public String falsePositivesInWords() {
        return String.format(
                Locale.ROOT, "%.2f %% (%d of %d benign flows)", 100 * falsePositiveRate(), falseAlarms, benign);
    }

    private static long count(final Outcome outcome, final Predicate<FlowRecord> predicate) {
        return outcome.all().filter(predicate).count();
    }
}
