package org.aegisnet.netflow.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.aegisnet.netflow.SharedData;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.CollectingSink;
import org.aegisnet.netflow.decode.Counter;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.framing.DatagramSource;
import org.aegisnet.netflow.framing.Framing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Flows, bytes and packets of whole captures. Those named {@code traffic} (v9, IPFIX) were made of one packet capture of 5,320,307 bytes
 * of IP in 16,840 packets, so their sums are known; NetFlow v5 leaves out IPv6.
 */
class CaptureSumsTest {
    @ParameterizedTest
    @CsvSource({
        "softflowd_v9_traffic,          3005, 5320307, 16840",
        "softflowd_v9_wrap_traffic,     3005, 5320307, 16840",
        "softflowd_v10_traffic,         3005, 5320307, 16840",
        "softflowd_v10_biflow_traffic,  1505, 5320307, 16840",
        "pmacct_v9_traffic,             3008, 5320307, 16840",
        "softflowd_v5_traffic,          2549, 4552808, 14574",
        "pmacct_v5_traffic,             2552, 4552808, 14574",
        "ovs_ipfix_live,                6003, 10628974, 34937",
    })
    void flowsBytesAndPacketsAreThoseOfTheTraffic(String capture, int flows, long bytes, long packets)
            throws IOException {
        FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(4096);
        CollectingSink sink = new CollectingSink();
        Path file = SharedData.netFlow().resolve("exporters/" + capture + ".dgrams");
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
                DatagramSource source = Framing.LENGTH_PREFIXED.open(stream, new Exporter("192.0.2.1"), 0)) {
            for (Optional<Datagram> next = source.next(); next.isPresent(); next = source.next()) {
                decoder.decode(next.get(), batch, sink);
            }
        }
        assertEquals(flows, batch.size());
        assertEquals(flows, decoder.counters().get(Counter.FLOWS));
        assertEquals(bytes, sum(batch, FlowColumn.BYTES_IN) + sum(batch, FlowColumn.BYTES_OUT));
        assertEquals(packets, sum(batch, FlowColumn.PACKETS));
        assertEquals(packets, sum(batch, FlowColumn.PACKETS_FWD) + sum(batch, FlowColumn.PACKETS_REV));
        assertEquals(0, sink.unparsed().size());
        assertEquals(0, decoder.counters().get(Counter.SEQUENCE_MISSING), "nothing was lost");
        assertEquals(0, decoder.counters().get(Counter.SEQUENCE_LATE), "nothing came late");
    }

    private static long sum(FlowBatch batch, FlowColumn column) {
        long sum = 0;
        for (int row = 0; row < batch.size(); row++) {
            sum += batch.isPresent(column, row) ? batch.getLong(column, row) : 0;
        }
        return sum;
    }
}
