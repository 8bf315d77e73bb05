package org.aegisnet.benchmark.engines;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.forest.Balance;
import org.aegisnet.training.forest.ForestFeatures;
import org.aegisnet.training.forest.ForestGraph;
import org.aegisnet.training.forest.ForestGrower;
import org.aegisnet.training.forest.ForestSettings;
import org.aegisnet.training.forest.SmileForest;
import smile.regression.RegressionTree;

/**
 * A forest of a wanted size in two files of the same trees: as Smile's objects, in Java's serialization, and as a model file. Grown once, by
 * one process; the benchmarks' processes read it.
 *
 * @param folder of the files
 * @param nodes of all trees, leaves included, as nearly as trees of equally many leaves allow
 */
record PreparedForest(Path folder, int nodes) {
    private static final int TREES = 100;
    private static final int FLOWS = 40_000;
    private static final long SEED = 11;

    /** @param random where the flows to grow it from come from */
    void prepare(final RandomFlows random) throws IOException {
        if (Files.exists(modelFile()) && Files.exists(smileFile())) {
            return;
        }
        Files.createDirectories(folder);
        final FlowSet flows = random.make(FLOWS, SEED);
        final int leaves = (nodes / TREES + 1) / 2;
        final SmileForest smile = new ForestGrower(
                        new ForestSettings(TREES, leaves, 100, 1, 4, Balance.CLASSES, 0, 0, SEED))
                .growWithSmile(flows);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(smileFile()));
                ObjectOutputStream objects = new ObjectOutputStream(file)) {
            objects.writeObject(smile.trees().toArray(RegressionTree[]::new));
        }
        final ModelMetadata metadata = new ModelMetadata(
                ModelKind.FOREST,
                "random",
                "1",
                new ForestFeatures().list(),
                0.5,
                List.of(),
                Optional.empty(),
                Optional.of(reference(flows)),
                new SelfTest(List.of(), List.of()),
                new Training("Made-up flows, for benchmarks", SEED, List.of()));
        Files.write(modelFile(), new ModelFileWriter().write(ForestGraph.of(smile.forest()), metadata));
    }

    private static List<Float> reference(final FlowSet flows) {
        final float[] first = flows.benign().flows().getFirst().features();
        return IntStream.range(0, first.length)
                .mapToObj(feature -> first[feature])
                .toList();
    }

    Path modelFile() {
        return folder.resolve("forest-%d.onnx".formatted(nodes));
    }

    Path smileFile() {
        return folder.resolve("forest-%d.smile".formatted(nodes));
    }

    /** Reads Smile's trees back. The file is this machine's own and never leaves it. */
    RegressionTree[] smileTrees() throws IOException {
        try (ObjectInputStream objects =
                new ObjectInputStream(new BufferedInputStream(Files.newInputStream(smileFile())))) {
            return (RegressionTree[]) objects.readObject();
        } catch (final ClassNotFoundException e) {
            throw new IOException("%s is of another version of Smile; delete it".formatted(smileFile()), e);
        }
    }
}
