package org.aegisnet.training.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.autoencoder.AutoencoderFeatures;
import org.aegisnet.training.autoencoder.AutoencoderModelWriter;
import org.aegisnet.training.autoencoder.AutoencoderSettings;
import org.aegisnet.training.autoencoder.AutoencoderTrainer;
import org.aegisnet.training.autoencoder.BalancedBenignScores;
import org.aegisnet.training.autoencoder.BenignTraffic;
import org.aegisnet.training.autoencoder.TrainedAutoencoder;
import org.aegisnet.training.autoencoder.UnfitFlowsException;
import org.aegisnet.training.data.Deduplication;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.ReadFlows;
import org.aegisnet.training.data.Split;
import org.aegisnet.training.data.TimeOrderedSplit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains an autoencoder on normal traffic. */
@Command(
        name = "train-autoencoder",
        mixinStandardHelpOptions = true,
        description =
                "Learns normal traffic from flows of your own network and writes an ONNX model file. The last fifth "
                        + "of the flows is held out to set the thresholds with. Flows labelled as attacks are left out; "
                        + "without a Label column all are taken for normal. The same files and options make the same bytes.",
        footerHeading = "%nExample:%n",
        footer = "  models train-autoencoder --output my-network.onnx --name my-network monday.csv tuesday.csv.gz")
final class TrainAutoencoderCommand implements Callable<Integer> {
    private static final double HELD_OUT_SHARE = 0.2;

    @Spec
    private CommandSpec specification;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files of flows; may be gzipped.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "Where the model goes.")
    private Path output;

    @Option(names = "--seed", paramLabel = "N", description = "Of all randomness.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Number of times each flow is learnt from.")
    private Optional<Integer> epochs = Optional.empty();

    @Mixin
    private ModelNameOptions naming;

    @Override
    public Integer call() throws IOException, UnfitFlowsException {
        final Progress progress = new Progress(specification.commandLine().getErr());
        progress.step("reading "
                + String.join(", ", files.stream().map(Path::toString).toList()));
        final ReadFlows read = new FlowSetReader(AutoencoderFeatures.all()).read(files);
        read.leftOut().forEach((reason, count) -> progress.step("%d flows left out: %s".formatted(count, reason)));
        final FlowSet normal = new Deduplication()
                .apply(read.flows())
                .where(flow -> !flow.label().isAttack());
        final Split split = new TimeOrderedSplit(HELD_OUT_SHARE).split(normal);
        final String name = naming.name("my-autoencoder");
        final BenignTraffic learnt = new BenignTraffic(name, split.training(), 1);
        progress.step("learning from %d flows, holding %d out"
                .formatted(split.training().size(), split.test().size()));
        final AutoencoderSettings settings = settings();
        final TrainedAutoencoder autoencoder = new AutoencoderTrainer(settings)
                .train(
                        List.of(learnt),
                        (epoch, of, error) -> progress.step(
                                String.format(Locale.ROOT, "epoch %d of %d, error %.4f", epoch, of, error)));
        final BalancedBenignScores heldOut =
                BalancedBenignScores.of(autoencoder, List.of(new BenignTraffic(name, split.test(), 1)));
        final Training training = new Training(
                "Learnt from %d flows of one network that were taken for normal; thresholds are from the %d that came last."
                        .formatted(split.training().size(), split.test().size()),
                settings.seed(),
                read.sources());
        final byte[] model = new AutoencoderModelWriter(name, naming.version()).write(autoencoder, heldOut, training);
        Files.write(output, model);
        progress.step("wrote %s, %d bytes".formatted(output, model.length));
        return 0;
    }

    private AutoencoderSettings settings() {
        final AutoencoderSettings defaults = AutoencoderSettings.defaults();
        return defaults.withSeed(seed.orElse(defaults.seed())).withEpochs(epochs.orElse(defaults.epochs()));
    }
}
