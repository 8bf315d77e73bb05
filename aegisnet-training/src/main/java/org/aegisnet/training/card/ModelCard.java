package org.aegisnet.training.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.evaluation.Evaluation;
import org.aegisnet.training.evaluation.FamilyResult;
import org.aegisnet.training.evaluation.ProtocolResult;

/** Writer of a report as a model card in Markdown. Immutable. */
public final class ModelCard {
    private final EvaluationReport report;

    public ModelCard(final EvaluationReport report) {
        this.report = report;
    }

    /**
     * The card.
     *
     * @param plots the addresses of the plots, by their captions
     * @param remarks Markdown that a person has written for users, put first on the card; may be empty
     */
    public String write(final Map<String, String> plots, final String remarks) {
        final ModelMetadata metadata = report.metadata();
        final StringBuilder card = new StringBuilder();
        card.append("# %s\n\n".formatted(metadata.id()));
        if (!remarks.isBlank()) {
            card.append(remarks.strip()).append("\n\n");
        }
        card.append("The tables and plots below were made by\n\n```\n%s\n```\n\n".formatted(report.command()));
        appendModel(card, metadata);
        appendJudgements(card);
        appendProtocol(card);
        appendFamilies(card);
        plots.forEach((caption, address) -> card.append("![%s](%s)\n\n".formatted(caption, address)));
        return card.toString().strip() + "\n";
    }

    private void appendModel(final StringBuilder card, final ModelMetadata metadata) {
        card.append("## The model file\n\nIt says of itself:\n\n");
        card.append("> %s\n\n".formatted(metadata.training().description()));
        card.append("%d bytes, seed %d.\n\n"
                .formatted(report.bytes(), metadata.training().seed()));
        final boolean importances = !report.importances().isEmpty();
        final MarkdownTable features = importances
                ? new MarkdownTable("feature", "unit", "part in the splits' gain")
                : new MarkdownTable("feature", "unit", "must be known");
        for (final Feature feature : metadata.features()) {
            features.row(
                    feature.name(),
                    feature.unit().id().replace('_', ' '),
                    importances
                            ? percent(report.importances().getOrDefault(feature.name(), 0.0))
                            : (feature.required() ? "yes" : "no"));
        }
        card.append(features).append('\n');
        final MarkdownTable thresholds = new MarkdownTable("threshold", "score");
        thresholds.row("the model's own", number(metadata.defaultThreshold()));
        for (final Threshold threshold : metadata.thresholds()) {
            thresholds.row(
                    "%s of held-out benign flows".formatted(percent(threshold.falsePositiveRate())),
                    number(threshold.score()));
        }
        card.append(thresholds).append('\n');
        final MarkdownTable sources = new MarkdownTable("learnt from", "flows", "SHA-256");
        for (final Training.Source source : metadata.training().data()) {
            sources.row(source.name(), Long.toString(source.rows()), "`%s`".formatted(source.sha256()));
        }
        card.append(sources).append('\n');
    }

    private void appendJudgements(final StringBuilder card) {
        if (report.judgements().isEmpty()) {
            return;
        }
        card.append("## The model file on flows it has not learnt from\n\n%s\n\n".formatted(report.selection()));
        final MarkdownTable table = figures("flows of");
        for (final Evaluation judgement : report.judgements()) {
            table.row(figures(judgement.network(), List.of(judgement)));
        }
        card.append(table).append('\n');
        appendFrozen(card, report.judgements());
        appendClasses(card, report.judgements());
    }

    private static void appendFrozen(final StringBuilder card, final List<Evaluation> judgements) {
        card.append("False positives / recall at the thresholds that were frozen before the test:\n\n");
        final MarkdownTable table = new MarkdownTable("flows of", "for 5 %", "for 1 %", "for 0.5 %", "for 0.1 %");
        for (final Evaluation judgement : judgements) {
            final List<String> cells = new ArrayList<>(List.of(judgement.network()));
            for (final Evaluation.FrozenThreshold frozen : judgement.frozen()) {
                cells.add(percent(frozen.falsePositiveRate()) + " / " + share(frozen.recall()));
            }
            table.row(cells.toArray(String[]::new));
        }
        card.append(table).append('\n');
    }

    private static void appendClasses(final StringBuilder card, final List<Evaluation> judgements) {
        final MarkdownTable table =
                new MarkdownTable("attack", "flows of", "flows", "recall", "at 1 % threshold", "at 0.1 % threshold");
        boolean any = false;
        for (final Evaluation judgement : judgements) {
            for (final Evaluation.ClassRecall attack : judgement.classes()) {
                table.row(
                        attack.label(),
                        judgement.network(),
                        Long.toString(attack.flows()),
                        share(attack.recall()),
                        share(attack.recallAtOnePercent()),
                        share(attack.recallAtTenthPercent()));
                any = true;
            }
        }
        if (any) {
            card.append("Attack by attack, at the model's own threshold and at two of the frozen ones:\n\n")
                    .append(table)
                    .append('\n');
        }
    }

    private void appendProtocol(final StringBuilder card) {
        if (report.protocol().isEmpty()) {
            return;
        }
        card.append("## The same recipe on a part of the flows, judged on the rest\n\n");
        card.append(
                "Duplicates were removed before splitting. Thresholds were frozen on benign flows held out within the training part. "
                        + "If there are several seeds, the minimum and the maximum follow the mean.\n\n");
        for (final String split :
                report.protocol().stream().map(ProtocolResult::split).distinct().toList()) {
            card.append("### Split: %s\n\n".formatted(split));
            final List<ProtocolResult> results = report.protocol().stream()
                    .filter(result -> result.split().equals(split))
                    .toList();
            final MarkdownTable table = figures("flows of, by recipe");
            for (final ProtocolResult result : results) {
                for (int network = 0; network < result.runs().getFirst().size(); network++) {
                    final int index = network;
                    final List<Evaluation> runs =
                            result.runs().stream().map(run -> run.get(index)).toList();
                    table.row(figures("%s; %s".formatted(runs.getFirst().network(), result.learner()), runs));
                }
            }
            card.append(table).append('\n');
            final List<Evaluation> first = results.getFirst().runs().getFirst();
            card.append("%s, first seed:\n\n".formatted(results.getFirst().learner()));
            appendFrozen(card, first);
            appendClasses(card, first);
        }
    }

    private void appendFamilies(final StringBuilder card) {
        if (report.families().isEmpty()) {
            return;
        }
        card.append(
                "### Attacks it has never seen\n\nEach kind of attack was left out of training in all files, and then looked for among "
                        + "benign flows that came last:\n\n");
        final MarkdownTable table = new MarkdownTable(
                "left out", "flows", "ROC-AUC", "recall at 1 % false positives", "at 0.1 % false positives");
        for (final FamilyResult family : report.families()) {
            table.row(
                    family.family(),
                    Long.toString(family.flows()),
                    share(family.rocAuc()),
                    share(family.recallAtOnePercent()),
                    share(family.recallAtTenthPercent()));
        }
        card.append(table).append('\n');
    }

    private MarkdownTable figures(final String first) {
        return report.metadata().kind() == ModelKind.FOREST
                ? new MarkdownTable(
                        first,
                        "benign",
                        "attacks",
                        "recall",
                        "false positives",
                        "ROC-AUC",
                        "PR-AUC",
                        "recall at 1 %",
                        "at 0.1 %",
                        "Brier")
                : new MarkdownTable(
                        first,
                        "benign",
                        "attacks",
                        "recall",
                        "false positives",
                        "ROC-AUC",
                        "PR-AUC",
                        "recall at 1 %",
                        "at 0.1 %");
    }

    private String[] figures(final String first, final List<Evaluation> runs) {
        final List<String> cells = new ArrayList<>(List.of(
                first,
                Long.toString(runs.getFirst().benign()),
                Long.toString(runs.getFirst().attacks()),
                shares(runs, Evaluation::recall),
                percents(runs, Evaluation::falsePositiveRate),
                shares(runs, Evaluation::rocAuc),
                shares(runs, Evaluation::averagePrecision),
                shares(runs, Evaluation::recallAtOnePercent),
                shares(runs, Evaluation::recallAtTenthPercent)));
        if (report.metadata().kind() == ModelKind.FOREST) {
            cells.add(shares(runs, Evaluation::brierScore));
        }
        return cells.toArray(String[]::new);
    }

    private static String shares(final List<Evaluation> runs, final ToDoubleFunction<Evaluation> figure) {
        final double mean = runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
        if (runs.size() == 1 || Double.isNaN(mean)) {
            return share(mean);
        }
        return "%s (%s–%s)"
                .formatted(
                        share(mean),
                        share(runs.stream().mapToDouble(figure).min().orElseThrow()),
                        share(runs.stream().mapToDouble(figure).max().orElseThrow()));
    }

    private static String percents(final List<Evaluation> runs, final ToDoubleFunction<Evaluation> figure) {
        final double mean = runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
        if (runs.size() == 1 || Double.isNaN(mean)) {
            return percent(mean);
        }
        return "%s (%s–%s)"
                .formatted(
                        percent(mean),
                        percent(runs.stream().mapToDouble(figure).min().orElseThrow()),
                        percent(runs.stream().mapToDouble(figure).max().orElseThrow()));
    }

    private static String share(final double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String percent(final double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
