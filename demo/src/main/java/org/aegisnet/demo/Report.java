package org.aegisnet.demo;

import java.io.PrintStream;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Report of the demo's outcome to the user at the terminal. */
final class Report {
    private final PrintStream out;
    private final Truth truth;

    Report(final PrintStream out, final Truth truth) {
        this.out = out;
        this.truth = truth;
    }

    /** @param intake what was read, in lines */
    void print(final List<String> intake, final Outcome outcome, final FlowFolders folders, final URI canvas) {
        out.println();
        intake.forEach(out::println);
        printCounts(outcome);
        printExamples(outcome);
        printEvaluation(outcome);
        out.println();
        FlowFolders.filesIn(folders.alerts()).forEach(file -> out.println("Alerts: " + file));
        out.println("Canvas: " + canvas);
    }

    private void printCounts(final Outcome outcome) {
        line(
                "Autoencoder    %5d suspicious, %d normal, %d unscored",
                count(outcome, FlowRecord::isSuspicious),
                count(outcome, record -> record.wasScored() && !record.isSuspicious()),
                count(outcome, record -> !record.wasScored()));
        line(
                "Forest         %5d suspicious, %d normal, %d unscored",
                count(outcome, FlowRecord::isAttack),
                count(outcome, record -> record.wasClassified() && !record.isAttack()),
                count(outcome, record -> !record.wasClassified()));
        line(
                "Records out    %5d = %d alerts + %d clean + %d unscored by both; %d files failed",
                outcome.records(),
                outcome.alerts().size(),
                outcome.clean().size(),
                outcome.unscored().size(),
                outcome.failedFiles().size());
    }

    private void printExamples(final Outcome outcome) {
        out.println();
        out.println("Three of the alerts:");
        for (final FlowRecord alert : examples(outcome.alerts())) {
            line(
                    "  Found by %s: %sanomaly score %.3f (higher than %s %% of normal flows)",
                    foundBy(alert), label(alert), alert.anomalyScore(), alert.text("anomaly_percentile"));
            out.println("    " + truth.saysOf(alert));
            printReasons("forest", alert.text("attack_reasons"));
            printReasons("autoencoder", alert.text("anomaly_reasons"));
        }
    }

    private static String label(final FlowRecord alert) {
        return alert.wasClassified()
                ? String.format(
                        Locale.ROOT,
                        "label %s, attack probability %.3f, ",
                        alert.text("flow_label"),
                        alert.attackProbability())
                : "";
    }

    private static String foundBy(final FlowRecord alert) {
        if (alert.isAttack()) {
            return alert.isSuspicious() ? "both" : "the forest";
        }
        return "the autoencoder";
    }

    private void printReasons(final String model, final String reasons) {
        if (!reasons.isEmpty()) {
            line("    why, says the %s: %s", model, reasons);
        }
    }

    private void printEvaluation(final Outcome outcome) {
        out.println();
        out.println("Evaluation against " + truth.source() + ":");
        if (outcome.all().anyMatch(FlowRecord::wasClassified)) {
            out.println("  forest       "
                    + Evaluation.of(outcome, truth, FlowRecord::isAttack).inWords());
        }
        out.println("  autoencoder  "
                + Evaluation.of(outcome, truth, FlowRecord::isSuspicious).inWords());
        Evaluation.byNetwork(outcome, truth, FlowRecord::isSuspicious)
                .forEach((network, evaluation) ->
                        out.println("    of these, " + network + ": " + evaluation.falsePositivesInWords()));
    }

    /** One that both found, one for each model alone, one of each source, if there is one; the most probable or most unusual first. */
    private static List<FlowRecord> examples(final List<FlowRecord> alerts) {
        final Set<FlowRecord> examples = new LinkedHashSet<>();
        final List<FlowRecord> mostProbableFirst = alerts.stream()
                .sorted(Comparator.comparingDouble(FlowRecord::attackProbability)
                        .thenComparingDouble(FlowRecord::anomalyScore)
                        .reversed())
                .toList();
        final List<Predicate<FlowRecord>> kinds = List.of(
                alert -> alert.isAttack() && alert.isSuspicious(),
                alert -> alert.isAttack() && !alert.isSuspicious(),
                alert -> !alert.isAttack() && alert.isSuspicious());
        for (final Predicate<FlowRecord> kind : kinds) {
            mostProbableFirst.stream().filter(kind).findFirst().ifPresent(examples::add);
        }
        for (final FlowRecord alert : mostProbableFirst) {
            if (examples.stream().noneMatch(example -> example.text("src_ip").equals(alert.text("src_ip")))) {
                examples.add(alert);
            }
        }
        mostProbableFirst.forEach(examples::add);
        return examples.stream().limit(3).toList();
    }

    private static long count(final Outcome outcome, final Predicate<FlowRecord> predicate) {
        return outcome.all().filter(predicate).count();
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void line(final String format, final Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
