package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.EGRESS_INTERFACE;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.INGRESS_INTERFACE;
import static org.aegisnet.netflow.element.InformationElements.OBSERVATION_DOMAIN_ID;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_INTERVAL;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;

/** Templates lost, reordered, changed, withdrawn, resent and too many; and data that waits for them. */
class TemplateLifeTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();
    private static final Exporter ONE = new Exporter("192.0.2.1");
    private static final Exporter OTHER = new Exporter("192.0.2.2");
    private static final byte[] FOUR_BYTES = {1, 2, 3, 4};

    private final CollectingSink sink = new CollectingSink();

    @Test
    void dataBeforeItsTemplateIsDecodedWhenTheTemplateComes() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(DatagramBuilder.netFlowV9().set(256, FOUR_BYTES).from(ONE, 1_000), batch, sink);
        assertEquals(0, batch.size());
        assertEquals(1, decoder.heldSets());

        int flows = decoder.decode(
                DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4).from(ONE, 2_000), batch, sink);

        assertEquals(1, flows);
        assertEquals(0x01020304, batch.getLong(FlowColumn.BYTES_IN, 0));
        assertEquals(0, decoder.heldSets());
        assertEquals(1, decoder.counters().get(Counter.SETS_REPLAYED));
        assertEquals(List.of(), sink.unparsed());
    }

    @Test
    void dataThatWaitedKeepsTheTimeOfItsOwnDatagram() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        byte[] record = new Bytes().u32(5_000).toBytes();
        decoder.decode(
                DatagramBuilder.netFlowV9()
                        .exportedAt(1_600_000_000L)
                        .uptime(6_000)
                        .set(256, record)
                        .from(ONE),
                batch,
                sink);
        decoder.decode(
                DatagramBuilder.netFlowV9()
                        .exportedAt(1_600_000_100L)
                        .uptime(106_000)
                        .template(256, FLOW_START_SYS_UP_TIME, 4)
                        .from(ONE),
                batch,
                sink);
        assertEquals(1_599_999_999_000L, batch.getEpochMillis(FlowColumn.FIRST, 0));
    }

    @Test
    void dataWhoseTemplateDoesNotComeIsHandedOutWithAReason() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        byte[] datagram = DatagramBuilder.ipfix()
                .set(256, FOUR_BYTES)
                .set(300, FOUR_BYTES)
                .bytes();
        decoder.decode(new Datagram(ONE, 1_000, datagram), batch, sink);
        assertEquals(List.of(), sink.unparsed());

        decoder.expire(1_000 + decoder.settings().heldFor().toMillis() + 1, sink);

        assertEquals(List.of(DecodeProblemKind.NO_TEMPLATE, DecodeProblemKind.NO_TEMPLATE), sink.problems());
        DecodeProblem second = sink.unparsed().get(1).problem();
        assertEquals("192.0.2.1", second.exporter());
        assertEquals(10, second.version());
        assertEquals(7, second.observationDomain());
        assertEquals(300, second.setId());
        assertEquals(24, second.byteOffset());
        assertTrue(second.message().contains("Template 300"), second.message());
    }

    @Test
    void undecodedDatagramsCanBeDecodedLater() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        for (DatagramBuilder builder : List.of(DatagramBuilder.ipfix(), DatagramBuilder.netFlowV9())) {
            decoder.decode(builder.set(300, FOUR_BYTES).set(256, FOUR_BYTES).from(ONE), batch, sink);
        }
        decoder.flushPending(sink);
        assertEquals(4, sink.unparsed().size());
        decoder.decode(
                DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).from(ONE), batch, sink);
        decoder.decode(
                DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4).from(ONE), batch, sink);

        decoder.decode(new Datagram(ONE, 0, sink.unparsed().get(1).bytes()), batch, sink);
        decoder.decode(new Datagram(ONE, 0, sink.unparsed().get(3).bytes()), batch, sink);

        assertEquals(2, batch.size());
        assertEquals(4, sink.unparsed().size());
    }

    @Test
    void waitingDataIsBoundedInNumberAndBytes() {
        FlowDecoder byNumber = decoder(DecoderSettings.defaults().withHeld(2, 1 << 20, Duration.ofMinutes(1)));
        FlowDecoder byBytes = decoder(DecoderSettings.defaults().withHeld(100, 60, Duration.ofMinutes(1)));
        for (FlowDecoder decoder : List.of(byNumber, byBytes)) {
            CollectingSink collected = new CollectingSink();
            for (int id = 256; id < 260; id++) {
                decoder.decode(DatagramBuilder.ipfix().set(id, FOUR_BYTES).from(ONE), decoder.newBatch(1), collected);
            }
            assertEquals(2, decoder.heldSets());
            assertEquals(
                    List.of(DecodeProblemKind.NO_ROOM_TO_WAIT, DecodeProblemKind.NO_ROOM_TO_WAIT),
                    collected.problems());
            assertEquals(256, collected.unparsed().get(0).problem().setId());
            assertEquals(2, decoder.counters().get(Counter.SETS_GIVEN_UP));
        }
    }

    @Test
    void aTemplateSentAgainIsRefreshedAndAChangedOneReplaced() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(
                DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4).from(ONE), batch, sink);
        decoder.decode(
                DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4).from(ONE), batch, sink);
        decoder.decode(
                DatagramBuilder.netFlowV9().template(256, PACKET_DELTA_COUNT, 4).from(ONE), batch, sink);
        decoder.decode(DatagramBuilder.netFlowV9().set(256, FOUR_BYTES).from(ONE), batch, sink);

        assertEquals(1, decoder.counters().get(Counter.TEMPLATES_ADDED));
        assertEquals(1, decoder.counters().get(Counter.TEMPLATES_REFRESHED));
        assertEquals(1, decoder.counters().get(Counter.TEMPLATES_REPLACED));
        assertFalse(batch.isPresent(FlowColumn.BYTES_IN, 0));
        assertEquals(0x01020304, batch.getLong(FlowColumn.PACKETS_FWD, 0));
    }

    @Test
    void aTemplateLivesOnlySoLongAfterItWasLastSent() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults().withTemplates(10, 10, Duration.ofSeconds(60)));
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(
                DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).from(ONE, 0), batch, sink);
        decoder.decode(
                DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).from(ONE, 50_000), batch, sink);
        assertEquals(
                1, decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE, 110_000), batch, sink));
        assertEquals(
                0, decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE, 110_001), batch, sink));
        assertEquals(1, decoder.heldSets());
    }

    @Test
    void ipfixWithdrawsOneTemplateOrAllOfAKind() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults().withWithdrawals(true));
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(
                DatagramBuilder.ipfix()
                        .template(256, OCTET_DELTA_COUNT, 4)
                        .template(257, OCTET_DELTA_COUNT, 4)
                        .template(258, OCTET_DELTA_COUNT, 4)
                        .optionsTemplate(300, 1, OBSERVATION_DOMAIN_ID, 4, SAMPLING_INTERVAL, 4)
                        .from(ONE),
                batch,
                sink);
        decoder.decode(DatagramBuilder.ipfix().withdrawal(2, 256).from(ONE), batch, sink);
        assertEquals(3, decoder.templates());
        decoder.decode(DatagramBuilder.ipfix().domain(8).withdrawal(2, 2).from(ONE), batch, sink);
        assertEquals(3, decoder.templates());
        decoder.decode(DatagramBuilder.ipfix().withdrawal(2, 2).from(ONE), batch, sink);
        assertEquals(1, decoder.templates());
        decoder.decode(DatagramBuilder.ipfix().withdrawal(3, 3).from(ONE), batch, sink);
        assertEquals(0, decoder.templates());
        assertEquals(4, decoder.counters().get(Counter.TEMPLATES_WITHDRAWN));
        assertEquals(List.of(), sink.unparsed());
    }

    @Test
    void theLeastRecentlyUsedTemplateLeavesFirst() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults().withTemplates(10, 2, Duration.ofMinutes(30)));
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(
                DatagramBuilder.ipfix()
                        .template(256, OCTET_DELTA_COUNT, 4)
                        .template(257, OCTET_DELTA_COUNT, 4)
                        .from(ONE),
                batch,
                sink);
        decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE), batch, sink);
        decoder.decode(
                DatagramBuilder.ipfix().template(258, OCTET_DELTA_COUNT, 4).from(ONE), batch, sink);
        assertEquals(1, decoder.counters().get(Counter.TEMPLATES_EVICTED));
        assertEquals(
                1, decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE), batch, sink));
        assertEquals(
                0, decoder.decode(DatagramBuilder.ipfix().set(257, FOUR_BYTES).from(ONE), batch, sink));
    }

    @Test
    void theLeastRecentlyHeardExporterLeavesFirst() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults().withTemplates(2, 10, Duration.ofMinutes(30)));
        FlowBatch batch = decoder.newBatch(1);
        Exporter third = new Exporter("192.0.2.3");
        for (Exporter exporter : List.of(ONE, OTHER, ONE, third)) {
            decoder.decode(
                    DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).from(exporter), batch, sink);
        }
        assertEquals(2, decoder.exporters());
        assertEquals(1, decoder.counters().get(Counter.EXPORTERS_EVICTED));
        assertEquals(
                1, decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE), batch, sink));
        assertEquals(
                0, decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(OTHER), batch, sink));
    }

    @Test
    void exportersDomainsAndVersionsWithTheSameTemplateIdDoNotMix() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(
                DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4).from(ONE), batch, sink);
        decoder.decode(
                DatagramBuilder.netFlowV9().template(256, PACKET_DELTA_COUNT, 4).from(OTHER), batch, sink);
        decoder.decode(
                DatagramBuilder.netFlowV9()
                        .domain(8)
                        .template(256, INGRESS_INTERFACE, 4)
                        .from(ONE),
                batch,
                sink);
        decoder.decode(
                DatagramBuilder.ipfix().template(256, EGRESS_INTERFACE, 4).from(ONE), batch, sink);

        decoder.decode(DatagramBuilder.netFlowV9().set(256, FOUR_BYTES).from(ONE), batch, sink);
        decoder.decode(DatagramBuilder.netFlowV9().set(256, FOUR_BYTES).from(OTHER), batch, sink);
        decoder.decode(
                DatagramBuilder.netFlowV9().domain(8).set(256, FOUR_BYTES).from(ONE), batch, sink);
        decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE), batch, sink);

        List<FlowColumn> expected = List.of(
                FlowColumn.BYTES_IN, FlowColumn.PACKETS_FWD, FlowColumn.INPUT_INTERFACE, FlowColumn.OUTPUT_INTERFACE);
        for (int row = 0; row < 4; row++) {
            for (FlowColumn column : expected) {
                assertEquals(column == expected.get(row), batch.isPresent(column, row), column + " in row " + row);
            }
        }
        assertEquals("192.0.2.2", batch.getText(FlowColumn.EXPORTER, 1));
        assertEquals(8, batch.getLong(FlowColumn.OBSERVATION_DOMAIN, 2));
        assertEquals(10, batch.getInt(FlowColumn.NETFLOW_VERSION, 3));
    }

    @Test
    void dataOfOneExporterDoesNotTakeAnothersTemplate() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(1);
        decoder.decode(DatagramBuilder.ipfix().set(256, FOUR_BYTES).from(ONE), batch, sink);
        decoder.decode(
                DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).from(OTHER), batch, sink);
        assertEquals(0, batch.size());
        assertEquals(1, decoder.heldSets());
    }

    @Test
    void aTemplateWithTooManyFieldsIsRefusedAndTheNextOneRead() {
        DecoderSettings few = new DecoderSettings(
                FlowColumn.all(),
                false,
                false,
                DecoderSettings.defaults().outCounters(),
                10,
                10,
                2,
                10,
                10,
                Duration.ofMinutes(1),
                10,
                1_000,
                Duration.ofMinutes(1));
        FlowDecoder decoder = decoder(few);
        byte[] twoTemplates = new Bytes()
                .u16(256)
                .u16(3)
                .u16(1)
                .u16(4)
                .u16(2)
                .u16(4)
                .u16(10)
                .u16(4)
                .u16(257)
                .u16(1)
                .u16(1)
                .u16(4)
                .toBytes();
        decoder.decode(DatagramBuilder.netFlowV9().set(0, twoTemplates).from(ONE), decoder.newBatch(1), sink);
        assertEquals(List.of(DecodeProblemKind.TOO_MANY_FIELDS), sink.problems());
        assertEquals(1, decoder.templates());
    }

    @Test
    void theRecordHandedOutForUnparsedDataIsTheOriginalBytes() {
        FlowDecoder decoder = decoder(DecoderSettings.defaults().withHeld(0, 0, Duration.ZERO));
        byte[] datagram = DatagramBuilder.ipfix().set(256, FOUR_BYTES).bytes();
        decoder.decode(new Datagram(ONE, 5, datagram), decoder.newBatch(1), sink);
        assertArrayEquals(datagram, sink.unparsed().get(0).bytes());
        assertEquals(5, sink.unparsed().get(0).receivedMillis());
    }

    private static FlowDecoder decoder(DecoderSettings settings) {
        return new FlowDecoder(REGISTRY, settings);
    }
}
