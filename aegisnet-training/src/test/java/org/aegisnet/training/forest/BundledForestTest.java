package org.aegisnet.training.forest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aegisnet.scoring.forest.ForestModel;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.SharedData;
import org.aegisnet.training.evaluation.ModelDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class BundledForestTest {
    private static final Path COMMITTED = Path.of("..", "models", "flow-forest.onnx");
    private static final int MAX_NODES = 50_000;
    private static final int MAX_BYTES = 3_000_000;

    private static BundledForest recipe() {
        return new BundledForest(new SharedData().file("train").toAbsolutePath().getParent());
    }

    @Test
    void keepsWithinItsBoundsAndHasTheFeaturesItsTrainerChose() throws IOException, ModelRejectedException {
        assertTrue(Files.size(COMMITTED) < MAX_BYTES);
        try (ForestModel model = ForestModel.load(ModelFile.read(COMMITTED))) {
            assertTrue(model.nodes() <= MAX_NODES, () -> model.nodes() + " nodes");
            assertEquals(new ForestFeatures().list(), model.metadata().features());
            assertEquals(11, model.metadata().features().size());
        }
    }

    /** "Typically 0 B" must not be said of a TCP flow's windows, and nearly all that the forest finds is TCP. */
    @Test
    void itsReasonsAreToldAgainstATypicalTcpFlow() throws IOException, ModelRejectedException {
        try (ForestModel model = ForestModel.load(ModelFile.read(COMMITTED))) {
            final List<Float> reference = model.metadata().referenceFlow().orElseThrow();
            for (int column = 0; column < reference.size(); column++) {
                if (model.metadata().features().get(column).name().startsWith("Init_Win")) {
                    assertTrue(reference.get(column) > 0, "%s".formatted(reference));
                }
            }
        }
    }

    @Test
    void theEngineAgreesWithOnnxRuntimeOnEveryFlowLearntFrom() throws Exception {
        final FlowSet flows = recipe().read().flows();
        final byte[] file = Files.readAllBytes(COMMITTED);
        try (ForestModel model = ForestModel.load(ModelFile.read(file))) {
            final double[] ours = new ModelDetector(model).scores(flows);
            compare(file, flows, ours);
        }
    }

    private static void compare(final byte[] file, final FlowSet flows, final double[] ours) throws OrtException {
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file);
                OnnxTensor input = OnnxTensor.createTensor(environment, flows.matrix());
                OrtSession.Result result = session.run(Map.of("features", input))) {
            final float[][] probabilities =
                    (float[][]) result.get("probabilities").orElseThrow().getValue();
            final long[] labels = (long[]) result.get("label").orElseThrow().getValue();
            for (int row = 0; row < ours.length; row++) {
                assertEquals(probabilities[row][1], ours[row], 1e-6);
                assertEquals(labels[row], ours[row] > 0.5 ? 1 : 0);
            }
        }
    }

    /** Takes a minute: {@code bin/test -P slow} runs it. */
    @Test
    @EnabledIfSystemProperty(named = "aegisnet.slow", matches = "true")
    void madeAgainFromItsDataIsTheCommittedFileToTheLastBit() throws IOException {
        final byte[] built = recipe().build();
        assertTrue(
                Arrays.equals(Files.readAllBytes(COMMITTED), built),
                "the committed forest is another than the recipe makes; run bin/models rebuild");
    }
}
