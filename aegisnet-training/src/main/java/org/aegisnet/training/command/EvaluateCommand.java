package org.aegisnet.training.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.aegisnet.onnxruntime.OnnxRuntimeNativeEngine;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.training.card.EvaluationReport;
import org.aegisnet.training.card.ModelCard;
import org.aegisnet.training.card.ReportJson;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.TimeOrderedSplit;
import org.aegisnet.training.evaluation.Evaluation;
import org.aegisnet.training.evaluation.Evaluator;
import org.aegisnet.training.evaluation.ModelDetector;
import org.aegisnet.training.evaluation.Networks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a model, and for a forest the recipe it was made by. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Judges a model on labelled flows, each network by itself. With --recipe, forests are made anew from "
                        + "parts of the given files and judged on the rest. The parts are time-ordered, random, by day, and "
                        + "with each kind of attack left out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  models evaluate models/flow-forest.onnx office=monday.csv --json",
            "  models evaluate models/flow-autoencoder.onnx --latest 0.2 office=monday.csv office=tuesday.csv --card card.md"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Parameters(index = "0", paramLabel = "MODEL", description = "An ONNX model file with AegisNet metadata.")
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "[NETWORK=]FILE",
            converter = LabelledFile.Converter.class,
            description = "Labelled flows to judge the model on, which it must not have learnt from.")
    private List<LabelledFile> files;

    @Option(
            names = "--latest",
            paramLabel = "SHARE",
            description = "Judge only on this share of each label, file and day: the latest, for example 0.2.")
    private Optional<Double> latest = Optional.empty();

    @Option(
            names = "--recipe",
            paramLabel = "[NETWORK=]FILE",
            converter = LabelledFile.Converter.class,
            description = "Flows to make forests anew from. Flows that are in the judged files too are left out.")
    private List<LabelledFile> recipe = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of the time-ordered split with --recipe (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description = "Write a model card in Markdown, plots beside it in images/.")
    private Optional<Path> card = Optional.empty();

    @Option(names = "--remarks", paramLabel = "FILE", description = "Markdown to put into the card.")
    private Optional<Path> remarks = Optional.empty();

    @Option(names = "--json", description = "Print the whole report as JSON.")
    private boolean json;

    @Mixin
    private ForestOptions options;

    @Override
    public Integer call() throws IOException, ModelRejectedException {
        final Progress progress = new Progress(specification.commandLine().getErr());
        try (FlowModel loaded =
                new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine())).load(ModelFile.read(model))) {
            if (!recipe.isEmpty() && loaded.metadata().kind() != ModelKind.FOREST) {
                throw new ParameterException(
                        specification.commandLine(),
                        "--recipe makes forests; %s is %s"
                                .formatted(
                                        loaded.metadata().id(),
                                        loaded.metadata().kind().inWords()));
            }
            progress.step("judging %s".formatted(loaded.metadata().id()));
            final FlowSet judged = judgedFlows(loaded);
            final Networks networks = networks(files);
            final List<Evaluation> judgements =
                    new ArrayList<>(new Evaluator(networks).judge(new ModelDetector(loaded), judged));
            final CardPlots plots = new CardPlots(loaded.metadata());
            plots.add("on flows it has not learnt from", "", networks, judged, new ModelDetector(loaded));
            final EvaluationReport asItIs = new EvaluationReport(
                    commandLine(),
                    Files.size(model),
                    loaded.metadata(),
                    selection(),
                    judgements,
                    List.of(),
                    List.of(),
                    Map.of());
            final EvaluationReport report = recipe.isEmpty()
                    ? asItIs
                    : new RecipeEvaluation(
                                    options,
                                    networks(recipe),
                                    LongStream.rangeClosed(1, seeds).boxed().toList(),
                                    progress)
                            .extend(
                                    asItIs,
                                    recipe.stream().map(LabelledFile::file).toList(),
                                    new ModelDetector(loaded),
                                    judged,
                                    plots);
            write(report, plots);
        }
        progress.step("done");
        return 0;
    }

    private FlowSet judgedFlows(final FlowModel loaded) throws IOException {
        final FlowSet flows = new FlowSetReader(loaded.metadata().features())
                .read(files.stream().map(LabelledFile::file).toList())
                .flows();
        final FlowSet labelled =
                flows.where(flow -> flow.label().isAttack() || flow.label().isBenign());
        return latest.isPresent()
                ? new TimeOrderedSplit(latest.get()).split(labelled.distinct()).test()
                : labelled;
    }

    private String selection() {
        return latest.map(share -> String.format(
                        Locale.ROOT, "The latest %.0f %% of each label, file and day; no flow twice.", 100 * share))
                .orElse("All flows of the files that can be scored.");
    }

    private static Networks networks(final List<LabelledFile> files) {
        final Map<String, String> names = new LinkedHashMap<>();
        files.forEach(file -> names.put(file.file().getFileName().toString(), file.network()));
        return new Networks(names);
    }

    /** The command as it was given, to be given again. */
    private String commandLine() {
        final List<String> words = new ArrayList<>(List.of("bin/models"));
        for (final String argument :
                specification.root().commandLine().getParseResult().originalArgs()) {
            words.add(argument.contains(" ") ? "\"%s\"".formatted(argument) : argument);
        }
        return String.join(" ", words);
    }

    private void write(final EvaluationReport report, final CardPlots plots) throws IOException {
        final PrintWriter out = specification.commandLine().getOut();
        if (card.isPresent()) {
            final Path file = card.get().toAbsolutePath();
            final Map<String, String> addresses = plots.write(file.resolveSibling("images"));
            final String text = remarks.isPresent() ? Files.readString(remarks.get()) : "";
            Files.writeString(file, new ModelCard(report).write(addresses, text));
        }
        if (json) {
            out.print(new ReportJson().write(report));
        } else {
            for (final Evaluation judgement : report.judgements()) {
                out.printf(
                        Locale.ROOT,
                        "%s: %d benign, %d attacks; recall %.4f, false positives %.4f from %.4g on; ROC-AUC %.4f, recall at 1 %% %.4f%n",
                        judgement.network(),
                        judgement.benign(),
                        judgement.attacks(),
                        judgement.recall(),
                        judgement.falsePositiveRate(),
                        judgement.threshold(),
                        judgement.rocAuc(),
                        judgement.recallAtOnePercent());
            }
        }
        out.flush();
    }
}
