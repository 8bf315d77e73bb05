package org.aegisnet.netflow.framing;

import static org.aegisnet.netflow.framing.PacketBytes.ethernet;
import static org.aegisnet.netflow.framing.PacketBytes.ipv4;
import static org.aegisnet.netflow.framing.PacketBytes.ipv6;
import static org.aegisnet.netflow.framing.PacketBytes.pcap;
import static org.aegisnet.netflow.framing.PacketBytes.pcapng;
import static org.aegisnet.netflow.framing.PacketBytes.udp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.datagram.Datagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapDatagramsTest {
    private static final int ETHERNET = 1;
    private static final byte[] PAYLOAD = payload(100);

    @ParameterizedTest
    @ValueSource(ints = {PcapFile.MICROSECONDS, PcapFile.NANOSECONDS})
    void aPacketGivesExporterTimeAndDatagram(int magic) throws IOException {
        long fraction = magic == PcapFile.NANOSECONDS ? 250_000_000 : 250_000;
        byte[] capture =
                pcap(magic, ETHERNET, 1_700_000_000L, fraction, ethernet(0x0800, ipv4(1, 0, 17, udp(2055, PAYLOAD))));

        Datagram datagram = only(capture);

        assertEquals("192.0.2.7", datagram.exporter().address());
        assertEquals(1_700_000_000_250L, datagram.receivedMillis());
        assertArrayEquals(PAYLOAD, bytes(datagram));
    }

    @Test
    void theLittleEndianFormIsTheSame() throws IOException {
        byte[] packet = ipv4(1, 0, 17, udp(2055, PAYLOAD));
        byte[] capture = pcap(PcapFile.MICROSECONDS, 101, 1_700_000_000L, 250_000, packet);
        for (int at : new int[] {0, 16, 20, 24, 28, 32, 36}) {
            reverse(capture, at, 4);
        }
        assertEquals(1_700_000_000_250L, only(capture).receivedMillis());
    }

    @Test
    void pcapngWithNanosecondsAndForeignBlocks() throws IOException {
        byte[] packet = ethernet(0x0800, ipv4(1, 0, 17, udp(2055, PAYLOAD)));
        Datagram datagram = only(pcapng(ETHERNET, 1_700_000_000_250_000_000L, packet));
        assertEquals(1_700_000_000_250L, datagram.receivedMillis());
        assertArrayEquals(PAYLOAD, bytes(datagram));
    }

    @Test
    void vlanTagsAreSteppedOver() throws IOException {
        byte[] ip = ipv4(1, 0, 17, udp(2055, PAYLOAD));
        byte[] tagged =
                new Bytes().u16(5).u16(0x8100).u16(6).u16(0x0800).raw(ip).toBytes();
        assertArrayEquals(PAYLOAD, bytes(only(pcap(PcapFile.MICROSECONDS, ETHERNET, 0, 0, ethernet(0x88a8, tagged)))));
    }

    @Test
    void linuxCookedCapturesOfBothVersions() throws IOException {
        byte[] ip = ipv4(1, 0, 17, udp(2055, PAYLOAD));
        byte[] cooked = new Bytes().u64(0).u32(0).u16(0).u16(0x0800).raw(ip).toBytes();
        byte[] cooked2 = new Bytes().u16(0x0800).u16(0).u64(0).u64(0).raw(ip).toBytes();
        assertArrayEquals(PAYLOAD, bytes(only(pcap(PcapFile.MICROSECONDS, 113, 0, 0, cooked))));
        assertArrayEquals(PAYLOAD, bytes(only(pcap(PcapFile.MICROSECONDS, 276, 0, 0, cooked2))));
    }

    @Test
    void ipv6WithExtensionHeaders() throws IOException {
        byte[] hopByHop =
                new Bytes().u8(17).u8(0).u16(0).u32(0).raw(udp(2055, PAYLOAD)).toBytes();
        Datagram datagram = only(pcap(PcapFile.MICROSECONDS, 101, 0, 0, ipv6(0, hopByHop)));
        assertEquals("2001:db8::7", datagram.exporter().address());
        assertArrayEquals(PAYLOAD, bytes(datagram));
    }

    @Test
    void fragmentsInAnyOrderGiveOneDatagram() throws IOException {
        byte[] whole = udp(2055, PAYLOAD);
        byte[] first = ipv4(9, 0x2000, 17, Arrays.copyOf(whole, 48));
        byte[] last = ipv4(9, 48 / 8, 17, Arrays.copyOfRange(whole, 48, whole.length));
        assertArrayEquals(PAYLOAD, bytes(only(pcap(PcapFile.MICROSECONDS, 101, 0, 0, last, first))));
    }

    @Test
    void fragmentsOfIpv6GiveOneDatagram() throws IOException {
        byte[] whole = udp(2055, PAYLOAD);
        byte[] first = new Bytes()
                .u8(17)
                .u8(0)
                .u16(1)
                .u32(77)
                .raw(Arrays.copyOf(whole, 48))
                .toBytes();
        byte[] last = new Bytes()
                .u8(17)
                .u8(0)
                .u16(48)
                .u32(77)
                .raw(Arrays.copyOfRange(whole, 48, whole.length))
                .toBytes();
        assertArrayEquals(
                PAYLOAD, bytes(only(pcap(PcapFile.MICROSECONDS, 101, 0, 0, ipv6(44, first), ipv6(44, last)))));
    }

    @Test
    void packetsWithoutADatagramAreCountedByReason() throws IOException {
        byte[] capture = pcap(
                PcapFile.MICROSECONDS,
                ETHERNET,
                0,
                0,
                ethernet(0x0806, new byte[28]),
                ethernet(0x0800, ipv4(1, 0, 6, new byte[20])),
                ethernet(0x0800, ipv4(2, 0x2000, 17, udp(2055, PAYLOAD))),
                ethernet(0x0800, new byte[] {0x45, 0}),
                ethernet(0x0800, ipv4(3, 0, 17, udp(53, PAYLOAD))));
        try (DatagramSource source = PcapDatagrams.open(new ByteArrayInputStream(capture), port -> port == 2055)) {
            assertTrue(source.next().isEmpty());
            assertEquals(
                    Map.of(
                            PassedOver.NOT_IP, 1L,
                            PassedOver.NOT_UDP, 1L,
                            PassedOver.INCOMPLETE_FRAGMENTS, 1L,
                            PassedOver.MALFORMED_PACKET, 1L,
                            PassedOver.OTHER_PORT, 1L),
                    source.passedOver());
        }
    }

    @Test
    void anUnknownLinkLayerIsCounted() throws IOException {
        try (DatagramSource source = open(pcap(PcapFile.MICROSECONDS, 147, 0, 0, new byte[40]))) {
            assertTrue(source.next().isEmpty());
            assertEquals(Map.of(PassedOver.UNKNOWN_LINK_LAYER, 1L), source.passedOver());
        }
    }

    @Test
    void contentThatIsNotACaptureIsRejected() {
        FramingException refusal = assertThrows(FramingException.class, () -> open(new byte[64]));
        assertTrue(refusal.getMessage().contains("pcap"), refusal.getMessage());
    }

    @Test
    void aCaptureThatEndsInsideAPacketNamesThePlace() throws IOException {
        byte[] capture = pcap(PcapFile.MICROSECONDS, 101, 0, 0, ipv4(1, 0, 17, udp(2055, PAYLOAD)));
        try (DatagramSource source = open(Arrays.copyOf(capture, capture.length - 1))) {
            FramingException refusal = assertThrows(FramingException.class, source::next);
            assertTrue(refusal.getMessage().contains("At byte 24"), refusal.getMessage());
        }
    }

    private static Datagram only(byte[] capture) throws IOException {
        try (DatagramSource source = open(capture)) {
            List<Datagram> datagrams = new ArrayList<>();
            for (Optional<Datagram> next = source.next(); next.isPresent(); next = source.next()) {
                datagrams.add(next.get());
            }
            assertEquals(1, datagrams.size(), () -> source.passedOver().toString());
            return datagrams.get(0);
        }
    }

    private static DatagramSource open(byte[] capture) throws IOException {
        return PcapDatagrams.open(new ByteArrayInputStream(capture));
    }

    private static byte[] bytes(Datagram datagram) {
        return Arrays.copyOfRange(datagram.buffer(), datagram.offset(), datagram.offset() + datagram.length());
    }

    private static byte[] payload(int length) {
        byte[] payload = new byte[length];
        for (int index = 0; index < length; index++) {
            payload[index] = (byte) index;
        }
        return payload;
    }

    private static void reverse(byte[] bytes, int start, int length) {
        for (int low = start, high = start + length - 1; low < high; low++, high--) {
            byte kept = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = kept;
        }
    }
}
