package org.aegisnet.netflow.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aegisnet.netflow.SharedData;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.CollectingSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparison with the results of telegraf and pmacct on their cases: flow by flow if they print flows, by sums if they add them up. */
class OtherPeersTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();

    @ParameterizedTest
    @ValueSource(strings = {"telegraf__ipfix_example", "telegraf__netflow_v9_example"})
    void everyFlowOfTelegraf(String name) throws IOException {
        FlowBatch batch = decode(name);
        List<String> found = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            found.add(String.join(
                    " ",
                    text(batch, FlowColumn.SRC_IP, row),
                    text(batch, FlowColumn.SRC_PORT, row),
                    text(batch, FlowColumn.DST_IP, row),
                    text(batch, FlowColumn.DST_PORT, row),
                    text(batch, FlowColumn.BYTES_IN, row),
                    text(batch, FlowColumn.PACKETS_FWD, row),
                    text(batch, FlowColumn.FIRST, row),
                    text(batch, FlowColumn.LAST, row)));
        }
        List<String> expected = new ArrayList<>();
        for (String line : Files.readAllLines(directory(name).resolve("expected_telegraf.influx"))) {
            if (line.contains("flow_start_ms")) {
                expected.add(String.join(
                        " ",
                        value(line, "src"),
                        value(line, "src_port"),
                        value(line, "dst"),
                        value(line, "dst_port"),
                        value(line, "in_bytes|in_total_bytes"),
                        value(line, "in_packets|in_total_packets"),
                        value(line, "flow_start_ms"),
                        value(line, "flow_end_ms")));
            }
        }
        assertEquals(
                expected.stream().sorted().toList(), found.stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "pmacct__106-IPFIXv10-HUAWEI-vrf_name",
        "pmacct__401-IPFIXv10-BMP-IPv6-CISCO-MPLS-multiple-sources",
        "pmacct__403-IPFIXv10-BMP-IPv6-CISCO-locrib-peerdown-vrf",
        "pmacct__402-IPFIXv10-BMP-IPv6-high-availability",
        "pmacct__500-IPFIXv10-BGP-CISCO-SRv6",
        "pmacct__501-IPFIXv10-BGP-IPv6-CISCO-MPLS",
    })
    void bytesAndPacketsOfPmacct(String name) throws IOException {
        FlowBatch batch = decode(name);
        long bytes = 0;
        long packets = 0;
        for (int row = 0; row < batch.size(); row++) {
            bytes += batch.isPresent(FlowColumn.BYTES_IN, row) ? batch.getLong(FlowColumn.BYTES_IN, row) : 0;
            packets += batch.isPresent(FlowColumn.PACKETS, row) ? batch.getLong(FlowColumn.PACKETS, row) : 0;
        }
        Path golden = directory(name).resolve("expected_pmacct_output-flow-00.json");
        assertEquals(List.of(sum(golden, "bytes"), sum(golden, "packets")), List.of(bytes, packets));
    }

    @Test
    void sflowIsRefusedByName() throws IOException {
        List<Path> cases;
        try (Stream<Path> directories = Files.list(SharedData.netFlow().resolve("cases"))) {
            cases = directories
                    .filter(each -> each.toString().contains("sflow"))
                    .toList();
        }
        for (Path each : cases) {
            CollectingSink sink = new CollectingSink();
            decode(each.getFileName().toString(), sink);
            assertEquals(
                    List.of("This is sFlow v5, which is not decoded."),
                    sink.unparsed().stream()
                            .map(one -> one.problem().reason())
                            .distinct()
                            .toList());
        }
    }

    private static FlowBatch decode(String name) throws IOException {
        return decode(name, new CollectingSink());
    }

    private static FlowBatch decode(String name, CollectingSink sink) throws IOException {
        FlowDecoder decoder = new FlowDecoder(REGISTRY, DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(64);
        try (BufferedReader lines = Files.newBufferedReader(directory(name).resolve("datagrams.hex"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ", 2);
                if (parts.length == 2) {
                    byte[] bytes = HexFormat.of().parseHex(parts[1].strip());
                    decoder.decode(new Datagram(new Exporter(parts[0]), 0, bytes), batch, sink);
                }
            }
        }
        return batch;
    }

    private static Path directory(String name) {
        return SharedData.netFlow().resolve("cases/" + name);
    }

    private static String text(FlowBatch batch, FlowColumn column, int row) {
        if (!batch.isPresent(column, row)) {
            return "-";
        }
        return switch (column.kind()) {
            case ADDRESS -> batch.getText(column, row);
            case TIMESTAMP -> Long.toString(batch.getEpochMillis(column, row));
            default -> Long.toString(batch.getLong(column, row));
        };
    }

    private static String value(String line, String name) {
        Matcher matcher = Pattern.compile("[ ,](?:" + name + ")=\"?([^,\" ]*?)[u\"]?(?=[, ])")
                .matcher(line);
        return matcher.find() ? matcher.group(1) : "-";
    }

    private static long sum(Path golden, String name) throws IOException {
        Matcher matcher =
                Pattern.compile("\"" + name + "\": (\\d+)").matcher(Files.readString(golden, StandardCharsets.UTF_8));
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        return sum;
    }
}
