package org.aegisnet.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeEngine;
import org.aegisnet.scoring.engine.NativeGraph;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that ends the process leaves a note behind, and a model that does not leaves none. */
class NativeCrashTest {
    private static final int FEATURES = 3;

    @TempDir
    private Path folder;

    /** As NiFi's state does it, in files. */
    private static final class FileTrials implements NativeTrials {
        private final Path folder;
        private final List<String> events = new ArrayList<>();

        private FileTrials(final Path folder) {
            this.folder = folder;
        }

        @Override
        public void begin(final String model, final String sha256) throws ModelRejectedException {
            try {
                events.add("begin");
                if (Files.exists(folder.resolve(sha256))) {
                    throw new ModelRejectedException(model + " has ended the process before");
                }
                Files.writeString(folder.resolve(sha256), model);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end(final String sha256) {
            try {
                events.add("end");
                Files.deleteIfExists(folder.resolve(sha256));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ModelFile file(final GraphBuilder graph) throws ModelRejectedException {
        return ModelFile.read(new ModelFileWriter().write(graph.build(), SampleMetadata.autoencoder(FEATURES)));
    }

    private static GraphBuilder nativeGraph() {
        return GraphBuilder.autoencoder(FEATURES, 1).node("Erf", List.of("features"), "unused");
    }

    @Test
    void aModelThatEndedTheProcessIsNotLoadedAgain() throws Exception {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + folder.resolve("crash.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Divide.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertNotEquals(0, process.waitFor());
        assertEquals(
                "sample 1.0.0",
                Files.readString(folder.resolve(file(nativeGraph()).sha256())));

        assertEquals(
                "sample 1.0.0 has ended the process before",
                assertThrows(
                                ModelRejectedException.class,
                                () -> new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine()))
                                        .load(file(nativeGraph()), new FileTrials(folder)))
                        .getMessage());
    }

    /**
     * Run in a separate JVM. It gives a graph that the guard rejects to ONNX Runtime directly, under the name of a model that the guard accepts.
     */
    static final class Divide {
        private Divide() {}

        public static void main(final String... arguments) throws ModelRejectedException {
            final ModelFile file = file(nativeGraph());
            final ModelProto graph = nativeGraph()
                    .integers("negative", -1)
                    .tensor(TensorProto.newBuilder()
                            .setName("least")
                            .setDataType(TensorProto.DataType.INT32.getNumber())
                            .addDims(1)
                            .addInt32Data(Integer.MIN_VALUE)
                            .build())
                    .node("Cast", List.of("negative"), "divisor", "to", TensorProto.DataType.INT32.getNumber())
                    .node("Div", List.of("least", "divisor"), "quotient")
                    .node("Cast", List.of("quotient"), "number", "to", TensorProto.DataType.FLOAT.getNumber())
                    .node("Mul", List.of("features", "number"), "product")
                    .output("product")
                    .build();
            final NativeTrial trial = new NativeTrial(new FileTrials(Path.of(arguments[0])), file);
            trial.begin();
            final NativeEngine engine = new OnnxRuntimeNativeEngine();
            try (NativeGraph loaded = engine.load(graph.toByteArray())) {
                throw new IllegalStateException("The process lives: " + loaded);
            }
        }
    }

    @Test
    void aModelThatScoresItsFirstBatchesLeavesNoNote() throws Exception {
        final FileTrials trials = new FileTrials(folder);
        final ModelFile file = file(nativeGraph());
        try (FlowModel model = new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine())).load(file, trials);
                BatchScorer scorer = model.openScorer(1)) {
            assertEquals(true, Files.exists(folder.resolve(file.sha256())));
            for (int batch = 1; batch < 64; batch++) {
                scorer.score(1);
            }
            assertEquals(true, Files.exists(folder.resolve(file.sha256())));
            scorer.score(1);
            assertEquals(false, Files.exists(folder.resolve(file.sha256())));
        }
        assertEquals(List.of("begin", "end"), trials.events);
    }

    @Test
    void aModelThatIsReleasedBeforeLeavesNoNoteEither() throws Exception {
        final FileTrials trials = new FileTrials(folder);
        new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine()))
                .load(file(nativeGraph()), trials)
                .close();
        assertEquals(List.of("begin", "end"), trials.events);
    }

    @Test
    void plainJavaDoesNotBeginATrial() throws Exception {
        final FileTrials trials = new FileTrials(folder);
        new ModelLoader(Optional.of(new OnnxRuntimeNativeEngine()))
                .load(file(GraphBuilder.autoencoder(FEATURES, 1)), trials)
                .close();
        assertEquals(List.of(), trials.events);
    }
}
