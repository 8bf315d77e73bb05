package org.aegisnet.processors.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.aegisnet.netflow.column.FlowColumn;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ListenNetFlow with real datagrams over loopback and real writers. */
class ListenNetFlowTest {
    /** Addresses, ports, protocol, bytes, packets: the flow of {@link #flow}. */
    private static final int[] FIELDS = {8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, 4, 2, 4};

    private ListenerRunner listener;

    @BeforeEach
    void makeListener() throws InitializationException, IOException {
        listener = new ListenerRunner();
    }

    @AfterEach
    void stopListener() {
        listener.stop();
    }

    private Sender sender(final String address) throws IOException {
        return new Sender(address, listener.port());
    }

    private void send(final byte[]... datagrams) throws IOException {
        try (Sender sender = sender("127.0.0.1")) {
            sender.send(datagrams);
        }
    }

    private static byte[] flow(final int bytes) {
        return ByteBuffer.allocate(21)
                .putInt(0xC0000201)
                .putInt(0xC6336402)
                .putShort((short) 50_000)
                .putShort((short) 53)
                .put((byte) 17)
                .putInt(bytes)
                .putInt(2)
                .array();
    }

    private List<String> said(final List<LogMessage> messages) {
        return messages.stream()
                .map(message -> message.getMsg() + Arrays.toString(message.getArgs()))
                .toList();
    }

    private boolean isWarned(final String words) {
        return said(listener.runner().getLogger().getWarnMessages()).stream().anyMatch(said -> said.contains(words));
    }

    @Test
    void aFlowIsARecordWithTheFieldsOfTheContractInTheirOrder() throws IOException {
        listener.start();
        send(Datagrams.v5(0, 1));
        listener.triggerUntilFlows(1);

        final JsonNode flow = listener.flows().getFirst();
        assertEquals(
                Arrays.stream(FlowColumn.values()).map(FlowColumn::fieldName).toList(),
                flow.properties().stream().map(Map.Entry::getKey).toList());
        assertEquals(1_200, flow.path("bytes_in").asLong());
        assertEquals(10, flow.path("packets").asLong());
        assertEquals(2.0, flow.path("duration").asDouble());
        assertEquals("192.0.2.1", flow.path("src_ip").asText());
        assertEquals("198.51.100.2", flow.path("dst_ip").asText());
        assertEquals(50_000, flow.path("src_port").asInt());
        assertEquals(443, flow.path("dst_port").asInt());
        assertEquals(6, flow.path("protocol").asInt());
        assertEquals(0x1B, flow.path("tcp_flags_fwd").asInt());
        assertEquals(Datagrams.EXPORTED * 1000L - 5_000, flow.path("first").asLong());
        assertEquals(Datagrams.EXPORTED * 1000L - 3_000, flow.path("last").asLong());
        assertEquals("one_way", flow.path("pairing").asText());
        assertEquals("127.0.0.1", flow.path("exporter").asText());
        assertEquals(5, flow.path("netflow_version").asInt());
    }

    @Test
    void valuesThatTheExporterOmitsAreNull() throws IOException {
        listener.start();
        send(Datagrams.v5(0, 1));
        listener.triggerUntilFlows(1);

        final JsonNode flow = listener.flows().getFirst();
        for (final String unsaid :
                List.of("bytes_out", "packets_rev", "tcp_flags_rev", "sampling_rate", "vlan_id", "application")) {
            assertTrue(flow.path(unsaid).isNull(), unsaid);
        }
    }

    @Test
    void aFlowFileNamesTheExportersOfItsFlows() throws IOException {
        listener.set(ListenerProperties.BATCH_INTERVAL, "1 hour")
                .set(ListenerProperties.BATCH_SIZE, "4")
                .start();
        try (Sender other = sender("127.0.0.2")) {
            send(Datagrams.v5(0, 2), Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)));
            listener.triggerUntilCounted("Templates Added", 1);
            other.send(Datagrams.v5(0, 1));
            listener.triggerUntilCounted("Flows Decoded", 3);
        }
        send(Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        listener.triggerUntilFlows(4);

        final MockFlowFile flowFile = listener.flowFiles(ListenNetFlow.SUCCESS).getFirst();
        flowFile.assertAttributeEquals("netflow.exporters", "127.0.0.1,127.0.0.2");
        flowFile.assertAttributeEquals("netflow.versions", "5,9");
        flowFile.assertAttributeEquals("netflow.datagrams", "4");
        flowFile.assertAttributeEquals("record.count", "4");
        flowFile.assertAttributeEquals("mime.type", "application/json");
        final ProvenanceEventRecord event =
                listener.runner().getProvenanceEvents().getFirst();
        assertEquals(ProvenanceEventType.RECEIVE, event.getEventType());
        assertEquals("udp://127.0.0.1:" + listener.port(), event.getTransitUri());
    }

    @Test
    void aFullBatchDoesNotWaitForTheInterval() throws IOException {
        listener.set(ListenerProperties.BATCH_INTERVAL, "1 hour")
                .set(ListenerProperties.BATCH_SIZE, "25")
                .start();
        send(Datagrams.v5(0, 10), Datagrams.v5(10, 10), Datagrams.v5(20, 10), Datagrams.v5(30, 10));
        listener.triggerUntilCounted("Datagrams Decoded", 4);

        assertEquals(
                List.of("30"),
                listener.flowFiles(ListenNetFlow.SUCCESS).stream()
                        .map(flowFile -> flowFile.getAttribute("record.count"))
                        .toList());
    }

    @Test
    void dataThatComesBeforeItsTemplateWaitsForIt() throws IOException {
        listener.start();
        send(Datagrams.v9(0, 7, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100), flow(200))));
        listener.triggerUntilCounted("Sets Without Template", 1);
        assertEquals(0, listener.flowCount());

        send(Datagrams.v9(1, 7, Datagrams.templateSet(FIELDS)));
        listener.triggerUntilFlows(2);

        assertEquals(
                List.of(100, 200),
                listener.flows().stream()
                        .map(flow -> flow.path("bytes_in").asInt())
                        .toList());
        assertTrue(listener.flowFiles(ListenNetFlow.UNPARSED).isEmpty());
    }

    @Test
    void dataWhoseTemplateDoesNotComeIsHandedOutWithTheReason() throws IOException {
        final byte[] datagram = Datagrams.v9(0, 7, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100)));
        listener.set(ListenerProperties.TEMPLATE_WAIT, "0 sec").start();
        send(datagram);
        listener.triggerUntil(() -> !listener.flowFiles(ListenNetFlow.UNPARSED).isEmpty(), "an unparsed datagram");

        final MockFlowFile unparsed = listener.flowFiles(ListenNetFlow.UNPARSED).getFirst();
        unparsed.assertAttributeEquals("netflow.error.kind", "NO_TEMPLATE");
        unparsed.assertAttributeEquals("netflow.exporter", "127.0.0.1");
        unparsed.assertAttributeEquals("netflow.version", "9");
        unparsed.assertAttributeEquals("netflow.observation.domain", "7");
        unparsed.assertAttributeEquals("netflow.set", "256");
        unparsed.assertAttributeEquals("mime.type", "application/octet-stream");
        assertTrue(unparsed.getAttribute("netflow.error.message").contains("send its templates more often"));
        unparsed.assertAttributeEquals("netflow.datagrams", "1");
        assertEquals(List.of(HexFormat.of().formatHex(datagram)), datagramsOf(unparsed));
    }

    @Test
    void otherProtocolsAndNonsenseGoToUnparsedAsTheyCame() throws IOException {
        final byte[] sflow = Datagrams.ints(5, 1, 0, 0);
        final byte[] cut = Arrays.copyOf(Datagrams.v5(0, 2), 100);
        listener.start();
        send(sflow, cut, new byte[0]);
        listener.triggerUntil(() -> listener.flowFiles(ListenNetFlow.UNPARSED).size() == 3, "three unparsed datagrams");

        final List<MockFlowFile> unparsed = listener.flowFiles(ListenNetFlow.UNPARSED);
        unparsed.get(0).assertAttributeEquals("netflow.error.kind", "UNSUPPORTED_PROTOCOL");
        assertTrue(unparsed.get(0).getAttribute("netflow.error.message").contains("sFlow v5"));
        assertEquals(List.of(HexFormat.of().formatHex(sflow)), datagramsOf(unparsed.get(0)));
        unparsed.get(1).assertAttributeEquals("netflow.error.kind", "WRONG_COUNT");
        unparsed.get(2).assertAttributeEquals("netflow.error.kind", "TRUNCATED");
        assertEquals(1, listener.counted("Datagrams of Other Protocols"));
        assertEquals(2, listener.counted("Malformed Datagrams or Sets"));
        assertEquals(1, listener.flowCount());
    }

    @Test
    void junkOfOneExporterSharesAFlowFileThatCanBeDecodedOnceMore() throws Exception {
        listener.set(ListenerProperties.BATCH_INTERVAL, "1 hour")
                .set(ListenerProperties.TEMPLATE_WAIT, "0 sec")
                .start();
        try (Sender other = sender("127.0.0.2")) {
            for (int number = 0; number < 300; number++) {
                send(Datagrams.v9(number, 7, Datagrams.dataSet(Datagrams.TEMPLATE, flow(number))));
                send(Datagrams.ints(number, 1, 2));
                other.send(Datagrams.ints(0x00010000, number));
            }
        }
        listener.triggerUntilCounted("Datagrams Decoded", 900);
        listener.stop();

        final Map<String, MockFlowFile> unparsed = new HashMap<>();
        listener.flowFiles(ListenNetFlow.UNPARSED)
                .forEach(flowFile -> unparsed.put(
                        flowFile.getAttribute("netflow.exporter") + " " + flowFile.getAttribute("netflow.error.kind"),
                        flowFile));
        assertEquals(3, listener.flowFiles(ListenNetFlow.UNPARSED).size());
        assertEquals(
                Set.of("127.0.0.1 NO_TEMPLATE", "127.0.0.1 UNSUPPORTED_PROTOCOL", "127.0.0.2 UNSUPPORTED_PROTOCOL"),
                unparsed.keySet());
        final MockFlowFile withoutTemplate = unparsed.get("127.0.0.1 NO_TEMPLATE");
        withoutTemplate.assertAttributeEquals("netflow.datagrams", "300");
        withoutTemplate.assertAttributeEquals("netflow.set", "256");
        unparsed.get("127.0.0.2 UNSUPPORTED_PROTOCOL").assertAttributeEquals("netflow.version", "1");
        assertEquals(300, decodedAgain(withoutTemplate));
    }

    /** By a NetFlowReader that has got the template meanwhile. */
    private int decodedAgain(final MockFlowFile unparsed) throws Exception {
        final NetFlowReader reader = new NetFlowReader();
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        runner.addControllerService("reader", reader);
        runner.setProperty(reader, NetFlowReader.FRAMING, "Length Prefixed");
        runner.setProperty(reader, NetFlowReader.EXPORTER_ATTRIBUTE, "netflow.exporter");
        runner.enableControllerService(reader);
        final byte[] template = Datagrams.v9(0, 7, Datagrams.templateSet(FIELDS));
        final ByteArrayOutputStream prefixed = new ByteArrayOutputStream();
        prefixed.writeBytes(Datagrams.ints(template.length));
        prefixed.writeBytes(template);
        int flows = 0;
        for (final byte[] content : List.of(prefixed.toByteArray(), unparsed.toByteArray())) {
            try (RecordReader records = reader.createRecordReader(
                    unparsed.getAttributes(), new ByteArrayInputStream(content), content.length, runner.getLogger())) {
                while (records.nextRecord() != null) {
                    flows++;
                }
            }
        }
        return flows;
    }

    /** The datagrams in hexadecimal that stand in an unparsed FlowFile, each behind its length. */
    private static List<String> datagramsOf(final MockFlowFile unparsed) {
        final ByteBuffer content = ByteBuffer.wrap(unparsed.toByteArray());
        final List<String> datagrams = new ArrayList<>();
        while (content.hasRemaining()) {
            final byte[] datagram = new byte[content.getInt()];
            content.get(datagram);
            datagrams.add(HexFormat.of().formatHex(datagram));
        }
        return datagrams;
    }

    @Test
    void aFloodOfJunkIsBoundedAndCountedAndLeavesWhatKnownExportersSendAlone() throws IOException {
        listener.set(ListenerProperties.UNPARSED_RATE, "64 KB")
                .set(ListenerProperties.TEMPLATE_WAIT, "0 sec")
                .start();
        send(Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)));
        send(Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        listener.triggerUntilFlows(1);
        final int junk = 1_000;
        for (int number = 0; number < junk; number++) {
            try (Sender stranger = sender("127.0.%d.%d".formatted(1 + number / 200, 1 + number % 200))) {
                stranger.send(Datagrams.ints(0x00010000, number));
            }
        }
        listener.triggerUntilCounted("Datagrams Decoded", junk + 2);
        send(Datagrams.v9(2, 1, Datagrams.dataSet(300, flow(100))));
        listener.triggerUntilCounted("Datagrams Decoded", junk + 3);
        listener.stop();

        final List<MockFlowFile> unparsed = listener.flowFiles(ListenNetFlow.UNPARSED);
        final long dropped = listener.counted("Unparsed Datagrams or Sets Dropped");
        final int left = unparsed.stream()
                .mapToInt(flowFile -> Integer.parseInt(flowFile.getAttribute("netflow.datagrams")))
                .sum();
        assertEquals(junk + 1, left + dropped);
        assertTrue(dropped > junk / 2, "dropped " + dropped);
        assertTrue(
                unparsed.stream()
                        .anyMatch(flowFile -> "NO_TEMPLATE".equals(flowFile.getAttribute("netflow.error.kind"))),
                "the known exporter's data");
        final List<MockFlowFile> mixed = unparsed.stream()
                .filter(flowFile -> flowFile.getAttribute("netflow.exporter") == null)
                .toList();
        assertFalse(mixed.isEmpty());
        assertTrue(unparsed.size() - mixed.size() < junk / 4, unparsed.size() + " FlowFiles");
        assertTrue(mixed.getFirst().getAttribute("netflow.exporters").contains("127.0."));
        assertTrue(
                isWarned("more came than Unparsed Rate allows"),
                () -> said(listener.runner().getLogger().getWarnMessages()).toString());
    }

    @Test
    void aFullConnectionOfUnparsedDoesNotStopTheFlows() throws IOException {
        listener.start();
        listener.runner().setRelationshipUnavailable(ListenNetFlow.UNPARSED);
        send(Datagrams.ints(5, 1, 0, 0));
        send(Datagrams.v5(0, 1));
        listener.triggerUntilFlows(1);
        listener.triggerUntilCounted("Unparsed Datagrams or Sets Dropped", 1);

        assertTrue(listener.flowFiles(ListenNetFlow.UNPARSED).isEmpty());
        assertTrue(isWarned("the connection of unparsed was full"));
        assertTrue(ListenNetFlow.class.isAnnotationPresent(TriggerWhenAnyDestinationAvailable.class));
    }

    @Test
    void aFullConnectionOfFlowsLetsThemWait() throws IOException {
        listener.start();
        listener.runner().setRelationshipUnavailable(ListenNetFlow.SUCCESS);
        send(Datagrams.v5(0, 1));
        for (int trigger = 0; trigger < 20; trigger++) {
            listener.runner().run(1, false, false);
        }
        assertEquals(0, listener.flowCount());

        listener.runner().setRelationshipAvailable(ListenNetFlow.SUCCESS);
        listener.triggerUntilFlows(1);
    }

    @Test
    void forgedExportersDoNotPushOutAQuietOneAndAreNamed() throws IOException {
        listener.set(ListenerProperties.QUEUE_SIZE, "1 GB").start();
        send(Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)));
        send(Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        listener.triggerUntilFlows(1);
        for (int number = 0; number < 3_000; number++) {
            try (Sender forged = sender("127.1.%d.%d".formatted(number / 200, 1 + number % 200))) {
                forged.send(
                        Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)),
                        Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(1))));
            }
            if (number % 50 == 0) {
                listener.runner().run(1, false, false);
            }
        }
        for (int sequence = 2; sequence < 22; sequence++) {
            send(Datagrams.v9(sequence, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        }
        listener.triggerUntilCounted("Datagrams Decoded", 6_022);
        listener.stop();

        assertEquals(
                21,
                listener.flows().stream()
                        .filter(flow -> "127.0.0.1".equals(flow.path("exporter").asText()))
                        .count());
        assertEquals(2_001, listener.counted("Exporters Evicted"));
        assertTrue(isWarned("were forgotten for lack of room"));
        assertEquals(
                1,
                said(listener.runner().getLogger().getWarnMessages()).stream()
                        .filter(said -> said.contains("were forgotten for lack of room"))
                        .count());
    }

    @Test
    void optionsAreRecordsOfTheirOwn() throws IOException {
        listener.start();
        send(
                Datagrams.v9(0, 7, Datagrams.optionsTemplateSet()),
                Datagrams.v9(1, 7, Datagrams.dataSet(Datagrams.OPTIONS_TEMPLATE, Datagrams.ints(1, 100))));
        listener.triggerUntil(() -> !listener.flowFiles(ListenNetFlow.OPTIONS).isEmpty(), "options");

        final JsonNode options = listener.records(ListenNetFlow.OPTIONS).getFirst();
        assertEquals("127.0.0.1", options.path("exporter").asText());
        assertEquals(7, options.path("observation_domain").asInt());
        assertEquals(257, options.path("template_id").asInt());
        assertEquals(Datagrams.EXPORTED * 1000L, options.path("exported").asLong());
        assertEquals("1", options.path("scope").path("scopeSystem").asText());
        assertEquals("100", options.path("fields").path("samplingInterval").asText());
        assertEquals(0, listener.flowCount());
    }

    @Test
    void theSamplingRateIsSaidAndNothingIsScaledUnlessAsked() throws IOException {
        listener.start();
        send(Datagrams.v5(0, 1, 50_000, 100));
        listener.triggerUntilFlows(1);

        assertEquals(100, listener.flows().getFirst().path("sampling_rate").asLong());
        assertEquals(1_200, listener.flows().getFirst().path("bytes_in").asLong());
    }

    @Test
    void bytesAndPacketsAreScaledOnRequest() throws IOException {
        listener.set(DecodingProperties.SCALE_BY_SAMPLING, "true").start();
        send(Datagrams.v5(0, 1, 50_000, 100), Datagrams.v5(1, 1));
        listener.triggerUntilFlows(2);

        final JsonNode sampled = listener.flows().getFirst();
        assertEquals(120_000, sampled.path("bytes_in").asLong());
        assertEquals(1_000, sampled.path("packets").asLong());
        assertEquals(1_000, sampled.path("packets_fwd").asLong());
        assertTrue(sampled.path("bytes_out").isNull());
        assertEquals(1_200, listener.flows().get(1).path("bytes_in").asLong());
    }

    @Test
    void elementsWithoutAFieldAreKeptOnRequest() throws IOException {
        listener.set(DecodingProperties.EXTRAS, "Keep").start();
        send(
                Datagrams.v9(0, 1, Datagrams.templateSet(8, 4, 89, 4)),
                Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, Datagrams.ints(0xC0000201, 3))));
        listener.triggerUntilFlows(1);

        final JsonNode flow = listener.flows().getFirst();
        assertEquals("3", flow.path("extras").path("forwardingStatus").asText());
        assertEquals("192.0.2.1", flow.path("src_ip").asText());
    }

    @Test
    void outCountersMeanWhatTheUserSays() throws IOException {
        listener.set(DecodingProperties.OUT_COUNTERS, "Same Direction").start();
        send(
                Datagrams.v9(0, 1, Datagrams.templateSet(1, 4, 23, 4)),
                Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, Datagrams.ints(500, 700))));
        listener.triggerUntilFlows(1);

        assertTrue(listener.flows().getFirst().path("bytes_out").isNull());
        assertEquals(500, listener.flows().getFirst().path("bytes_in").asInt());
    }

    @Test
    void exportersWithTheSameDomainAndTemplateIdDoNotMix() throws IOException {
        listener.start();
        try (Sender first = sender("127.0.0.1");
                Sender second = sender("127.0.0.2")) {
            first.send(Datagrams.v9(0, 1, Datagrams.templateSet(1, 4, 2, 4)));
            second.send(Datagrams.v9(0, 1, Datagrams.templateSet(2, 4, 1, 4)));
            listener.triggerUntilCounted("Templates Added", 2);
            final byte[] data = Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, Datagrams.ints(1_000, 10)));
            first.send(data);
            second.send(data);
        }
        listener.triggerUntilFlows(2);

        for (final JsonNode flow : listener.flows()) {
            final boolean isFirst = flow.path("exporter").asText().equals("127.0.0.1");
            assertEquals(isFirst ? 1_000 : 10, flow.path("bytes_in").asInt());
            assertEquals(isFirst ? 10 : 1_000, flow.path("packets").asInt());
        }
    }

    @Test
    void aTemplateIsForgottenAfterItsTimeout() throws IOException {
        listener.set(DecodingProperties.TEMPLATE_TIMEOUT, "1 sec")
                .set(ListenerProperties.TEMPLATE_WAIT, "0 sec")
                .start();
        send(Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)));
        listener.triggerUntilCounted("Templates Added", 1);
        final long until = System.nanoTime() + 1_200_000_000L;
        listener.triggerUntil(() -> System.nanoTime() > until, "a second");

        send(Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        listener.triggerUntilCounted("Sets Without Template", 1);

        assertEquals(0, listener.flowCount());
    }

    @Test
    void templatesAndSamplingSurviveARestart() throws IOException {
        listener.start();
        send(
                Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)),
                Datagrams.v9(1, 1, Datagrams.optionsTemplateSet()),
                Datagrams.v9(2, 1, Datagrams.dataSet(Datagrams.OPTIONS_TEMPLATE, Datagrams.ints(1, 100))));
        listener.triggerUntilCounted("Options Records", 1);
        listener.stop();

        listener.start();
        send(Datagrams.v9(3, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        listener.triggerUntilFlows(1);

        assertEquals(100, listener.flows().getFirst().path("bytes_in").asInt());
        assertEquals(100, listener.flows().getFirst().path("sampling_rate").asInt());
        assertEquals(0, listener.counted("Sets Without Template"));
    }

    @Test
    void aDamagedStateIsSaidAndTemplatesAreWaitedForAnew() throws IOException {
        listener.runner().getStateManager().setState(Map.of("templates.0.0", "bm90IGEgc25hcHNob3Q="), Scope.LOCAL);
        listener.start();
        send(Datagrams.v5(0, 1));
        listener.triggerUntilFlows(1);

        assertTrue(isWarned("Templates of before the restart cannot be used"));
    }

    @Test
    void onlyAllowedExportersAreHeardAndOthersAreNamed() throws IOException {
        listener.set(ListenerProperties.ALLOWED_EXPORTERS, "192.0.2.0/24, 127.0.0.2")
                .start();
        try (Sender stranger = sender("127.0.0.1");
                Sender friend = sender("127.0.0.2")) {
            stranger.send(Datagrams.v5(0, 5), Datagrams.v5(5, 5));
            friend.send(Datagrams.v5(0, 1));
        }
        listener.triggerUntilFlows(1);
        listener.stop();

        assertEquals(1, listener.flowCount());
        assertEquals(2, listener.counted("Datagrams Refused by Allowed Exporters"));
        assertEquals(3, listener.counted("Datagrams Received"));
        assertTrue(isWarned("because Allowed Exporters does not name their senders"));
        assertTrue(isWarned("127.0.0.1"));
    }

    @Test
    void anInvalidRangeMakesTheProcessorInvalid() {
        listener.set(ListenerProperties.ALLOWED_EXPORTERS, "192.0.2.0/33");
        listener.runner().assertNotValid();
        listener.set(ListenerProperties.ALLOWED_EXPORTERS, "192.0.2.0/24,2001:db8::/32");
        listener.runner().assertValid();
    }

    @Test
    void datagramsBeyondTheQueueAreCountedWithABulletin() throws IOException {
        final int sent = 200;
        listener.set(ListenerProperties.QUEUE_SIZE, "64 KB").start();
        try (Sender sender = sender("127.0.0.1")) {
            for (int datagram = 0; datagram < sent; datagram++) {
                sender.send(Datagrams.v5(datagram * 30, 30));
            }
        }
        listener.stop();

        final long dropped = listener.counted("Datagrams Dropped by the Queue");
        assertEquals(sent, listener.counted("Datagrams Received"));
        assertTrue(dropped > 0, "dropped " + dropped);
        assertEquals((sent - dropped) * 30, listener.flowCount());
        assertTrue(isWarned("datagrams were dropped because the queue was full"));
    }

    @Test
    void datagramsReceivedBeforeTheStopAreWrittenWithoutAnotherTrigger() throws IOException {
        listener.set(ListenerProperties.BATCH_INTERVAL, "1 hour")
                .set(ListenerProperties.BATCH_SIZE, "100")
                .start();
        for (int datagram = 0; datagram < 50; datagram++) {
            send(Datagrams.v5(datagram * 30, 30));
        }
        send(Datagrams.v9(0, 7, Datagrams.dataSet(Datagrams.TEMPLATE, flow(100))));
        listener.stop();

        assertEquals(1_500, listener.flowCount());
        listener.flowFiles(ListenNetFlow.UNPARSED)
                .getFirst()
                .assertAttributeEquals("netflow.error.kind", "NO_TEMPLATE");
        assertEquals(51, listener.counted("Datagrams Received"));
        assertEquals(51, listener.counted("Datagrams Decoded"));
    }

    @Test
    void aStormOfStartsAndStopsLosesNothingThatWasReceivedAndLeavesNoThread() throws IOException {
        int sent = 0;
        try (Sender sender = sender("127.0.0.1")) {
            for (int round = 0; round < 40; round++) {
                listener.start();
                for (int datagram = 0; datagram < round; datagram++) {
                    sender.send(Datagrams.v5(sent * 10, 10));
                    sent++;
                }
                if (round % 2 == 0) {
                    listener.runner().run(1, false, false);
                }
                listener.stop();
            }
        }

        assertEquals(sent, listener.counted("Datagrams Received"));
        assertEquals(sent * 10, listener.flowCount());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(
                        thread -> thread.getName().contains(listener.processor().getIdentifier())));
    }

    @Test
    void thePortIsFreeAfterTheStop() throws IOException {
        listener.start();
        listener.stop();

        try (DatagramSocket socket = new DatagramSocket(listener.port(), InetAddress.getLoopbackAddress())) {
            assertTrue(socket.isBound());
        }
    }

    @Test
    void aRemovedProcessorHasNoSocketEvenIfNobodyStoppedIt() throws IOException {
        listener.start();
        listener.processor().finish();

        try (DatagramSocket socket = new DatagramSocket(listener.port(), InetAddress.getLoopbackAddress())) {
            assertTrue(socket.isBound());
        }
    }

    @Test
    void aPortThatIsTakenIsSaidWithWhatToDo() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(listener.port(), InetAddress.getLoopbackAddress())) {
            assertTrue(taken.isBound());
            final AssertionError error = assertThrows(AssertionError.class, () -> listener.start());

            assertTrue(said(error).contains("Nothing can be received at 127.0.0.1:" + listener.port()), said(error));
            assertTrue(said(error).contains("Choose another Port"), said(error));
        }
    }

    @Test
    void anUnknownBindAddressIsSaid() {
        listener.set(ListenerProperties.BIND_ADDRESS, "no-such-host.invalid");

        final AssertionError error = assertThrows(AssertionError.class, () -> listener.start());

        assertTrue(said(error).contains("Bind Address no-such-host.invalid is not known"), said(error));
    }

    private static String said(final Throwable error) {
        final StringBuilder said = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            said.append(cause).append('\n');
        }
        return said.toString();
    }

    @Test
    void aBufferThatTheKernelDoesNotGrantIsSaid() throws IOException {
        listener.set(ListenerProperties.RECEIVE_BUFFER, "1 GB").start();

        assertTrue(isWarned("raise net.core.rmem_max"));
    }

    @Test
    void verifyingTriesTheSocket() throws IOException {
        assertEquals(ConfigVerificationResult.Outcome.SUCCESSFUL, verified().getOutcome());
        try (DatagramSocket taken = new DatagramSocket(listener.port(), InetAddress.getLoopbackAddress())) {
            assertTrue(taken.isBound());
            assertEquals(ConfigVerificationResult.Outcome.FAILED, verified().getOutcome());
            assertTrue(verified().getExplanation().contains("Choose another Port"));
        }
    }

    private ConfigVerificationResult verified() {
        return listener.processor()
                .verify(listener.runner().getProcessContext(), listener.runner().getLogger(), Map.of())
                .getFirst();
    }

    @Test
    void flowsThatCannotBeWrittenWaitAndAreWrittenLater() throws IOException, InitializationException {
        final BrokenWriter writer = new BrokenWriter();
        listener.writer(writer).start();
        send(Datagrams.v5(0, 3));
        listener.triggerUntil(
                () -> said(listener.runner().getLogger().getErrorMessages()).stream()
                        .anyMatch(said -> said.contains("cannot be written and wait")),
                "an error");
        assertEquals(0, listener.flowCount());
        assertTrue(said(listener.runner().getLogger().getErrorMessages())
                .getFirst()
                .contains("the disk is on fire"));

        writer.broken.set(false);
        listener.triggerUntilFlows(3);

        assertEquals(3, listener.flowCount());
        assertEquals(3, listener.counted("Flows Decoded"));
    }

    @Test
    void flowsThatCannotBeWrittenAtTheStopAreNamedAsLost() throws IOException, InitializationException {
        listener.writer(new BrokenWriter()).start();
        send(Datagrams.v5(0, 3));
        listener.stop();

        assertTrue(said(listener.runner().getLogger().getErrorMessages()).stream()
                .anyMatch(said -> said.contains("could not be written at the stop") && said.contains("3, 0, 0, 0")));
    }

    @Test
    void flowsOfAnUncommittedSessionAreWrittenByTheNext() throws IOException {
        listener.start();
        send(Datagrams.v5(0, 3), Datagrams.ints(5, 1, 0, 0));
        final LateSessions failing = new LateSessions(listener.runner().getProcessSessionFactory());
        trigger(failing, () -> failing.waiting() == 1);
        failing.fail();
        assertTrue(said(listener.runner().getLogger().getErrorMessages()).stream()
                .anyMatch(said -> said.contains("cannot be written and wait") && said.contains("the journal is full")));

        listener.triggerUntilFlows(3);
        assertEquals(3, listener.flowCount());
        assertEquals(1, listener.flowFiles(ListenNetFlow.UNPARSED).size());
    }

    @Test
    void flowsOfALateCommitAreWrittenOnce() throws IOException {
        listener.start();
        final LateSessions late = new LateSessions(listener.runner().getProcessSessionFactory());
        send(Datagrams.v5(0, 3));
        trigger(late, () -> late.waiting() == 1);
        send(Datagrams.v5(3, 2));
        trigger(late, () -> late.waiting() == 2);
        send(Datagrams.v5(5, 1));
        trigger(late, () -> listener.counted("Datagrams Received") == 3 || late.waiting() == 2);
        late.commit();
        listener.triggerUntilFlows(6);
        listener.stop();

        assertEquals(6, listener.flowCount());
    }

    private void trigger(final LateSessions sessions, final BooleanSupplier reached) {
        final long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not come about");
            listener.processor().onTrigger(listener.runner().getProcessContext(), sessions);
        }
    }

    /** Sessions that commit, or fail, after the processor has gone on, as those of the Stateless engine do. */
    private static final class LateSessions implements ProcessSessionFactory {
        private final ProcessSessionFactory factory;
        private final List<Late> waiting = new ArrayList<>();

        private record Late(ProcessSession session, Runnable onSuccess, Consumer<Throwable> onFailure) {}

        private LateSessions(final ProcessSessionFactory factory) {
            this.factory = factory;
        }

        @Override
        public ProcessSession createSession() {
            final ProcessSession session = factory.createSession();
            final AtomicBoolean wrote = new AtomicBoolean();
            return (ProcessSession) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ProcessSession.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("create")) {
                            wrote.set(true);
                        }
                        if (method.getName().equals("commitAsync") && wrote.get()) {
                            waiting.add(late(session, arguments));
                            return null;
                        }
                        return method.invoke(session, arguments);
                    });
        }

        @SuppressWarnings("unchecked")
        private static Late late(final ProcessSession session, final Object[] callbacks) {
            return callbacks == null
                    ? new Late(session, () -> {}, failure -> {})
                    : new Late(session, (Runnable) callbacks[0], (Consumer<Throwable>) callbacks[1]);
        }

        int waiting() {
            return waiting.size();
        }

        void fail() {
            waiting.forEach(late -> {
                late.session().rollback();
                late.onFailure().accept(new ProcessException("the journal is full"));
            });
            waiting.clear();
        }

        void commit() {
            waiting.forEach(late -> late.session().commitAsync(late.onSuccess(), late.onFailure()));
            waiting.clear();
        }
    }

    @Test
    void severalTasksDivideTheExporters() throws IOException {
        listener.runner().setThreadCount(4);
        listener.start();
        int sent = 0;
        for (int exporter = 1; exporter <= 8; exporter++) {
            try (Sender sender = sender("127.0.0." + exporter)) {
                sender.send(Datagrams.v9(0, 1, Datagrams.templateSet(FIELDS)));
                for (int sequence = 1; sequence <= 20; sequence++) {
                    sender.send(Datagrams.v9(sequence, 1, Datagrams.dataSet(Datagrams.TEMPLATE, flow(sequence))));
                    sent++;
                }
            }
        }
        listener.triggerUntilFlows(sent);

        assertEquals(sent, listener.flowCount());
        assertEquals(8, listener.counted("Templates Added"));
        assertEquals(0, listener.counted("Sequence Gaps"));
        assertFalse(isWarned("dropped"));
    }

    /** A writer service whose writers fail until they are mended. */
    private static final class BrokenWriter extends JsonRecordSetWriter {
        private final AtomicBoolean broken = new AtomicBoolean(true);

        @Override
        public RecordSetWriter createWriter(
                final ComponentLog logger,
                final RecordSchema schema,
                final OutputStream stream,
                final Map<String, String> variables)
                throws SchemaNotFoundException, IOException {
            if (broken.get()) {
                throw new IOException("the disk is on fire");
            }
            return super.createWriter(logger, schema, stream, variables);
        }
    }
}
