package org.aegisnet.demo;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * How a verdict compares with the labels of the data set. Flows without a verdict count as not found.
 *
 * @param attacks labelled attacks
 * @param found labelled attacks that the verdict names
 * @param benign flows labelled as no attack
 * @param falseAlarms flows labelled as no attack that the verdict names all the same
 */
public record Evaluation(long attacks, long found, long benign, long falseAlarms) {

    /** Compares a verdict with the labels, over all records of an outcome. */
    public static Evaluation of(final Outcome outcome, final Predicate<FlowRecord> verdict) {
        return new Evaluation(
                count(outcome, FlowRecord::isLabelledAttack),
                count(outcome, verdict.and(FlowRecord::isLabelledAttack)),
                count(outcome, Predicate.not(FlowRecord::isLabelledAttack)),
                count(outcome, verdict.and(Predicate.not(FlowRecord::isLabelledAttack))));
    }

    /** The share of the labelled attacks that was found. */
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
                "recall %.1f %% (%d of %d attacks), false positives %.2f %% (%d of %d benign flows)",
                100 * recall(),
                found,
                attacks,
                100 * falsePositiveRate(),
                falseAlarms,
                benign);
    }

    private static long count(final Outcome outcome, final Predicate<FlowRecord> predicate) {
        return outcome.all().filter(predicate).count();
    }
}
