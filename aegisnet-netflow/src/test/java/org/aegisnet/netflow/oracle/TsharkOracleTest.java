package org.aegisnet.netflow.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.aegisnet.netflow.Fixtures;
import org.aegisnet.netflow.SharedData;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.CollectingSink;
import org.aegisnet.netflow.decode.DecodeProblemKind;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.AbstractDataType;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.framing.DatagramSource;
import org.aegisnet.netflow.framing.Framing;
import org.aegisnet.netflow.framing.PacketBytes;
import org.aegisnet.netflow.record.DataRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Comparison of every field of every record with tshark's: place, bytes and typed value. Runs tshark on the peers' cases, and with
 * {@code -Doracle.captures=DIRECTORY} on every {@code .pcap} below a directory of one's own. If tshark differs,
 * {@link TsharkException} must explain the difference.
 */
class TsharkOracleTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();

    @TestFactory
    List<DynamicTest> everyFieldIsTsharks(TestReporter reporter) throws IOException {
        Tshark.assumeInstalled();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path capture : captures()) {
            String name = capture.getParent().getFileName() + "/" + capture.getFileName();
            tests.add(DynamicTest.dynamicTest(name, () -> compare(name, capture, reporter)));
        }
        return tests;
    }

    @ParameterizedTest
    @FieldSource("org.aegisnet.netflow.Fixtures#CAPTURES")
    void everyFieldOfTheShippedCaptures(String name, @TempDir Path scratch, TestReporter reporter)
            throws IOException, XMLStreamException {
        Tshark.assumeInstalled();
        List<byte[]> packets = new ArrayList<>();
        for (Datagram datagram : Fixtures.ofCapture(name)) {
            byte[] udp = PacketBytes.udp(2055, datagram.buffer());
            packets.add(PacketBytes.ethernet(0x0800, PacketBytes.ipv4(1, 0, 17, udp)));
        }
        Path capture = scratch.resolve(name + ".pcap");
        Files.write(capture, PacketBytes.pcap(0xa1b2c3d4, 1, 0, 0, packets.toArray(byte[][]::new)));
        compare(name, capture, reporter);
    }

    private static List<Path> captures() throws IOException {
        String own = System.getProperty("oracle.captures");
        Path root = own == null ? SharedData.netFlow().resolve("cases") : Path.of(own);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".pcap"))
                    .filter(file -> !file.toString().contains("sflow")
                            && !file.toString().contains("source_"))
                    .sorted()
                    .toList();
        }
    }

    private static void compare(String name, Path capture, TestReporter reporter)
            throws IOException, XMLStreamException {
        List<List<Tshark.Flow>> theirs = Tshark.read(capture);
        DecoderSettings settings = DecoderSettings.defaults().withRecords(true).withHeld(0, 0, Duration.ZERO);
        FlowDecoder decoder = new FlowDecoder(REGISTRY, settings);
        FlowBatch batch = decoder.newBatch(64);
        List<String> differences = new ArrayList<>();
        Map<TsharkException, Integer> explained = new EnumMap<>(TsharkException.class);
        int fields = 0;
        int number = 0;
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(capture));
                DatagramSource source = Framing.PCAP.open(stream, new Exporter("unused"), 0)) {
            for (Optional<Datagram> next = source.next(); next.isPresent(); next = source.next(), number++) {
                CollectingSink sink = new CollectingSink();
                decoder.decode(next.get(), batch, sink);
                batch.clear();
                List<DataRecord> ours = inOrder(sink);
                List<Tshark.Flow> flows = number < theirs.size() ? theirs.get(number) : List.of();
                if (ours.isEmpty() && sink.problems().equals(List.of(DecodeProblemKind.WRONG_COUNT))) {
                    // NetFlow v5 with an impossible count: tshark decodes the records that are there, we reject the
                    // datagram.
                    continue;
                }
                if (ours.size() != flows.size()) {
                    differences.add("datagram " + number + ": " + ours.size() + " records, tshark " + flows.size()
                            + ", unparsed " + sink.problems());
                    continue;
                }
                for (int record = 0; record < ours.size(); record++) {
                    fields += ours.get(record).fieldCount();
                    compare("datagram " + number, ours.get(record), flows.get(record), differences, explained);
                }
            }
        }
        reporter.publishEntry(name, fields + " fields, " + differences.size() + " differ, explained " + explained);
        assertEquals(List.of(), differences.subList(0, Math.min(20, differences.size())));
    }

    private static List<DataRecord> inOrder(CollectingSink sink) {
        List<DataRecord> records = new ArrayList<>(sink.flows());
        records.addAll(sink.options());
        records.sort(Comparator.comparingInt(record -> record.offsetInDatagram(0)));
        return records;
    }

    private static void compare(
            String where,
            DataRecord ours,
            Tshark.Flow theirs,
            List<String> differences,
            Map<TsharkException, Integer> explained) {
        for (int field = 0; field < ours.fieldCount(); field++) {
            if (ours.length(field) == 0) {
                continue;
            }
            int offset = ours.offsetInDatagram(field);
            List<Tshark.Field> samePlace = theirs.fields().stream()
                    .filter(candidate -> candidate.offset() == offset)
                    .toList();
            String hex = HexFormat.of().formatHex(ours.bytes(field));
            int index = field;
            if (samePlace.stream().anyMatch(candidate -> same(ours, index, hex, candidate))) {
                continue;
            }
            Optional<TsharkException> reason =
                    TsharkException.find(ours.field(field).element(), hex, theirs.fields(), samePlace);
            if (reason.isPresent()) {
                explained.merge(reason.get(), 1, Integer::sum);
            } else {
                differences.add(where + ", byte " + offset + ", "
                        + ours.field(field).element().name() + " = "
                        + ours.value(field).orElse("") + " (" + hex
                        + "), tshark: " + samePlace);
            }
        }
    }

    /** The same bytes, and the same value if tshark prints one and not the bytes. */
    private static boolean same(DataRecord ours, int field, String hex, Tshark.Field theirs) {
        if (!theirs.value().equalsIgnoreCase(hex)) {
            return false;
        }
        return ours.field(field).element().type() == AbstractDataType.OCTET_ARRAY
                || theirs.show().replace(":", "").equalsIgnoreCase(hex)
                || TsharkValue.same(ours.value(field).orElse(""), theirs.show());
    }
}
