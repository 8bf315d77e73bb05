package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.NetFlowCapture;
import org.aegisnet.demo.UdpPort;
import org.aegisnet.runtime.Bulletin;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.Jcmd;
import org.aegisnet.runtime.NiFiException;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Test of the life of ListenNetFlow and NetFlowReader in a NiFi. They are stopped and terminated at work, their NAR is replaced, and NiFi is
 * restarted. The tests run in order, with one flow on the canvas.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux tells who listens")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NetFlowLifeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int STORMS = 40;
    private static final int CAPTURES = 40;
    private static final int HEADER = 20;
    private static final int FIRST_DATA_SET = 256;
    private static final String LISTEN = "Listen";
    private static final String RECEIVE = "Receive datagrams";
    private static final String PICK_UP = "Pick up captures";
    private static final String CONVERT_DATAGRAMS = "Convert datagrams";
    private static final String CONVERT_CAPTURES = "Convert captures";

    private final SystemUnderTest system = new SystemUnderTest("netflow-life");
    private final NetFlowCapture capture = NetFlowCapture.read(system.checkout().netFlowCapture());
    private final int listenPort = UdpPort.free().number();
    private final int receivePort = UdpPort.free().number();
    private NiFiInstance nifi;
    private ImportedFlow flow;
    private Path captures;
    private Path fromListener;
    private Path fromDatagrams;
    private Path fromCaptures;
    private long flowsInCapture;

    @BeforeAll
    void startNiFi() throws IOException {
        nifi = system.startNiFi(List.of());
        nifi.client().uploadNar(nar());
        captures = Files.createDirectories(system.folder("captures"));
        fromListener = Files.createDirectories(system.folder("from-listener"));
        fromDatagrams = Files.createDirectories(system.folder("from-datagrams"));
        fromCaptures = Files.createDirectories(system.folder("from-captures"));
        for (final Path folder : List.of(captures, fromListener, fromDatagrams, fromCaptures)) {
            for (final Path file : FlowFolders.filesIn(folder)) {
                Files.delete(file);
            }
        }
        flow = nifi.client().importFlow(draft());
        flow.start();
        awaitTaken(listenPort);
        awaitTaken(receivePort);
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    private Path nar() {
        return FlowFolders.filesIn(system.checkout().narFolder()).getFirst();
    }

    private FlowDraft draft() {
        final FlowDraft draft = new FlowDraft("netflow life");
        final String writer = JsonLinesFolder.addWriter(draft);
        final String datagramReader =
                draft.addService("Datagrams", "org.aegisnet.processors.netflow.NetFlowReader", Map.of());
        final String captureReader = draft.addService(
                "Captures", "org.aegisnet.processors.netflow.NetFlowReader", Map.of("Framing", "Pcap"));
        draft.addProcessor(
                LISTEN,
                "org.aegisnet.processors.netflow.ListenNetFlow",
                Map.of("Record Writer", writer, "Port", Integer.toString(listenPort), "Batch Interval", "200 ms"),
                List.of("options", "unparsed"),
                1);
        draft.addProcessor(
                RECEIVE,
                "org.apache.nifi.processors.standard.ListenUDP",
                Map.of("Port", Integer.toString(receivePort)),
                List.of(),
                1);
        draft.addProcessor(
                CONVERT_DATAGRAMS,
                "org.apache.nifi.processors.standard.ConvertRecord",
                Map.of("record-reader", datagramReader, "record-writer", writer),
                List.of("failure"),
                1);
        draft.addProcessor(
                PICK_UP,
                "org.apache.nifi.processors.standard.GetFile",
                Map.of(
                        "Input Directory",
                        captures.toString(),
                        "Minimum File Age",
                        "0 sec",
                        "Polling Interval",
                        "0 sec"),
                List.of(),
                1);
        draft.addProcessor(
                CONVERT_CAPTURES,
                "org.apache.nifi.processors.standard.ConvertRecord",
                Map.of("record-reader", captureReader, "record-writer", writer),
                List.of("failure"),
                1);
        draft.connect(RECEIVE, List.of("success"), CONVERT_DATAGRAMS);
        draft.connect(PICK_UP, List.of("success"), CONVERT_CAPTURES);
        new JsonLinesFolder(fromListener).addBehind(draft, LISTEN, List.of("success"));
        new JsonLinesFolder(fromDatagrams).addBehind(draft, CONVERT_DATAGRAMS, List.of("success"));
        new JsonLinesFolder(fromCaptures).addBehind(draft, CONVERT_CAPTURES, List.of("success"));
        return draft;
    }

    @Test
    @Order(1)
    void theListenerAndTheReaderOfDatagramsAndCapturesGiveTheSameFlows() throws IOException {
        capture.replay("127.0.0.1", listenPort);
        capture.replay("127.0.0.1", receivePort);
        feedCaptures(1);
        Waiting.until(
                PATIENCE,
                () -> counted("Datagrams Decoded") == capture.size()
                        && linesIn(fromListener) == counted("Flows Decoded"),
                () -> counted("Datagrams Decoded") + " datagrams decoded");
        flowsInCapture = counted("Flows Decoded");
        assertTrue(flowsInCapture > 0);
        awaitLines(fromDatagrams, flowsInCapture);
        awaitLines(fromCaptures, flowsInCapture);
        final List<String> fields = List.of("src_ip", "dst_ip", "src_port", "dst_port", "bytes_in", "packets", "first");
        assertEquals(
                new JsonLines(fromListener).digest(fields).inWords(),
                new JsonLines(fromDatagrams).digest(fields).inWords());
        assertEquals(
                new JsonLines(fromListener).digest(fields).inWords(),
                new JsonLines(fromCaptures).digest(fields).inWords());
    }

    private void feedCaptures(final int count) throws IOException {
        for (int file = 0; file < count; file++) {
            final Path hidden = captures.resolve("." + file);
            Files.copy(system.checkout().netFlowCapture(), hidden);
            Files.move(hidden, captures.resolve("capture-" + file + ".pcap"));
        }
    }

    @Test
    @Order(2)
    void aListenerThatIsStoppedAndTerminatedAtWorkLeavesNoSocketAndNoThread() throws Exception {
        stormOnTheListener(3);
        final long socketsBefore = sockets();
        stormOnTheListener(STORMS);

        assertEquals(1, receiverThreads(), "the thread of the one listener that runs");
        // NiFi's own connections come and go; a socket left behind by each start would be far above this.
        assertTrue(sockets() - socketsBefore < STORMS / 4, socketsBefore + " sockets before, then " + sockets());
        flow.stopProcessor(LISTEN);
        Waiting.until(PATIENCE, () -> !isTaken(listenPort), () -> "the port is still taken");
        Waiting.until(PATIENCE, () -> receiverThreads() == 0, () -> "a receiving thread is left");
        flow.startProcessor(LISTEN);
        awaitTaken(listenPort);
    }

    private void stormOnTheListener(final int times) throws InterruptedException {
        for (int time = 0; time < times; time++) {
            capture.replay("127.0.0.1", listenPort);
            flow.stopProcessor(LISTEN);
            terminate(LISTEN);
            flow.startProcessor(LISTEN);
            Thread.sleep(10 + time % 4 * 30);
        }
        awaitTaken(listenPort);
    }

    private void terminate(final String processor) {
        try {
            flow.terminateProcessor(processor);
        } catch (final NiFiException e) {
            // The processor had stopped by itself: no task was left to terminate.
            assertTrue(e.getMessage().contains("stopped") || e.getMessage().contains("terminate"), e.getMessage());
        }
    }

    @Test
    @Order(3)
    void aReaderWhoseProcessorIsStoppedAndTerminatedAtWorkLosesAndDoublesNothing() throws Exception {
        final long before = linesIn(fromCaptures);
        flow.stopProcessor(CONVERT_CAPTURES);
        feedCaptures(CAPTURES);
        for (int time = 0; time < STORMS; time++) {
            flow.startProcessor(CONVERT_CAPTURES);
            Thread.sleep(5 + time % 5 * 15);
            flow.stopProcessor(CONVERT_CAPTURES);
            terminate(CONVERT_CAPTURES);
        }
        flow.startProcessor(CONVERT_CAPTURES);

        awaitLines(fromCaptures, before + CAPTURES * flowsInCapture);
    }

    @Test
    @Order(4)
    void aListenerWhoseNarIsReplacedKnowsItsTemplatesAndListensOnce() throws Exception {
        final long sets = counted("Sets Without Template");
        nifi.client().uploadNar(nar());
        flow.start();
        awaitTaken(listenPort);

        assertEquals(1, receiverThreads(), "the thread of the new listener alone");
        dataWithoutTemplatesIsDecoded(sets);
        capture.replay("127.0.0.1", receivePort);
        awaitLines(fromDatagrams, 2 * flowsInCapture);
    }

    @Test
    @Order(5)
    void aListenerInANiFiThatWasStartedAnewKnowsItsTemplates() throws Exception {
        final NiFiInstallation installation = nifi.installation();
        nifi.close();
        assertTrue(!isTaken(listenPort) && !isTaken(receivePort), "the ports are free");
        nifi = SystemUnderTest.startAgain(installation);
        awaitTaken(listenPort);

        dataWithoutTemplatesIsDecoded(0);
        assertEquals(
                List.of(),
                nifi.client().bulletins().stream()
                        .filter(bulletin -> bulletin.level().equals("ERROR"))
                        .map(Bulletin::message)
                        .toList());
    }

    private void dataWithoutTemplatesIsDecoded(final long setsWithoutTemplateBefore) throws IOException {
        final long before = counted("Flows Decoded");
        final List<byte[]> dataAlone = capture.datagrams().stream()
                .filter(NetFlowLifeIT::holdsDataAlone)
                .toList();
        assertTrue(dataAlone.size() > 10, dataAlone.size() + " datagrams without templates");
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (final byte[] datagram : dataAlone) {
                socket.send(
                        new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), listenPort));
            }
        }
        Waiting.until(
                PATIENCE,
                () -> counted("Flows Decoded") > before,
                () -> "no flow is decoded; sets without template: " + counted("Sets Without Template"));
        assertEquals(setsWithoutTemplateBefore, counted("Sets Without Template"));
    }

    /** Tells whether all sets of a datagram of NetFlow v9 hold data. */
    private static boolean holdsDataAlone(final byte[] datagram) {
        final ByteBuffer bytes = ByteBuffer.wrap(datagram);
        for (int at = HEADER; at < datagram.length; at += Short.toUnsignedInt(bytes.getShort(at + 2))) {
            if (Short.toUnsignedInt(bytes.getShort(at)) < FIRST_DATA_SET) {
                return false;
            }
        }
        return true;
    }

    private void awaitTaken(final int port) {
        Waiting.until(PATIENCE, () -> isTaken(port), () -> "nothing listens at UDP port " + port);
    }

    /** Looks at what the kernel says: to open the port would take it away from the listener that starts. */
    private static boolean isTaken(final int port) {
        return isIn("net/udp", port) || isIn("net/udp6", port);
    }

    private static boolean isIn(final String table, final int port) {
        final String suffix = ":%04X".formatted(port);
        try (Stream<String> lines = Files.lines(NativeFootprint.PROC.resolve(table))) {
            return lines.map(line -> line.strip().split("\\s+", -1)).anyMatch(columns -> columns[1].endsWith(suffix));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long sockets() throws IOException {
        try (Stream<Path> files = Files.list(
                NativeFootprint.PROC.resolve(Long.toString(nifi.processId())).resolve("fd"))) {
            return files.filter(NetFlowLifeIT::isSocket).count();
        }
    }

    private static boolean isSocket(final Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (final IOException e) {
            return false;
        }
    }

    private long receiverThreads() {
        try {
            return new Jcmd(nifi.processId())
                    .answer("Thread.print")
                    .lines()
                    .filter(line -> line.startsWith("\"ListenNetFlow[id="))
                    .count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLines(final Path folder, final long count) {
        Waiting.until(
                PATIENCE,
                () -> linesIn(folder) >= count && flow.queues().stream().allMatch(queue -> queue.flowFiles() == 0),
                () -> "%d of %d flows in %s".formatted(linesIn(folder), count, folder));
        assertEquals(count, linesIn(folder));
    }

    private static long linesIn(final Path folder) {
        long count = 0;
        for (final Path file : FlowFolders.filesIn(folder)) {
            try (Stream<String> lines = Files.lines(file)) {
                count += lines.count();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return count;
    }

    private long counted(final String name) {
        return nifi.client().counted(LISTEN, name);
    }
}
