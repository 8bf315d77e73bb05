package org.aegisnet.netflow.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.aegisnet.netflow.SharedData;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.DecodeSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.framing.DatagramSource;
import org.aegisnet.netflow.framing.Framing;
import org.aegisnet.netflow.record.DataRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every field of every record of the exporters' captures, byte by byte, against the fields that tshark found. */
class ExporterCapturesTest {
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");

    @TestFactory
    List<DynamicTest> everyFieldIsWhereTsharkFindsIt() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path capture : captures()) {
            tests.add(DynamicTest.dynamicTest(name(capture), () -> {
                List<String> expected = lines(capture.resolveSibling(name(capture) + ".fields.tsv.gz"));
                List<String> found = decode(capture);
                assertEquals(expected.size(), found.size(), "records");
                for (int line = 0; line < expected.size(); line++) {
                    assertEquals(expected.get(line), found.get(line), "record " + line);
                }
            }));
        }
        return tests;
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.list(SharedData.netFlow().resolve("exporters"))) {
            return files.filter(file -> file.toString().endsWith(".dgrams"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path capture) {
        return capture.getFileName().toString().replace(".dgrams", "");
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static List<String> decode(Path capture) throws IOException {
        FlowDecoder decoder = new FlowDecoder(
                ElementRegistry.load(), DecoderSettings.defaults().withRecords(true));
        FlowBatch batch = decoder.newBatch(64);
        List<String> lines = new ArrayList<>();
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(capture));
                DatagramSource source = Framing.LENGTH_PREFIXED.open(stream, EXPORTER, 0)) {
            Optional<Datagram> datagram = source.next();
            for (int number = 1; datagram.isPresent(); number++) {
                decoder.decode(datagram.get(), batch, new Lines(number, lines));
                batch.clear();
                datagram = source.next();
            }
        }
        return lines;
    }

    /** Sink that writes records in the form of the expected files: datagram, set, index, option, then each field. */
    private record Lines(int datagram, List<String> lines) implements DecodeSink {
        @Override
        public void options(DataRecord record) {
            add(record);
        }

        @Override
        public void flow(DataRecord record) {
            add(record);
        }

        @Override
        public void unparsed(UndecodedDatagram unparsed) {
            lines.add(unparsed.problem().message());
        }

        private void add(DataRecord record) {
            StringBuilder line = new StringBuilder();
            line.append(datagram).append('\t').append(record.set()).append('\t').append(record.index());
            line.append('\t').append(record.isOptions() ? 1 : 0);
            for (int field = 0; field < record.fieldCount(); field++) {
                line.append('\t').append(record.field(field).element().enterprise());
                line.append(':').append(record.field(field).element().id());
                line.append(':').append(record.offsetInDatagram(field));
                line.append(':').append(record.length(field));
                line.append(':').append(HexFormat.of().formatHex(record.bytes(field)));
            }
            lines.add(line.toString());
        }
    }
}
