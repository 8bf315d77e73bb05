package org.aegisnet.processors.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.framing.FramingException;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetFlowReaderTest {
    private static final Map<String, String> FIRST = Map.of("udp.sender", "/192.0.2.1");
    private static final Map<String, String> SECOND = Map.of("udp.sender", "/192.0.2.2");
    private static final byte[] TEMPLATE = Datagrams.v9(0, 1, Datagrams.templateSet(1, 4, 2, 4));
    private static final byte[] DATA =
            Datagrams.v9(1, 1, Datagrams.dataSet(Datagrams.TEMPLATE, Datagrams.ints(1_000, 10)));

    private final NetFlowReader reader = new NetFlowReader();
    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
    private final MockComponentLog logger = new MockComponentLog("reader", reader);

    @BeforeEach
    void enable() throws InitializationException {
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
    }

    private void set(final PropertyDescriptor property, final String value) {
        runner.disableControllerService(reader);
        runner.setProperty(reader, property, value);
        runner.enableControllerService(reader);
    }

    private List<Record> read(final Map<String, String> attributes, final byte[] content)
            throws IOException, MalformedRecordException {
        final List<Record> records = new ArrayList<>();
        try (RecordReader flows =
                reader.createRecordReader(attributes, new ByteArrayInputStream(content), content.length, logger)) {
            for (Record next = flows.nextRecord(); next != null; next = flows.nextRecord()) {
                records.add(next);
            }
            assertNull(flows.nextRecord());
        }
        return records;
    }

    @Test
    void aDatagramIsReadAsFlowsOfItsExporter() throws Exception {
        final List<Record> flows = read(FIRST, Datagrams.v5(0, 3));

        assertEquals(3, flows.size());
        assertEquals("192.0.2.1", flows.getFirst().getValue("exporter"));
        assertEquals(1_200L, flows.getFirst().getValue("bytes_in"));
        assertNull(flows.getFirst().getValue("bytes_out"));
    }

    @Test
    void aTemplateAloneIsNotAnErrorAndIsKnownToTheNextFlowFile() throws Exception {
        assertEquals(List.of(), read(FIRST, TEMPLATE));

        assertEquals(1_000L, read(FIRST, DATA).getFirst().getValue("bytes_in"));
    }

    @Test
    void anEmptyFlowFileHoldsNoFlows() throws Exception {
        assertEquals(List.of(), read(FIRST, new byte[0]));
    }

    @Test
    void aTemplateIsItsExportersOwn() throws Exception {
        read(FIRST, TEMPLATE);
        read(SECOND, Datagrams.v9(0, 1, Datagrams.templateSet(2, 4, 1, 4)));

        assertEquals(1_000L, read(FIRST, DATA).getFirst().getValue("bytes_in"));
        assertEquals(10L, read(SECOND, DATA).getFirst().getValue("bytes_in"));
    }

    @Test
    void readersAtWorkAtTheSameTimeForgetNothingOfEachOther() throws Exception {
        final byte[] other = Datagrams.v9(
                0,
                2,
                ByteBuffer.allocate(12)
                        .putShort((short) 0)
                        .putShort((short) 12)
                        .putShort((short) 300)
                        .putShort((short) 1)
                        .putShort((short) 1)
                        .putShort((short) 4)
                        .array());
        try (RecordReader slow =
                reader.createRecordReader(FIRST, new ByteArrayInputStream(TEMPLATE), TEMPLATE.length, logger)) {
            assertNull(slow.nextRecord());
            read(FIRST, other);
        }

        assertEquals(1, read(FIRST, DATA).size());
        assertEquals(
                77L,
                read(FIRST, Datagrams.v9(1, 2, Datagrams.dataSet(300, Datagrams.ints(77))))
                        .getFirst()
                        .getValue("bytes_in"));
    }

    @Test
    void manyExportersDoNotPushOutOneWhoseFlowsWereRead() throws Exception {
        read(FIRST, TEMPLATE);
        assertEquals(1, read(FIRST, DATA).size());
        read(FIRST, TEMPLATE);
        for (int number = 0; number < 1_200; number++) {
            read(Map.of("udp.sender", "/10.0.%d.%d".formatted(number / 250, number % 250)), TEMPLATE);
        }

        assertEquals(1, read(FIRST, DATA).size());
    }

    @Test
    void dataWithoutItsTemplateFailsTheFlowFileWithTheReasonAndCanBeTriedAgain() throws Exception {
        final MalformedRecordException failure = assertThrows(MalformedRecordException.class, () -> read(FIRST, DATA));
        assertTrue(failure.getMessage().contains("Template 256 did not come"), failure.getMessage());

        read(FIRST, TEMPLATE);

        assertEquals(1, read(FIRST, DATA).size());
    }

    @Test
    void undecodableDataIsLeftOutWithABulletinOnRequest() throws Exception {
        set(NetFlowReader.PROBLEM_POLICY, "Skip");

        assertEquals(1, read(FIRST, Arrays.copyOf(Datagrams.v5(0, 2), 100)).size());

        assertTrue(logger.getWarnMessages().getFirst().getMsg().contains("could not be decoded and were left out"));
    }

    @Test
    void aDisabledServiceForgetsItsTemplates() throws Exception {
        read(FIRST, TEMPLATE);
        runner.disableControllerService(reader);
        runner.enableControllerService(reader);

        assertThrows(MalformedRecordException.class, () -> read(FIRST, DATA));
    }

    @Test
    void theExporterComesFromTheAttributeThatIsNamed() throws Exception {
        set(NetFlowReader.EXPORTER_ATTRIBUTE, "kafka.key");

        assertEquals(
                "2001:db8::1",
                read(Map.of("kafka.key", "2001:db8::1"), Datagrams.v5(0, 1))
                        .getFirst()
                        .getValue("exporter"));
        assertEquals("unknown", read(FIRST, Datagrams.v5(0, 1)).getFirst().getValue("exporter"));
    }

    @Test
    void lengthPrefixedDatagramsAreReadOneByOneAndDataMayComeBeforeItsTemplate() throws Exception {
        set(NetFlowReader.FRAMING, "Length Prefixed");
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (final byte[] datagram : List.of(DATA, TEMPLATE, DATA)) {
            content.writeBytes(Datagrams.ints(datagram.length));
            content.writeBytes(datagram);
        }

        assertEquals(2, read(FIRST, content.toByteArray()).size());
    }

    @Test
    void datagramsWithoutAnythingBetweenThemAreReadByTheirOwnLengths() throws Exception {
        set(NetFlowReader.FRAMING, "Self Delimiting");
        final ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int sequence = 0; sequence < 60; sequence += 30) {
            content.writeBytes(Datagrams.v5(sequence, 30));
        }

        assertEquals(60, read(FIRST, content.toByteArray()).size());
    }

    @Test
    void aCaptureSaysItsExportersItself() throws Exception {
        set(NetFlowReader.FRAMING, "Pcap");
        final Path capture = Path.of("..", "demo", "netflow", "office-and-attacks.pcap");

        final List<Record> flows = read(Map.of(), Files.readAllBytes(capture));

        assertEquals(3_955, flows.size());
        assertEquals("192.0.2.1", flows.getFirst().getValue("exporter"));
    }

    @Test
    void aFramingThatTheContentDoesNotHaveIsSaid() {
        set(NetFlowReader.FRAMING, "Length Prefixed");

        final FramingException failure = assertThrows(FramingException.class, () -> read(FIRST, Datagrams.v5(0, 1)));
        assertTrue(failure.getMessage().contains("length of four bytes"), failure.getMessage());
    }

    @Test
    void scalingAndExtrasAreThoseOfTheListener() throws Exception {
        set(DecodingProperties.SCALE_BY_SAMPLING, "true");

        assertEquals(
                120_000L,
                read(FIRST, Datagrams.v5(0, 1, 50_000, 100)).getFirst().getValue("bytes_in"));
    }
}
