package org.aegisnet.netflow.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.aegisnet.netflow.Fixtures;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.decode.CollectingSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests with the captures of the module. All hold the same traffic: 24 conversations, 19,650 bytes of IP in 108 packets (12,612 in 72 of
 * IPv4). Softflowd exported it in all its formats; in its biflows, the 6 conversations of ICMP are still two halves each.
 * {@code make_captures.py} beside the captures makes them.
 */
class ShippedCapturesTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();

    private final CollectingSink sink = new CollectingSink();

    @ParameterizedTest
    @CsvSource({
        "softflowd_v5,               32, 12612,  72",
        "softflowd_v9,               48, 19650, 108",
        "softflowd_v9_vlan,          48, 19650, 108",
        "softflowd_v10,              48, 19650, 108",
        "softflowd_v10_biflow,       30, 19650, 108",
        "softflowd_v10_ether,        48, 19650, 108",
        "softflowd_v10_seconds,      48, 19650, 108",
        "softflowd_v10_milliseconds, 48, 19650, 108",
        "softflowd_v10_microseconds, 48, 19650, 108",
        "softflowd_v10_nanoseconds,  48, 19650, 108",
    })
    void flowsBytesAndPacketsAreThoseOfTheTraffic(String capture, int flows, long bytes, long packets) {
        FlowBatch batch = decode(capture);
        assertEquals(flows, batch.size());
        assertEquals(bytes, sum(batch, FlowColumn.BYTES_IN) + sum(batch, FlowColumn.BYTES_OUT));
        assertEquals(packets, sum(batch, FlowColumn.PACKETS));
        assertEquals(List.of(), sink.unparsed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "softflowd_v9",
                "softflowd_v10_milliseconds",
                "softflowd_v10_microseconds",
                "softflowd_v10_nanoseconds"
            })
    void everyWayToTellTimeGivesTheSameDurations(String capture) {
        FlowBatch reference = decode("softflowd_v10");
        FlowBatch batch = decode(capture);
        for (int row = 0; row < batch.size(); row++) {
            assertTrue(batch.isPresent(FlowColumn.FIRST, row) && batch.isPresent(FlowColumn.LAST, row));
            assertEquals(
                    reference.getDouble(FlowColumn.DURATION, row), batch.getDouble(FlowColumn.DURATION, row), 0.0011);
        }
    }

    @Test
    void theRateOfSamplingComesWithTheFlows() {
        FlowBatch batch = decode("softflowd_v9_sampled");
        assertTrue(batch.size() > 10);
        for (int row = 0; row < batch.size(); row++) {
            assertEquals(5, batch.getLong(FlowColumn.SAMPLING_RATE, row));
        }
    }

    private FlowBatch decode(String capture) {
        FlowDecoder decoder = new FlowDecoder(REGISTRY, DecoderSettings.defaults());
        FlowBatch batch = decoder.newBatch(64);
        for (Datagram datagram : Fixtures.ofCapture(capture)) {
            decoder.decode(datagram, batch, sink);
        }
        return batch;
    }

    private static long sum(FlowBatch batch, FlowColumn column) {
        long sum = 0;
        for (int row = 0; row < batch.size(); row++) {
            sum += batch.isPresent(column, row) ? batch.getLong(column, row) : 0;
        }
        return sum;
    }
}
