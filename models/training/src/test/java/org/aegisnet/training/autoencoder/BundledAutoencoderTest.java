package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aegisnet.training.data.SharedData;
import org.junit.jupiter.api.Test;

class BundledAutoencoderTest {
    private static final Path COMMITTED = Path.of("..", "flow-autoencoder.onnx");

    @Test
    void madeAgainFromItsDataIsTheCommittedFileToTheLastBit() throws IOException, UnfitFlowsException {
        final Path train = new SharedData().file("train").toAbsolutePath();
        final byte[] built = new BundledAutoencoder(AutoencoderSettings.defaults())
                .build(train.getParent(), TrainingProgress.silent());
        assertArrayEquals(Files.readAllBytes(COMMITTED), built);
    }
}
