package org.aegisnet.training.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.training.card.EvaluationReport;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Split;
import org.aegisnet.training.data.TimeOrderedSplit;
import org.aegisnet.training.evaluation.Detector;
import org.aegisnet.training.evaluation.Evaluation;
import org.aegisnet.training.evaluation.Evaluator;
import org.aegisnet.training.evaluation.FamilyResult;
import org.aegisnet.training.evaluation.Learner;
import org.aegisnet.training.evaluation.Networks;
import org.aegisnet.training.evaluation.Protocol;
import org.aegisnet.training.evaluation.ProtocolResult;
import org.aegisnet.training.forest.ComparedForests;
import org.aegisnet.training.forest.Forest;
import org.aegisnet.training.forest.ForestTrainer;
import org.aegisnet.training.forest.TrainingFlows;

/** Evaluation of a recipe: it makes new forests from parts of files and judges them on the rest. */
final class RecipeEvaluation {
    private static final double TEST_SHARE = 0.2;

    private final ForestOptions options;
    private final Networks networks;
    private final List<Long> seeds;
    private final Progress progress;

    /** @param networks of the files that forests are made from */
    RecipeEvaluation(
            final ForestOptions options, final Networks networks, final List<Long> seeds, final Progress progress) {
        this.options = options;
        this.networks = networks;
        this.seeds = List.copyOf(seeds);
        this.progress = progress;
    }

    /**
     * Adds what it finds to a report.
     *
     * @param files to make forests from
     * @param detector the model file that was judged
     * @param judged flows that must not be learnt from
     * @param plots receives plots of the time-ordered test
     */
    EvaluationReport extend(
            final EvaluationReport report,
            final List<Path> files,
            final Detector detector,
            final FlowSet judged,
            final CardPlots plots)
            throws IOException {
        final FlowSet all = TrainingFlows.read(files, List.of()).flows();
        final FlowSet flows = all.without(judged);
        final List<Learner> learners =
                new ComparedForests(options.settings(), options.defaultFalsePositiveRate()).all();
        final Evaluator judge = new Evaluator(networks);
        final Protocol often = new Protocol(judge, seeds, progress::step);
        final Protocol once = new Protocol(judge, seeds.subList(0, 1), progress::step);
        final List<ProtocolResult> results = new ArrayList<>();
        results.add(often.timeOrdered(learners.getFirst(), flows));
        learners.stream().skip(1).forEach(learner -> results.add(once.timeOrdered(learner, flows)));
        learners.forEach(learner -> results.add(once.random(learner, flows)));
        learners.forEach(learner -> results.add(once.byDay(learner, flows)));
        final List<FamilyResult> families = once.withoutEachFamily(learners.getFirst(), flows);
        progress.step("drawing");
        final Split split = new TimeOrderedSplit(TEST_SHARE).split(flows);
        plots.add(
                "time-ordered test of the recipe",
                "-recipe",
                networks,
                split.test(),
                learners.getFirst().fit(split.training(), seeds.getFirst()));
        final Map<String, Double> importances = importances(flows);
        plots.addImportances(importances);
        return new EvaluationReport(
                report.command(),
                report.bytes(),
                report.metadata(),
                report.selection(),
                apart(report.judgements(), detector, judged, judged.without(all)),
                results,
                families,
                importances);
    }

    /** Judges flows of the recipe's networks and other flows separately if the judged flows hold both. */
    private static List<Evaluation> apart(
            final List<Evaluation> judgements, final Detector detector, final FlowSet judged, final FlowSet elsewhere) {
        if (elsewhere.size() == judged.size() || elsewhere.size() == 0) {
            return judgements;
        }
        final List<Evaluation> apart = new ArrayList<>(judgements);
        apart.add(Evaluator.judge("of these, from networks not learnt from", detector, elsewhere));
        apart.add(Evaluator.judge(
                "of these, from networks learnt from (these flows were left out)",
                detector,
                judged.without(elsewhere)));
        return apart;
    }

    private Map<String, Double> importances(final FlowSet flows) {
        final Forest forest = new ForestTrainer(options.settings(), options.defaultFalsePositiveRate()).grow(flows);
        final Map<String, Double> importances = new LinkedHashMap<>();
        for (int feature = 0; feature < flows.features().size(); feature++) {
            importances.put(flows.features().get(feature).name(), forest.importances()[feature]);
        }
        return importances;
    }
}
