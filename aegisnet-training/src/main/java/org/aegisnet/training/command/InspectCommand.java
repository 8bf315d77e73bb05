package org.aegisnet.training.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aegisnet.onnxruntime.OnnxRuntimeNativeEngine;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Threshold;
import org.aegisnet.scoring.model.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a model file says of itself. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Checks a model file, lets it score its own self-test, and describes it by its metadata.",
        footerHeading = "%nExample:%n",
        footer = "  models inspect models/flow-forest.onnx")
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec specification;

    @Parameters(paramLabel = "MODEL", description = "An ONNX model file with AegisNet metadata.")
    private Path model;

    @Override
    public Integer call() throws IOException, ModelRejectedException {
        final PrintWriter out = specification.commandLine().getOut();
        try (FlowModel loaded =
                new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine())).load(ModelFile.read(model))) {
            final ModelMetadata metadata = loaded.metadata();
            out.printf("%s, %s, %d bytes%n", metadata.id(), metadata.kind().inWords(), Files.size(model));
            out.printf("Runs in %s%n", loaded.engine());
            out.printf("%n%s%n", metadata.training().description());
            out.printf("%nFeatures%n");
            for (final Feature feature : metadata.features()) {
                out.printf(
                        "  %-28s %s%s%n",
                        feature.name(), feature.unit().id().replace('_', ' '), feature.required() ? "" : ", optional");
            }
            out.printf(Locale.ROOT, "%nOwn threshold %.6g%n", metadata.defaultThreshold());
            for (final Threshold threshold : metadata.thresholds()) {
                out.printf(
                        Locale.ROOT,
                        "  %4.1f %% false positives at %.6g%n",
                        100 * threshold.falsePositiveRate(),
                        threshold.score());
            }
            out.printf("%nMade from, with seed %d%n", metadata.training().seed());
            for (final Training.Source source : metadata.training().data()) {
                out.printf("  %-40s %7d flows  SHA-256 %s%n", source.name(), source.rows(), source.sha256());
            }
            out.printf(
                    "%nSelf-test: %d flows have the scores that the maker recorded%n",
                    metadata.selfTest().rows().size());
        }
        out.flush();
        return 0;
    }
}
