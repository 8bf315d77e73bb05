package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.INTERFACE_NAME;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PROTOCOL_IDENTIFIER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that data that breaks the RFCs is handed out with a reason, and that the rest of the datagram is kept if possible. */
class MalformedDatagramsTest {
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");
    private static final byte[] ONE = {0, 0, 0, 1};
    private static final byte[] TWO = {0, 0, 0, 2};

    private final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
    private final FlowBatch batch = decoder.newBatch(1);
    private final CollectingSink sink = new CollectingSink();

    @ParameterizedTest
    @CsvSource({"0001, NetFlow v1", "0007, NetFlow v7", "0008, NetFlow v8", "00000005, sFlow v5", "00000002, sFlow v2"})
    void otherProtocolsAreRefusedByName(String start, String name) {
        byte[] datagram = Arrays.copyOf(HexFormat.of().parseHex(start), 100);
        decode(datagram);
        assertEquals(List.of(DecodeProblemKind.UNSUPPORTED_PROTOCOL), sink.problems());
        assertTrue(sink.unparsed().get(0).problem().reason().contains(name));
        assertEquals(1, decoder.counters().get(Counter.UNSUPPORTED));
        assertEquals(0, decoder.exporters(), "a sender of nothing we know is no exporter");
    }

    @ParameterizedTest
    @CsvSource({"5, 23", "9, 19", "10, 15", "9, 2"})
    void aHeaderThatEndsTooEarlyIsRefused(int version, int length) {
        decode(Arrays.copyOf(new Bytes().u16(version).toBytes(), length));
        assertEquals(List.of(DecodeProblemKind.TRUNCATED), sink.problems());
        assertTrue(sink.unparsed().get(0).problem().reason().contains(length + " bytes"));
    }

    @Test
    void nothingAndOneByteAreRefused() {
        decode(new byte[0]);
        decode(new byte[1]);
        assertEquals(List.of(DecodeProblemKind.TRUNCATED, DecodeProblemKind.TRUNCATED), sink.problems());
    }

    @Test
    void aReservedSetIsSkippedAndTheNextOneDecoded() {
        decode(DatagramBuilder.netFlowV9()
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(100, ONE)
                .set(256, TWO)
                .bytes());
        assertEquals(List.of(DecodeProblemKind.RESERVED_SET), sink.problems());
        assertEquals(2, batch.getLong(FlowColumn.BYTES_IN, 0));
        DecodeProblem problem = sink.unparsed().get(0).problem();
        assertEquals(
                List.of(9L, 7L, 100L, 32L),
                List.of((long) problem.version(), problem.observationDomain(), (long) problem.setId(), (long)
                        problem.byteOffset()));
    }

    @Test
    void setsBeforeASetOfImpossibleLengthAreKept() {
        decode(DatagramBuilder.ipfix()
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(256, ONE)
                .raw(new Bytes().u16(256).u16(3).raw(TWO).toBytes())
                .bytes());
        assertEquals(1, batch.size());
        assertEquals(List.of(DecodeProblemKind.BAD_SET_LENGTH), sink.problems());
        assertEquals(36, sink.unparsed().get(0).problem().byteOffset());
    }

    @Test
    void aSetThatEndsAfterItsDatagramIsTruncated() {
        byte[] whole = DatagramBuilder.netFlowV9()
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(256, ONE)
                .set(256, TWO)
                .bytes();
        decode(Arrays.copyOf(whole, whole.length - 1));
        assertEquals(1, batch.size());
        assertEquals(List.of(DecodeProblemKind.TRUNCATED), sink.problems());
    }

    @Test
    void paddingOfZerosIsAccepted() {
        decode(DatagramBuilder.netFlowV9()
                .template(256, OCTET_DELTA_COUNT, 4, PROTOCOL_IDENTIFIER, 1)
                .set(256, new byte[] {0, 0, 0, 1, 6, 0, 0, 0})
                .set(0, new byte[] {0, 0, 0, 0})
                .raw(new byte[64])
                .bytes());
        assertEquals(1, batch.size());
        assertEquals(List.of(), sink.problems());
    }

    @Test
    void bytesAfterTheLastRecordThatAreNotPaddingAreHandedOut() {
        decode(DatagramBuilder.netFlowV9()
                .template(256, OCTET_DELTA_COUNT, 4, PACKET_DELTA_COUNT, 4)
                .set(256, new Bytes().u64(1).u32(2).u16(3).toBytes())
                .bytes());
        assertEquals(1, batch.size());
        assertEquals(List.of(DecodeProblemKind.TRAILING_BYTES), sink.problems());
    }

    @Test
    void aVariableLengthBeyondTheSetIsAnOverrunAndTheNextSetIsDecoded() {
        decode(DatagramBuilder.ipfix()
                .template(256, OCTET_DELTA_COUNT, 4, INTERFACE_NAME, 65_535)
                .set(
                        256,
                        new Bytes().u32(1).u8(1).u8('a').u32(2).u8(200).u8('b').toBytes())
                .set(256, new Bytes().u32(3).u8(0).toBytes())
                .bytes());
        assertEquals(List.of(DecodeProblemKind.RECORD_OVERRUN), sink.problems());
        assertEquals(2, batch.size());
        assertEquals(1, batch.getLong(FlowColumn.BYTES_IN, 0));
        assertEquals(3, batch.getLong(FlowColumn.BYTES_IN, 1));
        assertEquals(16 + 16 + 4 + 6, sink.unparsed().get(0).problem().byteOffset());
    }

    @Test
    void theLongFormOfAVariableLengthIsRead() {
        byte[] name = new byte[300];
        Arrays.fill(name, (byte) 'x');
        decode(DatagramBuilder.ipfix()
                .template(256, INTERFACE_NAME, 65_535, OCTET_DELTA_COUNT, 4)
                .set(256, new Bytes().u8(255).u16(300).raw(name).u32(9).toBytes())
                .bytes());
        assertEquals(9, batch.getLong(FlowColumn.BYTES_IN, 0));
    }

    @Test
    void templatesThatDescribeNothingOrEndTooLateAreRefused() {
        decode(DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 0).bytes());
        decode(DatagramBuilder.netFlowV9().template(256).bytes());
        decode(DatagramBuilder.netFlowV9().template(255, OCTET_DELTA_COUNT, 4).bytes());
        decode(DatagramBuilder.netFlowV9()
                .set(0, new Bytes().u16(256).u16(9).u16(1).u16(4).toBytes())
                .bytes());
        decode(DatagramBuilder.ipfix()
                .set(3, new Bytes().u16(256).u16(1).u16(2).u16(1).u16(4).toBytes())
                .bytes());
        assertEquals(
                List.of(
                        DecodeProblemKind.BAD_TEMPLATE,
                        DecodeProblemKind.BAD_TEMPLATE,
                        DecodeProblemKind.BAD_TEMPLATE,
                        DecodeProblemKind.BAD_TEMPLATE,
                        DecodeProblemKind.BAD_TEMPLATE),
                sink.problems());
        assertEquals(0, decoder.templates());
    }

    @Test
    void anIpfixMessageShorterThanItsDatagramIsDecodedAndTheRestHandedOut() {
        byte[] message = DatagramBuilder.ipfix()
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(256, ONE)
                .bytes();
        decode(Arrays.copyOf(message, message.length + 10));
        assertEquals(1, batch.size());
        assertEquals(List.of(DecodeProblemKind.WRONG_COUNT), sink.problems());
        assertEquals(message.length, sink.unparsed().get(0).problem().byteOffset());
    }

    @Test
    void anIpfixMessageThatClaimsLessThanItsHeaderIsRefused() {
        byte[] message =
                DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).bytes();
        message[3] = 15;
        decode(message);
        assertEquals(List.of(DecodeProblemKind.TRUNCATED), sink.problems());
    }

    @Test
    void netFlowV5WithFewerRecordsThanItClaimsKeepsTheWholeOnes() {
        byte[] datagram = Arrays.copyOf(new Bytes().u16(5).u16(3).toBytes(), 24 + 2 * 48 + 10);
        decode(datagram);
        assertEquals(2, batch.size());
        assertEquals(List.of(DecodeProblemKind.WRONG_COUNT), sink.problems());
        assertEquals(24 + 2 * 48, sink.unparsed().get(0).problem().byteOffset());
    }

    @Test
    void netFlowV5WithMoreBytesThanItClaimsKeepsTheClaimedRecords() {
        decode(Arrays.copyOf(new Bytes().u16(5).u16(1).toBytes(), 24 + 2 * 48));
        assertEquals(1, batch.size());
        assertEquals(List.of(DecodeProblemKind.WRONG_COUNT), sink.problems());
    }

    @Test
    void netFlowV5WithAnImpossibleCountIsRefusedWhole() {
        byte[] datagram = Arrays.copyOf(new Bytes().u16(5).u16(55_582).toBytes(), 24 + 2 * 48);
        decode(datagram);
        assertEquals(0, batch.size());
        assertEquals(List.of(DecodeProblemKind.WRONG_COUNT), sink.problems());
        assertEquals(datagram.length, sink.unparsed().get(0).bytes().length);
    }

    @Test
    void aMessageNamesExporterPlaceFaultAndRemedy() {
        decode(DatagramBuilder.ipfix().set(100, ONE).bytes());
        assertEquals(
                "Exporter 192.0.2.1, version 10, observation domain 7, set 100, byte 16: Set id 100 has no meaning in"
                        + " version 10. Report it to the exporter's vendor with this datagram.",
                sink.unparsed().get(0).problem().message());
    }

    private void decode(byte[] datagram) {
        decoder.decode(new Datagram(EXPORTER, 0, datagram), batch, sink);
    }
}
