package org.aegisnet.training.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.FlowFileException;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.ReadFlows;
import org.aegisnet.training.forest.Balance;
import org.aegisnet.training.forest.ForestFeatures;
import org.aegisnet.training.forest.ForestSettings;
import org.aegisnet.training.forest.ForestTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a forest from labelled flows. */
@Command(
        name = "train-forest",
        mixinStandardHelpOptions = true,
        description = "Trains a forest from labelled flows of CICFlowMeter and writes it as an ONNX model file. "
                + "The same files and options make the same bytes.",
        footerHeading = "%nExample:%n",
        footer = "  models train-forest --output my-forest.onnx --name my-forest monday.csv tuesday.csv.gz")
final class TrainForestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files with a Label column; may be gzipped.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes.")
    private Path output;

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "A file whose flows must not be learnt from, because they are to judge the model.")
    private List<Path> excluded = List.of();

    @Mixin
    private ForestOptions options;

    @Mixin
    private ModelNameOptions naming;

    @Override
    public Integer call() throws IOException {
        final Progress progress = new Progress(specification.commandLine().getErr());
        final FlowSetReader reader = new FlowSetReader(new ForestFeatures().list());
        progress.step("reading %d files".formatted(files.size()));
        final ReadFlows read = reader.read(files);
        read.leftOut().forEach((reason, count) -> progress.step("%d flows left out: %s".formatted(count, reason)));
        final FlowSet unlike = read.flows().without(reader.read(excluded).flows());
        final FlowSet flows = unlike.distinct()
                .where(flow -> flow.label().isAttack() || flow.label().isBenign());
        progress.step(
                "%d flows to learn from: %d benign, %d attacks; %d are in an excluded file, %d are duplicates or not labelled"
                        .formatted(
                                flows.size(),
                                flows.benign().size(),
                                flows.attacks().size(),
                                read.flows().size() - unlike.size(),
                                unlike.size() - flows.size()));
        if (flows.benign().size() == 0 || flows.attacks().size() == 0) {
            throw new FlowFileException(
                    "A forest learns from benign flows and attacks; the files hold %d and %d. Is there a Label column with BENIGN and names of attacks?"
                            .formatted(flows.benign().size(), flows.attacks().size()));
        }
        final ForestSettings settings = options.settings();
        progress.step("growing %d trees, and as many for each block of time held out".formatted(settings.trees()));
        final byte[] model = new ForestTrainer(settings, options.defaultFalsePositiveRate())
                .train(naming.name("flow-forest"), naming.version(), flows, training(read, flows, settings));
        Files.write(output, model);
        progress.step("wrote %s, %d bytes".formatted(output, model.length));
        return 0;
    }

    private static Training training(final ReadFlows read, final FlowSet flows, final ForestSettings settings) {
        final List<Training.Source> sources = new ArrayList<>();
        for (final Training.Source source : read.sources()) {
            sources.add(new Training.Source(
                    source.name(), source.sha256(), flows.from(source.name()).size()));
        }
        final String description =
                "Random forest of %d trees of at most %d leaves over %d flows (%d attacks), grown with Smile; %s. Thresholds and quantiles are from benign flows that were held out with their neighbours in time. It knows the attacks it has learnt from; what it makes of others is in its card."
                        .formatted(
                                settings.trees(),
                                settings.leaves(),
                                flows.size(),
                                flows.attacks().size(),
                                settings.balance() == Balance.SOURCES
                                        ? "benign flows and attacks are drawn equally often, and so are the files within each of the two"
                                        : "benign flows and attacks are drawn equally often");
        return new Training(description, settings.seed(), sources);
    }
}
