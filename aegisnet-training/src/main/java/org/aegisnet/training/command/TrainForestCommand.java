package org.aegisnet.training.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.aegisnet.training.forest.ForestTrainer;
import org.aegisnet.training.forest.TrainingFlows;
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
        progress.step("reading "
                + String.join(", ", files.stream().map(Path::toString).toList()));
        final TrainingFlows learnt = TrainingFlows.read(files, excluded);
        learnt.unfit().forEach((reason, count) -> progress.step("%d flows left out: %s".formatted(count, reason)));
        progress.step("%d flows left out as excluded, %d as unlabelled or another's twin"
                .formatted(learnt.excluded(), learnt.repeated()));
        progress.step("growing trees from %d benign flows and %d attacks, five times more often to hold each fifth out"
                .formatted(
                        learnt.flows().benign().size(), learnt.flows().attacks().size()));
        final byte[] model = new ForestTrainer(options.settings(), options.defaultFalsePositiveRate())
                .train(naming.name("my-forest"), naming.version(), learnt);
        Files.write(output, model);
        progress.step("wrote %s, %d bytes".formatted(output, model.length));
        progress.stepPeakMemory();
        return 0;
    }
}
