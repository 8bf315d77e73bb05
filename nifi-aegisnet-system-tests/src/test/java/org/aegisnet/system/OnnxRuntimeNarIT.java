package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.InstalledNar;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.NiFiException;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test of a model that plain Java cannot run. NiFi has the main NAR alone, and then the NAR of ONNX Runtime beside it. */
class OnnxRuntimeNarIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SERVICE = "org.aegisnet.onnxruntime.service.OnnxRuntimeEngine";
    private static final String NATIVE_ENGINE = "Native Engine";
    private static final String NEEDED = "Plain Java cannot run model sample 1.0.0 (operator Erf is not known);"
            + " install nifi-aegisnet-onnxruntime-nar, and choose its service OnnxRuntimeEngine as Native Engine";

    private final SystemUnderTest system = new SystemUnderTest("native-engine");

    @TempDir
    private Path temporary;

    @Test
    void theModelScoresWhenTheOtherNarIsThere() throws Exception {
        final Path model = Files.write(
                temporary.resolve("native.onnx"),
                new ModelFileWriter()
                        .write(
                                GraphBuilder.autoencoder(3, 1)
                                        .node("Erf", List.of("features"), "unused")
                                        .build(),
                                SampleMetadata.autoencoder(3)));
        try (NiFiInstance nifi = system.startNiFi(List.of(system.checkout().narFolder()))) {
            final NiFiClient client = nifi.client();
            final OneProcessor flow = new OneProcessor(client, ModelKind.AUTOENCODER, system.folder("flow"));
            flow.flow().setProperty(OneProcessor.SCORING, "Model", model.toString());
            Waiting.until(
                    PATIENCE,
                    () -> flow.flow().invalidComponents().toString().contains(NEEDED),
                    () -> "not refused: " + flow.flow().invalidComponents());

            final InstalledNar installed = client.uploadNar(SystemUnderTest.onnxRuntimeNar());
            score(client, flow, client.addService(SERVICE, Map.of()), 1);

            // The NAR is replaced: its service is kept on the canvas, is enabled again and scores on.
            flow.flow().stop();
            client.deleteNar(installed);
            final InstalledNar again = client.uploadNar(SystemUnderTest.onnxRuntimeNar());
            assertEquals(installed.coordinate(), again.coordinate());
            score(client, flow, client.addService(SERVICE, Map.of()), 2);
            assertTrue(nifi.isRunning(), "NiFi has survived");
        }
    }

    @Test
    void theOtherNarWaitsForTheMainOneAndKeepsItInPlace() {
        try (NiFiInstance nifi = system.startNiFi(List.of())) {
            final NiFiClient client = nifi.client();
            final String waiting = assertThrows(
                            NiFiException.class, () -> client.uploadNar(SystemUnderTest.onnxRuntimeNar()))
                    .getMessage();
            assertTrue(waiting.contains("look into NiFi's log for the NAR that it depends on"), waiting);

            final InstalledNar main = client.uploadNar(
                    FlowFolders.filesIn(system.checkout().narFolder()).getFirst());
            Waiting.until(
                    PATIENCE,
                    () -> client.componentsOf("org.aegisnet").stream()
                            .anyMatch(component -> component.type().equals(SERVICE)),
                    () -> "NiFi does not load the NAR that has waited: " + client.componentsOf("org.aegisnet"));

            final String refusal = assertThrows(NiFiException.class, () -> client.deleteNar(main))
                    .getMessage();
            assertTrue(refusal.contains("because it is a dependency of other NARs"), refusal);
        }
    }

    private void score(final NiFiClient client, final OneProcessor flow, final String service, final int round)
            throws Exception {
        flow.flow().setProperty(OneProcessor.SCORING, NATIVE_ENGINE, service);
        flow.flow().awaitValid();
        flow.flow().start();
        flow.feed(Files.writeString(
                system.folder("flow").resolve("flows-" + round + ".csv"), "f0,f1,f2\n1,2,3\n-1,0,100\n"));
        flow.awaitDone(PATIENCE, () -> {});
        final AtomicInteger scored = new AtomicInteger();
        flow.results().forEach(record -> {
            assertTrue(record.path("anomaly_score").asDouble() > 0, () -> record + ", " + client.bulletins());
            scored.incrementAndGet();
        });
        assertEquals(2 * round, scored.get(), () -> "bulletins: " + client.bulletins());
    }
}
