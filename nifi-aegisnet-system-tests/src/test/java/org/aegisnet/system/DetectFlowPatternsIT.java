package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.Test;

/** DetectFlowPatterns in a real NiFi: half of a scan before NiFi stops and half after it has started again is a scan. */
class DetectFlowPatternsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String STANDARD = "org.apache.nifi.processors.standard.";
    private static final int HALF = 15;

    private final SystemUnderTest system = new SystemUnderTest("patterns");

    @Test
    void theCountsOutliveNiFi() throws IOException {
        final FlowFolders folders = system.folders();
        NiFiInstance nifi = system.startNiFi(List.of(system.checkout().narFolder()));
        try {
            final ImportedFlow flow = nifi.client().importFlow(draft(folders));
            flow.start();
            final long start = Instant.now().getEpochSecond();
            feed(folders, probes(1, start));
            awaitFilesIn(folders.clean(), flow);
            assertEquals(HALF, lines(folders.clean()).size());
            assertEquals(List.of(), lines(folders.alerts()));

            final NiFiInstallation installation = nifi.installation();
            nifi.close();
            nifi = SystemUnderTest.startAgain(installation);
            feed(folders, probes(1 + HALF, start + 1));
            awaitFilesIn(folders.alerts(), flow);
            assertEquals(HALF, lines(folders.alerts()).size());

            assertTrue(lines(folders.alerts()).stream()
                    .allMatch(alert -> alert.path("pattern_label").asText().equals("Port Scan")
                            && alert.path("pattern_reasons").asText().contains("30 ports")));
            assertEquals(HALF, lines(folders.clean()).size());
        } finally {
            nifi.close();
        }
    }

    private static FlowDraft draft(final FlowFolders folders) {
        final FlowDraft draft = new FlowDraft("patterns");
        final String reader = draft.addService(
                "reader", "org.apache.nifi.csv.CSVReader", Map.of("schema-access-strategy", "infer-schema"));
        final String writer = draft.addService(
                "writer", "org.apache.nifi.json.JsonRecordSetWriter", Map.of("output-grouping", "output-oneline"));
        draft.addProcessor(
                "Pick up",
                STANDARD + "GetFile",
                Map.of("Input Directory", folders.input().toString(), "Keep Source File", "false"),
                List.of(),
                1);
        draft.addProcessor(
                "Detect",
                "org.aegisnet.processors.patterns.DetectFlowPatterns",
                Map.of("Record Reader", reader, "Record Writer", writer),
                List.of("unscored", "failure"),
                1);
        draft.addProcessor(
                "Write suspicious",
                STANDARD + "PutFile",
                Map.of("Directory", folders.alerts().toString()),
                List.of("success", "failure"),
                1);
        draft.addProcessor(
                "Write normal",
                STANDARD + "PutFile",
                Map.of("Directory", folders.clean().toString()),
                List.of("success", "failure"),
                1);
        draft.connect("Pick up", List.of("success"), "Detect");
        draft.connect("Detect", List.of("suspicious"), "Write suspicious");
        draft.connect("Detect", List.of("normal"), "Write normal");
        return draft;
    }

    private static List<String> probes(final int firstPort, final long second) {
        final List<String> lines = new ArrayList<>();
        lines.add("src_ip,src_port,dst_ip,dst_port,protocol,first,duration,bytes_in,packets_fwd,packets_rev");
        for (int port = firstPort; port < firstPort + HALF; port++) {
            lines.add("192.0.2.7,40000,192.0.2.5,%d,6,%d,0,60,1,1".formatted(port, second));
        }
        return lines;
    }

    private void feed(final FlowFolders folders, final List<String> lines) throws IOException {
        final Path aside = Files.write(system.folder("aside.csv"), lines);
        Files.move(aside, folders.input().resolve(lines.hashCode() + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitFilesIn(final Path folder, final ImportedFlow flow) {
        Waiting.until(
                PATIENCE,
                () -> !FlowFolders.filesIn(folder).isEmpty() && flow.isIdle(),
                () -> "nothing has come into " + folder);
    }

    private static List<JsonNode> lines(final Path folder) {
        final List<JsonNode> lines = new ArrayList<>();
        new JsonLines(folder).forEach(lines::add);
        return lines;
    }
}
