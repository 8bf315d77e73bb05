package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.Outcome;
import org.aegisnet.runtime.InstalledNar;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.NiFiInstance;
import org.junit.jupiter.api.Test;

/** The NAR uploaded to a NiFi that runs already, as a user does it from the canvas. */
class NarManagerIT {
    private static final List<String> PROCESSORS =
            List.of("org.aegisnet.processors.ScoreFlowAutoencoder", "org.aegisnet.processors.ClassifyFlowForest");

    private final SystemUnderTest system = new SystemUnderTest("nar-manager");

    @Test
    void anUploadedNarWorksAndCanBeTakenOutAgain() {
        try (NiFiInstance nifi = system.startNiFi(List.of())) {
            final NiFiClient client = nifi.client();
            assertTrue(PROCESSORS.stream().noneMatch(client::hasProcessorType));

            final InstalledNar installed = client.uploadNar(nar());

            assertTrue(installed.coordinate().startsWith("org.aegisnet:nifi-aegisnet-nar:"), installed.coordinate());
            assertTrue(PROCESSORS.stream().allMatch(client::hasProcessorType));
            final CsvToAlerts template =
                    CsvToAlerts.start(client, system.checkout().template(), system.folders());
            template.folders().feed(system.checkout().sample());
            template.awaitDone(Duration.ofMinutes(2));
            assertEquals(2150, Outcome.in(template.folders()).records());

            template.flow().delete();
            client.deleteNar(installed);
            assertFalse(PROCESSORS.stream().anyMatch(client::hasProcessorType));
        }
    }

    private Path nar() {
        final List<Path> nars = FlowFolders.filesIn(system.checkout().narFolder());
        assertEquals(1, nars.size(), nars.toString());
        return nars.getFirst();
    }
}
