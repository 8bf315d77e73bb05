package org.aegisnet.scoring.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SelfTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models made with other libraries give the scores that those libraries gave; how they were made is told beside them. */
class ForeignModelTest {
    private static final Path FOLDER = Path.of("src", "test", "fixtures", "foreign-models");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sklearn-random-forest",
                "sklearn-gradient-boosting",
                "xgboost",
                "lightgbm",
                "pytorch-autoencoder"
            })
    void givesTheScoresOfItsOrigin(final String name) throws Exception {
        final ModelFile file = ModelFile.read(FOLDER.resolve(name + ".onnx"));
        try (FlowModel model = new ModelLoader().load(file)) {
            final SelfTest origin = file.metadata().selfTest();
            assertEquals(40, origin.rows().size());
            try (BatchScorer scorer = model.openScorer(40)) {
                for (int row = 0; row < 40; row++) {
                    scorer.batch().put(row, origin.rows().get(row));
                }
                scorer.score(40);
                for (int row = 0; row < 40; row++) {
                    final double expected = origin.scores().get(row);
                    assertEquals(expected, scorer.scoreOf(row), 1e-6 * Math.max(1, expected), "row " + row);
                }
            }
        }
    }

    /** Holes among the values included: LightGBM tells at each node where they go. */
    @Test
    void onnxRuntimeSaysTheSameOfTheForestFromLightGbm() throws Exception {
        final Path file = FOLDER.resolve("lightgbm.onnx");
        final SelfTest origin = ModelFile.read(file).metadata().selfTest();
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(Files.readAllBytes(file));
                OnnxTensor flows =
                        OnnxTensor.createTensor(environment, origin.rows().toArray(float[][]::new));
                OrtSession.Result result = session.run(Map.of("float_input", flows));
                OnnxSequence probabilities =
                        (OnnxSequence) result.get("output_probability").orElseThrow()) {
            for (int row = 0; row < origin.rows().size(); row++) {
                final Map<?, ?> ofRow = ((OnnxMap) probabilities.getValue().get(row)).getValue();
                assertEquals(origin.scores().get(row), (float) ofRow.get(1L), 1e-6, "row " + row);
            }
        }
    }

    @Test
    void aDescriptionThatMixesUpTheLabelsDoesNotPassTheSelfTest(@TempDir final Path folder) throws Exception {
        final Path model = folder.resolve("forest.onnx");
        Files.copy(FOLDER.resolve("sklearn-random-forest.onnx"), model);
        final String description = Files.readString(FOLDER.resolve("sklearn-random-forest.onnx.json"));
        Files.writeString(folder.resolve("forest.onnx.json"), description.replace("\"Attack\"", "\"Benign\""));
        final ModelFile file = ModelFile.read(model);
        final String refusal = assertThrows(ModelRejectedException.class, () -> new ModelLoader().load(file))
                .getMessage();
        assertTrue(refusal.startsWith("Model sklearn-random-forest 1 gives its self-test flow 1 the score "), refusal);
    }
}
