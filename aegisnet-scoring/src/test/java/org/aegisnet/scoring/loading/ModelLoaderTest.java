package org.aegisnet.scoring.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody relies on a model that does not give the scores it gave where it was made. */
class ModelLoaderTest {
    private static ModelFile scoring(final double expected) throws ModelRejectedException {
        final SelfTest selfTest = new SelfTest(List.of(new float[] {0, 0}, new float[] {1, 2}), List.of(0.0, expected));
        return ModelFile.read(new ModelFileWriter()
                .write(
                        new GraphBuilder()
                                .input("features", 2)
                                .integers("columns", 1)
                                .node("Neg", List.of("features"), "expected")
                                .node("Mul", List.of("features", "features"), "feature_error")
                                .node("ReduceSum", List.of("feature_error", "columns"), "score", "keepdims", 0)
                                .output("score")
                                .output("feature_error")
                                .output("expected")
                                .build(),
                        SampleMetadata.autoencoder(SampleMetadata.required(2), selfTest)));
    }

    @Test
    void loadsAModelThatPassesItsSelfTest() throws Exception {
        for (final double expected : new double[] {5, 5.004, 4.996}) {
            try (FlowModel model = new ModelLoader().load(scoring(expected))) {
                assertEquals("sample 1.0.0", model.metadata().id());
            }
        }
    }

    @Test
    void refusesAModelThatGivesOtherScores() {
        assertEquals(
                "Model sample 1.0.0 gives its self-test flow 2 the score 5.0, but its maker recorded 5.1",
                assertThrows(ModelRejectedException.class, () -> new ModelLoader().load(scoring(5.1)))
                        .getMessage());
    }

    @ParameterizedTest
    @EnumSource(ModelKind.class)
    void theBundledModelsPassTheirSelfTests(final ModelKind kind) throws Exception {
        try (FlowModel model = new ModelLoader().load(new BundledModels().read(kind))) {
            assertEquals(kind, model.metadata().kind());
        }
    }
}
