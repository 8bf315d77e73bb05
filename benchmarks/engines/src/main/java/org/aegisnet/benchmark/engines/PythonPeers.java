package org.aegisnet.benchmark.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/** Runner of python_peers.py with the trees of a forest and flows, if a Python with scikit-learn is installed. */
final class PythonPeers {
    private static final List<String> INTERPRETERS = List.of("python3", "/usr/bin/python3");
    private static final int FLOWS = 10_000;

    private final Path script;
    private final PreparedForest forest;
    private final RandomFlows random;

    PythonPeers(final Path script, final PreparedForest forest, final RandomFlows random) {
        this.script = script;
        this.forest = forest;
        this.random = random;
    }

    /**
     * Results of the Python peers.
     *
     * @param scikitLearn the version of scikit-learn
     * @param largestDifference between the probabilities of scikit-learn and ours
     * @param batch nanoseconds a flow, ten thousand at a time, by the forest
     * @param bothModelsOneByOne nanoseconds a flow, one at a time, by a forest and a small autoencoder in numpy
     */
    record Figures(String scikitLearn, double largestDifference, double batch, double bothModelsOneByOne) {}

    /** Empty if no Python has scikit-learn. */
    Optional<Figures> measure() throws IOException, InterruptedException, ModelRejectedException {
        final Path flows = forest.folder().resolve("flows.f32");
        final Path probabilities = forest.folder().resolve("probabilities.f64");
        final Path trees = forest.folder().resolve("trees");
        write(flows, probabilities);
        TreeArrays.write(ModelFile.read(forest.modelFile()).graph(), trees);
        for (final String interpreter : INTERPRETERS) {
            final ProcessBuilder python = new ProcessBuilder(
                    interpreter, script.toString(), trees.toString(), flows.toString(), probabilities.toString());
            python.environment().put("OMP_NUM_THREADS", "1");
            python.redirectError(forest.folder().resolve("python.log").toFile());
            final Optional<Figures> figures = run(python);
            if (figures.isPresent()) {
                return figures;
            }
        }
        return Optional.empty();
    }

    private static Optional<Figures> run(final ProcessBuilder python) throws InterruptedException {
        try {
            final Process process = python.start();
            final byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            final JsonNode json = new ObjectMapper().readTree(new String(output, StandardCharsets.UTF_8));
            return Optional.of(new Figures(
                    json.path("scikitLearn").asText(),
                    json.path("largestDifference").asDouble(),
                    json.path("batch").asDouble(),
                    json.path("bothModelsOneByOne").asDouble()));
        } catch (final IOException e) {
            return Optional.empty();
        }
    }

    private void write(final Path flowFile, final Path probabilityFile) throws IOException, ModelRejectedException {
        final float[][] flows = random.make(FLOWS, 123).matrix();
        final ByteBuffer values =
                ByteBuffer.allocate(FLOWS * flows[0].length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        final ByteBuffer scores = ByteBuffer.allocate(FLOWS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FlowModel model = new ModelLoader().load(ModelFile.read(forest.modelFile()));
                BatchScorer scorer = model.openScorer(FLOWS)) {
            for (int row = 0; row < FLOWS; row++) {
                scorer.batch().put(row, flows[row]);
                for (final float value : flows[row]) {
                    values.putFloat(value);
                }
            }
            scorer.score(FLOWS);
            for (int row = 0; row < FLOWS; row++) {
                scores.putDouble(scorer.scoreOf(row));
            }
        }
        Files.write(flowFile, values.array());
        Files.write(probabilityFile, scores.array());
    }
}
