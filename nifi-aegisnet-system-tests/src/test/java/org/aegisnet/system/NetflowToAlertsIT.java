package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import org.aegisnet.demo.Evaluation;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.FlowRecord;
import org.aegisnet.demo.NetFlowCapture;
import org.aegisnet.demo.NetflowToAlerts;
import org.aegisnet.demo.Outcome;
import org.aegisnet.demo.UdpPort;
import org.aegisnet.runtime.Bulletin;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The capture of the demo, over loopback into the template netflow-to-alerts in a real NiFi. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NetflowToAlertsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long FLOWS = 3955;
    private static final long OPTIONS_RECORDS = 8;

    private final SystemUnderTest system = new SystemUnderTest("netflow-to-alerts");
    private final FlowFolders folders = system.folders();
    private final NetFlowCapture capture = NetFlowCapture.read(system.checkout().netFlowCapture());
    private NiFiInstance nifi;
    private NetflowToAlerts template;

    @BeforeAll
    void startNiFi() throws IOException {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()));
        template = NetflowToAlerts.start(
                nifi.client(),
                system.checkout().netFlowTemplate(),
                folders,
                UdpPort.free().number(),
                Duration.ofSeconds(5));
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    @Test
    @Order(1)
    void everyFlowOfTheCaptureIsInExactlyOneRecordThatComesOut() {
        capture.replay("127.0.0.1", template.port());
        template.awaitDone(capture.size(), PATIENCE);
        final Outcome outcome = Outcome.in(folders);

        assertEquals(capture.size(), template.listened("Datagrams Received"));
        assertEquals(capture.size(), template.listened("Datagrams Decoded"));
        assertEquals(FLOWS, template.listened("Flows Decoded"));
        assertEquals(OPTIONS_RECORDS, template.listened("Options Records"));
        assertEquals(FLOWS, template.paired("Halves Read"));
        assertEquals(FLOWS, 2 * template.paired("Pairs Made") + template.paired("One-Sided After Timeout"));
        assertEquals(template.paired("Pairs Made") + template.paired("One-Sided After Timeout"), outcome.records());
        assertEquals(0, outcome.unscored().size());
        assertEquals(List.of(), outcome.failedFiles());
        assertFalse(FlowFolders.filesIn(folders.options()).isEmpty());
        assertTrue(outcome.alerts().stream().allMatch(FlowRecord::isSuspicious));
        assertTrue(outcome.clean().stream().noneMatch(FlowRecord::isSuspicious));
    }

    @Test
    @Order(2)
    void theBytesThatComeOutAreThoseThatTheExporterCounted() {
        final Outcome outcome = Outcome.in(folders);

        assertEquals(156_162_361L, sum(outcome, "bytes_in") + sum(outcome, "bytes_out"));
        assertEquals(142_643L, sum(outcome, "packets"));
        assertEquals(sum(outcome, "packets"), sum(outcome, "packets_fwd") + sum(outcome, "packets_rev"));
    }

    private static long sum(final Outcome outcome, final String field) {
        return outcome.all()
                .map(flow -> flow.text(field))
                .filter(text -> !text.isEmpty())
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Test
    @Order(3)
    void fieldsThatNetFlowLacksAreNamedAndNeverFilledUp() {
        final Outcome outcome = Outcome.in(folders);

        assertTrue(outcome.all().noneMatch(FlowRecord::wasClassified));
        assertTrue(outcome.all().allMatch(flow -> !flow.text("unscored_reason").isEmpty()));
        assertTrue(outcome.all()
                .filter(flow -> flow.text("pairing").equals("one_sided"))
                .allMatch(flow -> flow.text("bytes_out").isEmpty()
                        && flow.text("packets_rev").isEmpty()));
    }

    @Test
    @Order(4)
    void theAttackersAreFoundAsTheDemoSays() {
        final Evaluation autoencoder = Evaluation.ofNetFlow(Outcome.in(folders), FlowRecord::isSuspicious);

        assertEquals(851, autoencoder.attacks());
        assertTrue(autoencoder.recall() > 0.65, autoencoder.inWords());
    }

    @Test
    @Order(4)
    void theOfficeRaisesFewFalseAlarmsAndANetworkThatIsStrangeToTheModelMany() {
        final Map<String, Evaluation> networks =
                Evaluation.ofNetFlowByNetwork(Outcome.in(folders), FlowRecord::isSuspicious);

        final Evaluation office = networks.get("the office");
        final Evaluation strange = networks.get("a network that no model has learnt from");
        assertEquals(964, office.benign());
        assertEquals(523, strange.benign());
        assertTrue(office.falsePositiveRate() < 0.03, office.inWords());
        assertTrue(strange.falsePositiveRate() > office.falsePositiveRate(), strange.inWords());
    }

    @Test
    @Order(5)
    void aDatagramThatCannotBeDecodedIsKeptAsItCame() throws IOException {
        final byte[] nonsense = {0, 1, 2, 3, 4, 5, 6, 7};
        send(nonsense);

        Waiting.until(
                PATIENCE,
                () -> FlowFolders.filesIn(folders.failed()).size() == 1,
                () -> "the datagram is not in the folder for what failed");
        final Path file = FlowFolders.filesIn(folders.failed()).getFirst();
        final byte[] behindItsLength = ByteBuffer.allocate(Integer.BYTES + nonsense.length)
                .putInt(nonsense.length)
                .put(nonsense)
                .array();
        Waiting.until(
                PATIENCE,
                () -> sizeOf(file) == behindItsLength.length,
                () -> "the file does not hold the whole datagram");
        assertArrayEquals(behindItsLength, Files.readAllBytes(file));
        assertEquals(1, template.listened("Datagrams of Other Protocols"));
    }

    private static long sizeOf(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(final byte[] datagram) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(
                    new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), template.port()));
        }
    }

    @Test
    @Order(6)
    void aListenerThatIsStoppedWhileDatagramsComeLosesNoneThatItReceived() {
        for (int round = 0; round < 3; round++) {
            final long receivedBefore = template.listened("Datagrams Received");
            capture.replay("127.0.0.1", template.port());
            template.stopListening();
            assertTrue(template.listened("Datagrams Received") > receivedBefore);
            template.startListening();
        }

        assertEquals(template.listened("Datagrams Received"), template.listened("Datagrams Decoded"));
        template.awaitDone(0, PATIENCE);
        assertEquals(template.listened("Flows Decoded"), template.paired("Halves Read"));
        assertEquals(
                template.listened("Flows Decoded") - template.paired("Pairs Made"),
                Outcome.in(folders).records());
        assertTrue(
                nifi.client().bulletins().stream()
                        .filter(bulletin -> bulletin.level().equals("ERROR"))
                        .map(Bulletin::message)
                        .toList()
                        .isEmpty(),
                () -> nifi.client().bulletins().toString());
    }
}
