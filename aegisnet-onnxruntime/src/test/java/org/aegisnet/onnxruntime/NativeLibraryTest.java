package org.aegisnet.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits on the effects of a release of ONNX Runtime on the JVM it is loaded into. Release 1.29.0 breaks them in two ways. First, it reads the
 * command line with an expression that recurs for every character. That crashes a JVM whose command line is longer than some 3,000 characters;
 * NiFi's is that long in a deep folder. Second, it keeps an identifier of the machine in the home folder and sends usage data.
 */
class NativeLibraryTest {
    private static final int LONG_COMMAND_LINE = 20_000;

    @TempDir
    private Path home;

    @Test
    void isNotLoadedForTheBundledModel() throws Exception {
        final Process process = start(ScoreWithBundledAutoencoder.class, home.resolve("no-such-folder"));
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), said);
    }

    @Test
    void isLoadedWithAnyCommandLineAndLeavesNothingInTheHomeAndTemporaryFolders() throws Exception {
        final Process process = start(LoadNativeAutoencoder.class, Files.createDirectories(home.resolve("tmp")));
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), said);
        assertEquals(List.of(), filesInHome());
    }

    private Process start(final Class<?> program, final Path temporaryFolder) throws IOException {
        final ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dpadding=" + "x".repeat(LONG_COMMAND_LINE),
                        "-Duser.home=" + home,
                        "-Djava.io.tmpdir=" + temporaryFolder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true)
                .directory(home.toFile());
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        final Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private List<Path> filesInHome() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Run in a JVM of its own. */
    static final class ScoreWithBundledAutoencoder {
        private ScoreWithBundledAutoencoder() {}

        public static void main(final String... arguments) throws ModelRejectedException {
            try (FlowModel model = new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine()))
                            .load(new BundledModels().read(ModelKind.AUTOENCODER));
                    BatchScorer scorer = model.openScorer(1)) {
                scorer.score(1);
            }
        }
    }

    /** Run in a JVM of its own. */
    static final class LoadNativeAutoencoder {
        private LoadNativeAutoencoder() {}

        public static void main(final String... arguments) throws ModelRejectedException, IOException {
            final ModelProto graph = GraphBuilder.autoencoder(3, 1)
                    .node("Erf", List.of("features"), "unknown-to-plain-java")
                    .build();
            final ModelFile file = ModelFile.read(new ModelFileWriter().write(graph, SampleMetadata.autoencoder(3)));
            try (FlowModel model = new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine())).load(file);
                    BatchScorer scorer = model.openScorer(1)) {
                scorer.score(0);
                try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
                    final List<Path> left = files.filter(Files::isRegularFile).toList();
                    if (!left.isEmpty()) {
                        throw new IllegalStateException("Unpacked libraries are left while the JVM runs: " + left);
                    }
                }
            }
        }
    }
}
