package org.aegisnet.benchmark.recordpath;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Flows made from the demo's: its safe flows and a tenth of its attacks, repeated. About one in thirty is an attack. Some columns are derived,
 * because the sample lacks addresses and times.
 */
final class SampleFlows {
    private static final int ATTACKS_LEFT_OUT = 9;
    private static final double MICROSECONDS = 1e6;

    /** A column: its name, its Avro type, and how a row of the sample gives it. */
    private record Column(String name, String type, Cell cell) {}

    @FunctionalInterface
    private interface Cell {
        String of(Row row, int number);
    }

    /** A row of the sample, by the sample's column names. */
    private record Row(List<String> names, List<String> cells) {
        String text(final String name) {
            return cells.get(names.indexOf(name));
        }

        double number(final String name) {
            return Double.parseDouble(text(name));
        }
    }

    private final List<Row> rows;
    private final List<Column> columns;

    private SampleFlows(final List<Row> rows, final List<Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** All 80 columns of CICFlowMeter that the sample has, and five that tell who talked to whom and when. */
    static SampleFlows wide(final Path sample) throws IOException {
        final List<Row> rows = rows(sample);
        final List<Column> columns = new ArrayList<>(List.of(
                new Column("Flow ID", "string", (row, number) -> "flow-" + number),
                new Column("Source IP", "string", SampleFlows::source),
                new Column("Source Port", "int", SampleFlows::sourcePort),
                new Column("Destination IP", "string", SampleFlows::destination),
                new Column(
                        "Timestamp",
                        "string",
                        (row, number) -> "2018-02-14 10:%02d:%02d".formatted(number / 60 % 60, number % 60))));
        for (final String name : rows.getFirst().names()) {
            columns.add(new Column(name, "string", (row, number) -> row.text(name)));
        }
        return new SampleFlows(rows, columns);
    }

    /** Twelve columns with the names of our NetFlow components. */
    static SampleFlows netFlow(final Path sample) throws IOException {
        return new SampleFlows(
                rows(sample),
                List.of(
                        new Column("src_ip", "string", SampleFlows::source),
                        new Column("dst_ip", "string", SampleFlows::destination),
                        new Column("src_port", "int", SampleFlows::sourcePort),
                        new Column("dst_port", "int", (row, number) -> row.text("Destination Port")),
                        new Column("protocol", "int", (row, number) -> row.text("Protocol")),
                        new Column("bytes_in", "long", (row, number) -> whole(row, "Total Length of Fwd Packets")),
                        new Column("bytes_out", "long", (row, number) -> whole(row, "Total Length of Bwd Packets")),
                        new Column("packets_fwd", "long", (row, number) -> row.text("Total Fwd Packets")),
                        new Column("packets_rev", "long", (row, number) -> row.text("Total Backward Packets")),
                        new Column(
                                "duration",
                                "double",
                                (row, number) -> Double.toString(row.number("Flow Duration") / MICROSECONDS)),
                        new Column("exporter", "string", (row, number) -> "192.0.2.1"),
                        new Column("pairing", "string", (row, number) -> "both")));
    }

    /** Twelve columns of CICFlowMeter: an identifier and those that the forest takes. */
    static SampleFlows narrow(final Path sample, final List<String> features) throws IOException {
        final List<Column> columns = new ArrayList<>();
        columns.add(new Column("Flow_ID", "string", (row, number) -> "flow-" + number));
        for (final String feature : features) {
            // Names as Avro allows them; the processors compare letters and digits only.
            columns.add(
                    new Column(feature.replaceAll("[^A-Za-z0-9]", "_"), "double", (row, number) -> row.text(feature)));
        }
        return new SampleFlows(rows(sample), columns);
    }

    private static List<Row> rows(final Path sample) throws IOException {
        final List<String> lines = Files.readAllLines(sample);
        final List<String> names = List.of(lines.getFirst().split(",", -1));
        final List<Row> rows = new ArrayList<>();
        int attacks = 0;
        for (final String line : lines.subList(1, lines.size())) {
            final Row row = new Row(names, List.of(line.split(",", -1)));
            final boolean attack = !row.text("Label").equalsIgnoreCase("BENIGN");
            if (!attack || attacks % (ATTACKS_LEFT_OUT + 1) == 0) {
                rows.add(row);
            }
            attacks += attack ? 1 : 0;
        }
        return List.copyOf(rows);
    }

    private static String source(final Row row, final int number) {
        return "10.0.%d.%d".formatted(number / 250 % 250, 1 + number % 250);
    }

    private static String destination(final Row row, final int number) {
        return "203.0.113.%d".formatted(1 + number * 7 % 250);
    }

    private static String sourcePort(final Row row, final int number) {
        return Integer.toString(1024 + number * 31 % 60000);
    }

    private static String whole(final Row row, final String name) {
        return Long.toString((long) row.number(name));
    }

    int columns() {
        return columns.size();
    }

    /** The schema, for readers that are given one. */
    String avroSchema() {
        return columns.stream()
                .map(column -> "{\"name\":\"%s\",\"type\":\"%s\"}".formatted(column.name(), column.type()))
                .collect(Collectors.joining(",", "{\"type\":\"record\",\"name\":\"flow\",\"fields\":[", "]}"));
    }

    /** Writes a CSV file with a header. */
    void write(final Path file, final int count) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(columns.stream().map(Column::name).collect(Collectors.joining(",")));
            writer.newLine();
            for (int number = 0; number < count; number++) {
                final int flow = number;
                final Row row = rows.get(number % rows.size());
                writer.write(columns.stream()
                        .map(column -> column.cell().of(row, flow))
                        .collect(Collectors.joining(",")));
                writer.newLine();
            }
        }
    }
}
