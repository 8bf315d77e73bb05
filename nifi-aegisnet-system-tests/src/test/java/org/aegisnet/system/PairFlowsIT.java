package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.ProcessorStatus;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Halves that wait live in NiFi's queue: NiFi may be killed whenever it likes, and every flow still comes out once, with its other half. */
class PairFlowsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int CONVERSATIONS = 170_000;
    private static final int ROWS_BETWEEN_HALVES = 40_000;
    private static final int UNANSWERED = 5;
    private static final int KILLS_AT_WORK = Integer.getInteger("aegisnet.pairing.kills", 2);
    private static final String SPLIT = "Split flows";
    private static final String PAIR = "Pair flows";
    private static final Pattern LINE = Pattern.compile("\"id\":\"q(\\d+)\".*\"pairing\":\"(\\w+)\"");

    private final SystemUnderTest system = new SystemUnderTest("pair-flows");
    private NiFiInstance nifi;
    private ImportedFlow flow;

    @BeforeEach
    void startNiFi() {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()));
    }

    @AfterEach
    void stopNiFi() {
        nifi.close();
    }

    @Test
    void everyFlowComesOutOnceThoughNiFiIsKilledAgainAndAgain(@TempDir final Path temporary) throws IOException {
        final FlowFolders folders = system.folders();
        final Path output = temporary.resolve("output");
        final Path failed = temporary.resolve("failed");
        flow = nifi.client()
                .importFlow(
                        "pair-flows",
                        system.checkout()
                                .root()
                                .resolve(
                                        "nifi-aegisnet-system-tests/src/test/resources/org/aegisnet/system/pair-flows.json"));
        flow.setParameters(Map.of(
                "Input Folder", folders.parameters().get("Input Folder"),
                "Output Folder", output.toString(),
                "Failed Folder", failed.toString()));
        flow.enableServices();
        flow.awaitValid();
        flow.setProperty(PAIR, "Pairing Timeout", "1 hour");
        flow.setProperty(PAIR, "Maximum Waiting Flows", "200000");
        flow.startProcessor("Pick up flows");
        flow.startProcessor(SPLIT);
        folders.feed(halves(temporary.resolve("halves.csv")));
        Waiting.until(
                PATIENCE,
                () -> folders.inputIsEmpty() && waitingFor(SPLIT) == 0 && waitingFor(PAIR) > 0,
                () -> "the flows are not in the queue yet");

        flow.startProcessor("Write flows");
        flow.startProcessor("Write the rest");
        flow.startProcessor(PAIR);
        int killedAtWork = 0;
        for (int time = 0; time < KILLS_AT_WORK; time++) {
            if (time % 2 == 0) {
                awaitSomethingDone();
            }
            if (awaitAtWork()) {
                killedAtWork++;
            }
            killAndStartAgain();
        }
        Waiting.until(PATIENCE, this::onlyWaitingFlowsAreLeft, () -> "still in the queue: " + flow.queues());
        killAndStartAgain();
        Waiting.until(PATIENCE, this::onlyWaitingFlowsAreLeft, () -> "the waiting flows are gone");
        flow.stopProcessor(PAIR);
        Waiting.until(PATIENCE, () -> status().activeTasks() == 0, () -> "Pair flows does not stop");
        flow.setProperty(PAIR, "Pairing Timeout", "1 sec");
        flow.startProcessor(PAIR);
        Waiting.until(PATIENCE, () -> flow.isIdle(), () -> "still in the queue: " + flow.queues());

        assertTrue(killedAtWork >= KILLS_AT_WORK / 2, "killed at work only " + killedAtWork + " times");
        final Map<String, Integer> found = outcome(output);
        final Map<String, Integer> expected = new TreeMap<>();
        for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
            expected.put(conversation + (conversation % UNANSWERED == 0 ? " one_sided" : " paired"), 1);
        }
        assertEquals(expected.size(), found.size());
        assertEquals(expected, found);
        assertTrue(!Files.exists(failed) || FlowFolders.filesIn(failed).isEmpty(), "nothing was unpairable");
        assertEquals(List.of(), nifi.client().bulletins());
    }

    /** Questions in order, each answer many rows and therefore several transactions after its question. */
    private static Path halves(final Path file) throws IOException {
        final long now = System.currentTimeMillis();
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(
                    "id,src_ip,dst_ip,src_port,dst_port,protocol,first,last,bytes_in,packets_fwd,packets,exporter\n");
            for (int row = 0; row < CONVERSATIONS + ROWS_BETWEEN_HALVES; row++) {
                final int answered = row - ROWS_BETWEEN_HALVES;
                if (row < CONVERSATIONS) {
                    writer.write("q%d,%s,192.0.2.1,40000,53,17,%d,%d,60,1,1,192.0.2.9%n"
                            .formatted(row, address(row), now, now));
                }
                if (answered >= 0 && answered % UNANSWERED != 0) {
                    writer.write("a%d,192.0.2.1,%s,53,40000,17,%d,%d,600,2,2,192.0.2.9%n"
                            .formatted(answered, address(answered), now + 20, now + 20));
                }
            }
        }
        return file;
    }

    private static String address(final int conversation) {
        return "10.%d.%d.%d".formatted(conversation >> 16, conversation >> 8 & 0xff, conversation & 0xff);
    }

    private void awaitSomethingDone() {
        final long before = halvesRead();
        Waiting.until(
                PATIENCE,
                () -> halvesRead() > before || waitingFor(PAIR) <= 1,
                () -> "Pair flows does nothing: " + flow.queues());
    }

    /** Tells whether a task of PairFlows was seen running before its work was done. */
    private boolean awaitAtWork() {
        final long limit = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - limit < 0) {
            if (waitingFor(PAIR) <= 1) {
                return false;
            }
            if (status().activeTasks() > 0) {
                return true;
            }
        }
        return false;
    }

    private void killAndStartAgain() {
        final NiFiInstallation installation = nifi.installation();
        nifi.kill();
        nifi = SystemUnderTest.startAgain(installation);
    }

    private boolean onlyWaitingFlowsAreLeft() {
        return waitingFor(PAIR) == 1
                && flow.queues().stream()
                        .filter(queue -> !queue.destination().equals(PAIR))
                        .allMatch(queue -> queue.flowFiles() == 0);
    }

    private long waitingFor(final String processor) {
        return flow.queues().stream()
                .filter(queue -> queue.destination().equals(processor))
                .mapToLong(queue -> queue.flowFiles())
                .sum();
    }

    private ProcessorStatus status() {
        return flow.processors().stream()
                .filter(processor -> processor.name().equals(PAIR))
                .findFirst()
                .orElseThrow();
    }

    private long halvesRead() {
        return nifi.client().counted(PAIR, "Halves Read");
    }

    private static Map<String, Integer> outcome(final Path folder) throws IOException {
        final Map<String, Integer> found = new TreeMap<>();
        for (final Path file : FlowFolders.filesIn(folder)) {
            try (Stream<String> lines = Files.lines(file)) {
                lines.forEach(line -> {
                    final Matcher matcher = LINE.matcher(line);
                    assertTrue(matcher.find(), line);
                    found.merge(matcher.group(1) + " " + matcher.group(2), 1, Integer::sum);
                });
            }
        }
        return found;
    }
}
