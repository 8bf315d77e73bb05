package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.APPLICATION_ID;
import static org.aegisnet.netflow.element.InformationElements.DESTINATION_TRANSPORT_PORT;
import static org.aegisnet.netflow.element.InformationElements.FLOW_DIRECTION;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.ICMP_CODE_IPV6;
import static org.aegisnet.netflow.element.InformationElements.ICMP_TYPE_CODE_IPV4;
import static org.aegisnet.netflow.element.InformationElements.ICMP_TYPE_IPV6;
import static org.aegisnet.netflow.element.InformationElements.INITIATOR_OCTETS;
import static org.aegisnet.netflow.element.InformationElements.INITIATOR_PACKETS;
import static org.aegisnet.netflow.element.InformationElements.INTERFACE_NAME;
import static org.aegisnet.netflow.element.InformationElements.IP_TTL;
import static org.aegisnet.netflow.element.InformationElements.IP_VERSION;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_SUM_OF_SQUARES;
import static org.aegisnet.netflow.element.InformationElements.OCTET_TOTAL_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PACKET_TOTAL_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PADDING_OCTETS;
import static org.aegisnet.netflow.element.InformationElements.POST_OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.POST_PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PROTOCOL_IDENTIFIER;
import static org.aegisnet.netflow.element.InformationElements.RESPONDER_OCTETS;
import static org.aegisnet.netflow.element.InformationElements.RESPONDER_PACKETS;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_IPV4_ADDRESS;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_IPV6_ADDRESS;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_MAC_ADDRESS;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_TRANSPORT_PORT;
import static org.aegisnet.netflow.element.InformationElements.TCP_CONTROL_BITS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.column.Pairing;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.plan.OutCounters;
import org.junit.jupiter.api.Test;

/** Which element becomes which column, and what is absent. */
class FlowCountersTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");
    private static final long ABSENT = -1;

    private DecoderSettings settings = DecoderSettings.defaults();
    private FlowBatch batch = FlowBatch.ofAllColumns(1);
    private final CollectingSink sink = new CollectingSink();

    @Test
    void aOneWayFlowHasNoReverseCounters() {
        decodeV9(
                new Bytes().u32(1_000).u32(10).u8(0x1b),
                OCTET_DELTA_COUNT,
                4,
                PACKET_DELTA_COUNT,
                4,
                TCP_CONTROL_BITS,
                1);
        assertCounters(1_000, ABSENT, 10, ABSENT, 10, Pairing.ONE_WAY);
        assertEquals(0x1b, number(FlowColumn.TCP_FLAGS_FWD));
        assertEquals(ABSENT, number(FlowColumn.TCP_FLAGS_REV));
    }

    @Test
    void reverseElementsMakeABiflow() {
        decodeIpfix(
                new Bytes().u32(1_000).u32(10).u8(2).u32(5_000).u32(20).u8(0x12),
                0,
                OCTET_DELTA_COUNT,
                4,
                0,
                PACKET_DELTA_COUNT,
                4,
                0,
                TCP_CONTROL_BITS,
                1,
                29305,
                OCTET_DELTA_COUNT,
                4,
                29305,
                PACKET_DELTA_COUNT,
                4,
                29305,
                TCP_CONTROL_BITS,
                1);
        assertCounters(1_000, 5_000, 10, 20, 30, Pairing.BIFLOW);
        assertEquals(0x12, number(FlowColumn.TCP_FLAGS_REV));
    }

    @Test
    void deltasWinOverTotals() {
        decodeIpfix(
                new Bytes().u64(9_000).u64(90).u64(1_000).u64(10).u64(70_000).u64(7_000),
                0,
                OCTET_TOTAL_COUNT,
                8,
                0,
                PACKET_TOTAL_COUNT,
                8,
                0,
                OCTET_DELTA_COUNT,
                8,
                0,
                PACKET_DELTA_COUNT,
                8,
                29305,
                OCTET_TOTAL_COUNT,
                8,
                29305,
                OCTET_DELTA_COUNT,
                8);
        assertCounters(1_000, 7_000, 10, ABSENT, 10, Pairing.BIFLOW);
    }

    @Test
    void totalsCountIfDeltasAreAbsent() {
        decodeIpfix(new Bytes().u64(9_000).u64(90), 0, OCTET_TOTAL_COUNT, 8, 0, PACKET_TOTAL_COUNT, 8);
        assertCounters(9_000, ABSENT, 90, ABSENT, 90, Pairing.ONE_WAY);
    }

    @Test
    void initiatorAndResponderAreForwardAndReverse() {
        decodeV9(
                new Bytes().u32(69).u32(14_178).u32(3).u32(12),
                INITIATOR_OCTETS,
                4,
                RESPONDER_OCTETS,
                4,
                INITIATOR_PACKETS,
                4,
                RESPONDER_PACKETS,
                4);
        assertCounters(69, 14_178, 3, 12, 15, Pairing.BIFLOW);
    }

    @Test
    void theResponderBelongsToTheInitiatorEvenBesideDeltas() {
        decodeV9(
                new Bytes().u32(14_247).u32(69).u32(14_178),
                OCTET_DELTA_COUNT,
                4,
                INITIATOR_OCTETS,
                4,
                RESPONDER_OCTETS,
                4);
        assertCounters(69, 14_178, ABSENT, ABSENT, ABSENT, Pairing.BIFLOW);
    }

    @Test
    void outCountersOfNetFlowV9AreTheOtherDirection() {
        decodeV9(
                new Bytes().u32(152).u32(7_000).u32(3).u32(9),
                OCTET_DELTA_COUNT,
                4,
                POST_OCTET_DELTA_COUNT,
                4,
                PACKET_DELTA_COUNT,
                4,
                POST_PACKET_DELTA_COUNT,
                4);
        assertCounters(152, 7_000, 3, 9, 12, Pairing.BIFLOW);
    }

    @Test
    void outCountersBesideADirectionAreTheFlowsOwn() {
        decodeV9(
                new Bytes().u32(0).u32(32).u32(0).u32(1).u8(1),
                OCTET_DELTA_COUNT,
                4,
                POST_OCTET_DELTA_COUNT,
                4,
                PACKET_DELTA_COUNT,
                4,
                POST_PACKET_DELTA_COUNT,
                4,
                FLOW_DIRECTION,
                1);
        assertCounters(32, ABSENT, 1, ABSENT, 1, Pairing.ONE_WAY);
        batch.clear();
        decodeV9(
                new Bytes().u32(32).u32(0).u32(1).u32(0).u8(0),
                OCTET_DELTA_COUNT,
                4,
                POST_OCTET_DELTA_COUNT,
                4,
                PACKET_DELTA_COUNT,
                4,
                POST_PACKET_DELTA_COUNT,
                4,
                FLOW_DIRECTION,
                1);
        assertCounters(32, ABSENT, 1, ABSENT, 1, Pairing.ONE_WAY);
    }

    @Test
    void outCountersAloneAreTheFlowsOwn() {
        decodeV9(new Bytes().u32(7_000).u32(9), POST_OCTET_DELTA_COUNT, 4, POST_PACKET_DELTA_COUNT, 4);
        assertCounters(7_000, ABSENT, 9, ABSENT, 9, Pairing.ONE_WAY);
    }

    @Test
    void outCountersOfIpfixAreTheSameDirectionUnlessToldOtherwise() {
        decodeIpfix(new Bytes().u32(152).u32(150), 0, OCTET_DELTA_COUNT, 4, 0, POST_OCTET_DELTA_COUNT, 4);
        assertCounters(152, ABSENT, ABSENT, ABSENT, ABSENT, Pairing.ONE_WAY);
        batch.clear();
        settings = settings.withOutCounters(OutCounters.REVERSE);
        decodeIpfix(new Bytes().u32(152).u32(150), 0, OCTET_DELTA_COUNT, 4, 0, POST_OCTET_DELTA_COUNT, 4);
        assertCounters(152, 150, ABSENT, ABSENT, ABSENT, Pairing.BIFLOW);
        batch.clear();
        settings = settings.withOutCounters(OutCounters.SAME_DIRECTION);
        decodeV9(new Bytes().u32(152).u32(7_000), OCTET_DELTA_COUNT, 4, POST_OCTET_DELTA_COUNT, 4);
        assertCounters(152, ABSENT, ABSENT, ABSENT, ABSENT, Pairing.ONE_WAY);
    }

    @Test
    void countersOfAnyLengthAndThoseThatDoNotFit() {
        decodeV9(new Bytes().u16(0x0102).u8(3).u64(-1), OCTET_DELTA_COUNT, 3, PACKET_DELTA_COUNT, 8);
        assertEquals(0x010203, number(FlowColumn.BYTES_IN));
        assertEquals(ABSENT, number(FlowColumn.PACKETS_FWD));
        assertEquals(ABSENT, number(FlowColumn.PACKETS));
    }

    @Test
    void fieldsOfNoBytesAreAbsent() {
        decodeV9(
                new Bytes().u32(1_000),
                OCTET_DELTA_COUNT,
                4,
                PACKET_DELTA_COUNT,
                0,
                SOURCE_IPV4_ADDRESS,
                0,
                FLOW_START_SYS_UP_TIME,
                0,
                FLOW_END_SYS_UP_TIME,
                0,
                APPLICATION_ID,
                0);
        assertCounters(1_000, ABSENT, ABSENT, ABSENT, ABSENT, Pairing.ONE_WAY);
        assertEquals(ABSENT, number(FlowColumn.SRC_IP));
    }

    @Test
    void theVarianceOfPacketLengthsFromTheirSquares() {
        decodeIpfix(
                new Bytes().u64(600).u64(3).u64(140_000),
                0,
                OCTET_DELTA_COUNT,
                8,
                0,
                PACKET_DELTA_COUNT,
                8,
                0,
                OCTET_DELTA_SUM_OF_SQUARES,
                8);
        assertEquals(10_000, batch.getDouble(FlowColumn.PACKET_LENGTH_VARIANCE, 0));
        batch.clear();
        decodeIpfix(
                new Bytes().u64(100).u64(1).u64(10_000),
                0,
                OCTET_DELTA_COUNT,
                8,
                0,
                PACKET_DELTA_COUNT,
                8,
                0,
                OCTET_DELTA_SUM_OF_SQUARES,
                8);
        assertEquals(0, batch.getDouble(FlowColumn.PACKET_LENGTH_VARIANCE, 0));
        batch.clear();
        decodeIpfix(
                new Bytes().u64(600).u64(3).u64(7),
                0,
                OCTET_DELTA_COUNT,
                8,
                0,
                PACKET_DELTA_COUNT,
                8,
                0,
                OCTET_DELTA_SUM_OF_SQUARES,
                8);
        assertEquals(ABSENT, number(FlowColumn.PACKET_LENGTH_VARIANCE));
    }

    @Test
    void theVersionOrTheContentDecidesIfBothFamiliesHaveRoom() {
        byte[] ipv6 = new Bytes().u64(0x20010db800000000L).u64(1).toBytes();
        decodeV9(
                new Bytes().u32(0xc0000201L).raw(new byte[16]).u8(4),
                SOURCE_IPV4_ADDRESS,
                4,
                SOURCE_IPV6_ADDRESS,
                16,
                IP_VERSION,
                1);
        assertEquals("192.0.2.1", batch.getText(FlowColumn.SRC_IP, 0));
        decodeV9(new Bytes().u32(0).raw(ipv6).u8(6), SOURCE_IPV4_ADDRESS, 4, SOURCE_IPV6_ADDRESS, 16, IP_VERSION, 1);
        assertEquals("2001:db8::1", batch.getText(FlowColumn.SRC_IP, 1));
        decodeV9(new Bytes().u32(0).raw(ipv6), SOURCE_IPV4_ADDRESS, 4, SOURCE_IPV6_ADDRESS, 16);
        assertEquals("2001:db8::1", batch.getText(FlowColumn.SRC_IP, 2));
        decodeV9(new Bytes().u32(0xc0000201L).raw(new byte[16]), SOURCE_IPV4_ADDRESS, 4, SOURCE_IPV6_ADDRESS, 16);
        assertEquals("192.0.2.1", batch.getText(FlowColumn.SRC_IP, 3));
    }

    @Test
    void icmpFromEachOfItsPlacesAndOnlyInIcmp() {
        decodeV9(new Bytes().u8(1).u16(0x0301), PROTOCOL_IDENTIFIER, 1, ICMP_TYPE_CODE_IPV4, 2);
        decodeV9(new Bytes().u8(58).u8(128).u8(0), PROTOCOL_IDENTIFIER, 1, ICMP_TYPE_IPV6, 1, ICMP_CODE_IPV6, 1);
        decodeV9(
                new Bytes().u8(1).u16(0).u16(0x0800),
                PROTOCOL_IDENTIFIER,
                1,
                SOURCE_TRANSPORT_PORT,
                2,
                DESTINATION_TRANSPORT_PORT,
                2);
        decodeV9(new Bytes().u8(6).u16(0x0301), PROTOCOL_IDENTIFIER, 1, ICMP_TYPE_CODE_IPV4, 2);
        List<List<Long>> expected = List.of(List.of(3L, 1L), List.of(128L, 0L), List.of(8L, 0L), List.of(-1L, -1L));
        for (int row = 0; row < expected.size(); row++) {
            assertEquals(
                    expected.get(row),
                    List.of(number(FlowColumn.ICMP_TYPE, row), number(FlowColumn.ICMP_CODE, row)),
                    "row " + row);
        }
    }

    @Test
    void extrasKeepWhatNoColumnHoldsByNameOrNumber() {
        settings = settings.withExtras(true);
        batch = new FlowBatch(settings.columns(), true, 1);
        decodeIpfix(
                new Bytes()
                        .u32(1_000)
                        .u8(64)
                        .raw(new byte[] {2, 0, 0, 0, 0, 7})
                        .u16(5)
                        .u8(2)
                        .u16(0x6869)
                        .u32(9)
                        .u32(8),
                0,
                OCTET_DELTA_COUNT,
                4,
                0,
                IP_TTL,
                1,
                0,
                SOURCE_MAC_ADDRESS,
                6,
                9999,
                12,
                2,
                0,
                INTERFACE_NAME,
                65_535,
                0,
                PADDING_OCTETS,
                4,
                29305,
                IP_TTL,
                4);
        assertEquals(
                Map.of(
                        "ipTTL", 64L,
                        "sourceMacAddress", "02:00:00:00:00:07",
                        "e9999_12", "0005",
                        "interfaceName", "hi",
                        "reverseIpTTL", 8L),
                batch.extras(0));
        assertEquals(1_000, number(FlowColumn.BYTES_IN));
    }

    private void decodeV9(Bytes record, int... fields) {
        DatagramBuilder datagram =
                DatagramBuilder.netFlowV9().template(256, fields).set(256, record.toBytes());
        new FlowDecoder(REGISTRY, settings).decode(datagram.from(EXPORTER), batch, sink);
    }

    private void decodeIpfix(Bytes record, int... enterpriseElementLength) {
        DatagramBuilder datagram = DatagramBuilder.ipfix()
                .templateWithEnterprises(256, enterpriseElementLength)
                .set(256, record.toBytes());
        new FlowDecoder(REGISTRY, settings).decode(datagram.from(EXPORTER), batch, sink);
    }

    private void assertCounters(long in, long out, long forward, long reverse, long packets, Pairing pairing) {
        assertEquals(
                List.of(in, out, forward, reverse, packets),
                List.of(
                        number(FlowColumn.BYTES_IN),
                        number(FlowColumn.BYTES_OUT),
                        number(FlowColumn.PACKETS_FWD),
                        number(FlowColumn.PACKETS_REV),
                        number(FlowColumn.PACKETS)));
        assertEquals(pairing, batch.pairing(0));
        assertEquals(pairing.text(), batch.getText(FlowColumn.PAIRING, 0));
    }

    private long number(FlowColumn column) {
        return number(column, 0);
    }

    private long number(FlowColumn column, int row) {
        return batch.isPresent(column, row) ? batch.getLong(column, row) : ABSENT;
    }
}
