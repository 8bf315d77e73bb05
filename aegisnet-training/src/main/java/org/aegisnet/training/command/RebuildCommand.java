package org.aegisnet.training.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.aegisnet.training.autoencoder.AutoencoderSettings;
import org.aegisnet.training.autoencoder.BundledAutoencoder;
import org.aegisnet.training.autoencoder.UnfitFlowsException;
import org.aegisnet.training.forest.BundledForest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes both bundled models anew. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = "Makes both bundled models from scratch, byte for byte as they are in the repository.",
        footerHeading = "%nExample:%n",
        footer = "  models rebuild --data ../shared/data --into models")
final class RebuildCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "The folder with the data that the models are made from.")
    private Path data;

    @Option(names = "--into", required = true, paramLabel = "FOLDER", description = "Where the two files go.")
    private Path folder;

    @Override
    public Integer call() throws IOException, UnfitFlowsException {
        final Progress progress = new Progress(specification.commandLine().getErr());
        progress.step("growing the forest");
        write(progress, "flow-forest.onnx", new BundledForest(data).build());
        progress.step("teaching the autoencoder");
        final byte[] autoencoder = new BundledAutoencoder(AutoencoderSettings.defaults())
                .build(
                        data,
                        (epoch, epochs, error) -> progress.step(
                                String.format(Locale.ROOT, "epoch %d of %d, error %.4f", epoch, epochs, error)));
        write(progress, "flow-autoencoder.onnx", autoencoder);
        progress.stepPeakMemory();
        return 0;
    }

    private void write(final Progress progress, final String name, final byte[] model) throws IOException {
        final Path file = folder.resolve(name);
        final boolean same = Files.exists(file) && Arrays.equals(Files.readAllBytes(file), model);
        Files.write(file, model);
        progress.step("wrote %s, %d bytes%s".formatted(file, model.length, same ? ", the same as before" : ""));
    }
}
