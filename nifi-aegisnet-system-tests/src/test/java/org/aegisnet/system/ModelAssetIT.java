package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.Outcome;
import org.aegisnet.runtime.NiFiInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test of a model that is an asset of a parameter context, as NiFi distributes a file to every node. The next model replaces it while the flow
 * runs.
 */
class ModelAssetIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String AUTOENCODER = "Score with the autoencoder";

    private final SystemUnderTest system = new SystemUnderTest("model-asset");

    @Test
    void aModelThatIsAnAssetScoresAndIsReplaced(@TempDir final Path temporary) throws Exception {
        final FlowFolders folders = system.folders();
        final Path bundled = system.checkout().root().resolve("models/flow-autoencoder.onnx");
        final Path asset = Files.copy(bundled, temporary.resolve("autoencoder.onnx"));
        try (NiFiInstance nifi = system.startNiFi(List.of(system.checkout().narFolder()))) {
            final CsvToAlerts template =
                    CsvToAlerts.start(nifi.client(), system.checkout().template(), folders);
            template.flow().stop();
            template.flow().setAsset("Autoencoder", asset);
            template.flow().setProperty(AUTOENCODER, "Model", "#{Autoencoder}");
            template.flow().setProperty(AUTOENCODER, "Model Refresh Interval", "1 sec");
            template.flow().start();

            assertEquals(Set.of("flow-autoencoder 1.0.0"), modelsOfTheSample(template, temporary, "first.csv"));

            Files.write(asset, NextModel.of(bundled));
            template.flow().setAsset("Autoencoder", asset);
            Thread.sleep(Duration.ofSeconds(2));

            assertEquals(
                    Set.of("flow-autoencoder " + NextModel.VERSION),
                    modelsOfTheSample(template, temporary, "second.csv"));
            assertTrue(
                    Path.of(template.flow().parameters().get("Autoencoder"))
                            .startsWith(nifi.installation().folder()),
                    "the processor reads NiFi's own copy");
        }
    }

    private Set<String> modelsOfTheSample(final CsvToAlerts template, final Path temporary, final String name)
            throws Exception {
        template.folders().empty();
        template.folders().feed(Files.copy(system.checkout().sample(), temporary.resolve(name)));
        template.awaitDone(PATIENCE);
        return Outcome.in(template.folders())
                .all()
                .map(flow -> flow.text("anomaly_model"))
                .collect(Collectors.toSet());
    }
}
