package org.aegisnet.netflow.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;

/** Datagrams of a public bug report, decoded in their order. */
final class ReportedCase {
    /** When the first datagram of each case was received. */
    static final long START = 1_780_000_000_000L;

    private static final ElementRegistry REGISTRY = ElementRegistry.load();

    private final FlowDecoder decoder;
    private final FlowBatch batch;
    private final CollectingSink sink = new CollectingSink();

    private ReportedCase(DecoderSettings settings) {
        this.decoder = new FlowDecoder(REGISTRY, settings);
        this.batch = decoder.newBatch(16);
    }

    static ReportedCase decode(String name) {
        return decode(name, DecoderSettings.defaults().withExtras(true));
    }

    static ReportedCase decode(String name, DecoderSettings settings) {
        ReportedCase decoded = new ReportedCase(settings);
        for (String line : lines(name)) {
            String[] parts = line.split(" ", -1);
            Exporter exporter = new Exporter(parts[1]);
            long received = START + Math.round(1_000 * Double.parseDouble(parts[0]));
            byte[] bytes = HexFormat.of().parseHex(parts[3]);
            Datagram datagram = new Datagram(exporter, Integer.parseInt(parts[2]), received, bytes, 0, bytes.length);
            decoded.decoder.decode(datagram, decoded.batch, decoded.sink);
        }
        return decoded;
    }

    private static List<String> lines(String name) {
        String path = "/org/aegisnet/netflow/reported/" + name + "/datagrams.hex";
        try (InputStream stream = ReportedCase.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a value as text; {@code "absent"} if the flow has no value. */
    String value(FlowColumn column, int row) {
        if (!batch.isPresent(column, row)) {
            return "absent";
        }
        return switch (column.kind()) {
            case DOUBLE -> Double.toString(batch.getDouble(column, row));
            case TIMESTAMP -> Long.toString(batch.getEpochMillis(column, row) - START);
            case LONG, INT -> Long.toString(batch.getLong(column, row));
            default -> batch.getText(column, row);
        };
    }

    FlowBatch flows() {
        return batch;
    }

    FlowDecoder decoder() {
        return decoder;
    }

    CollectingSink sink() {
        return sink;
    }

    long counted(Counter counter) {
        return decoder.counters().get(counter);
    }
}
