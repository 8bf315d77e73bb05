package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aegisnet.training.data.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

class BundledAutoencoderTest {
    private static final Path COMMITTED = Path.of("..", "models", "flow-autoencoder.onnx");

    private static Path data() {
        return new SharedData().file("train").toAbsolutePath().getParent();
    }

    /** A fifth of the work of making the whole file: the thresholds, which need four more trainings, are left to the slow test. */
    @Test
    void itsGraphMadeAgainFromItsDataIsTheCommittedOne() throws IOException, UnfitFlowsException {
        final TrainedAutoencoder again = new BundledAutoencoder(AutoencoderSettings.defaults())
                .train(BundledTraffic.read(data()), TrainingProgress.silent());
        assertEquals(
                ModelProto.parseFrom(Files.readAllBytes(COMMITTED)).getGraph(),
                again.graph().getGraph(),
                "the committed autoencoder is another than the recipe makes; run bin/models rebuild");
    }

    /** Takes a minute: {@code bin/test -P slow} runs it. */
    @Test
    @EnabledIfSystemProperty(named = "aegisnet.slow", matches = "true")
    void madeAgainFromItsDataIsTheCommittedFileToTheLastBit() throws IOException, UnfitFlowsException {
        final byte[] built =
                new BundledAutoencoder(AutoencoderSettings.defaults()).build(data(), TrainingProgress.silent());
        assertArrayEquals(Files.readAllBytes(COMMITTED), built);
    }
}
