package org.aegisnet.netflow.framing;

import static org.aegisnet.netflow.element.InformationElements.SOURCE_IPV4_ADDRESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.SharedData;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.junit.jupiter.api.Test;

class FramingTest {
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");
    private static final byte[] V9 = DatagramBuilder.netFlowV9()
            .template(256, SOURCE_IPV4_ADDRESS, 4)
            .set(256, new byte[] {1, 2, 3, 4})
            .bytes();
    private static final byte[] IPFIX =
            DatagramBuilder.ipfix().template(256, SOURCE_IPV4_ADDRESS, 4).bytes();
    private static final byte[] V5 =
            new Bytes().u16(5).u16(2).raw(new byte[20 + 2 * 48]).toBytes();

    @Test
    void aSingleDatagramIsTheWholeContent() throws IOException {
        assertEquals(List.of(hex(V9)), read(Framing.SINGLE, V9));
        assertEquals(List.of(), read(Framing.SINGLE, new byte[0]));
    }

    @Test
    void aContentLongerThanAnyDatagramIsNotOne() {
        assertThrows(FramingException.class, () -> read(Framing.SINGLE, new byte[65_536]));
    }

    @Test
    void lengthPrefixesDelimit() throws IOException {
        byte[] content = new Bytes()
                .u32(V9.length)
                .raw(V9)
                .u32(0)
                .u32(IPFIX.length)
                .raw(IPFIX)
                .toBytes();
        assertEquals(List.of(hex(V9), "", hex(IPFIX)), read(Framing.LENGTH_PREFIXED, content));
    }

    @Test
    void anImpossibleLengthPrefixNamesItsPlace() {
        byte[] content =
                new Bytes().u32(V9.length).raw(V9).u32(0x09000002).u32(0).toBytes();
        FramingException refusal = assertThrows(FramingException.class, () -> read(Framing.LENGTH_PREFIXED, content));
        assertTrue(refusal.getMessage().contains("At byte " + (V9.length + 4)), refusal.getMessage());
    }

    @Test
    void aLengthPrefixBeyondTheEndIsRefused() {
        byte[] content = new Bytes().u32(V9.length + 1).raw(V9).toBytes();
        assertThrows(FramingException.class, () -> read(Framing.LENGTH_PREFIXED, content));
    }

    @Test
    void datagramsOfAllVersionsDelimitThemselves() throws IOException {
        byte[] content =
                new Bytes().raw(V9).raw(IPFIX).raw(V5).raw(V9).raw(V5).raw(V9).toBytes();
        assertEquals(
                List.of(hex(V9), hex(IPFIX), hex(V5), hex(V9), hex(V5), hex(V9)),
                read(Framing.SELF_DELIMITING, content));
    }

    @Test
    void bytesThatAreNotASelfDelimitingDatagramNameTheirPlace() {
        byte[] content = new Bytes().raw(IPFIX).u32(1).toBytes();
        FramingException refusal = assertThrows(FramingException.class, () -> read(Framing.SELF_DELIMITING, content));
        assertTrue(refusal.getMessage().contains("At byte " + IPFIX.length), refusal.getMessage());
    }

    @Test
    void capturesHoldTheSameDatagramsInEveryFraming() throws IOException {
        for (Path capture : captures()) {
            byte[] content = Files.readAllBytes(capture);
            List<String> prefixed = read(Framing.LENGTH_PREFIXED, content);
            Path pcap = capture.resolveSibling(capture.getFileName().toString().replace(".dgrams", ".pcap"));
            assertEquals(prefixed, read(Framing.PCAP, Files.readAllBytes(pcap)), capture.toString());
            ByteArrayOutputStream concatenated = new ByteArrayOutputStream();
            prefixed.forEach(datagram -> concatenated.writeBytes(HexFormat.of().parseHex(datagram)));
            assertEquals(prefixed, read(Framing.SELF_DELIMITING, concatenated.toByteArray()), capture.toString());
        }
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.netFlow().resolve("exporters"))) {
            return files.filter(file -> file.toString().endsWith(".dgrams"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> read(Framing framing, byte[] content) throws IOException {
        List<String> datagrams = new ArrayList<>();
        try (InputStream stream = new BufferedInputStream(new ByteArrayInputStream(content));
                DatagramSource source = framing.open(stream, EXPORTER, 0)) {
            for (Optional<Datagram> next = source.next(); next.isPresent(); next = source.next()) {
                Datagram datagram = next.get();
                int end = datagram.offset() + datagram.length();
                datagrams.add(HexFormat.of().formatHex(datagram.buffer(), datagram.offset(), end));
            }
        }
        return datagrams;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
