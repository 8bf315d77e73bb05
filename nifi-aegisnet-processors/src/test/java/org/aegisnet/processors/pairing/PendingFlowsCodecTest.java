package org.aegisnet.processors.pairing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.aegisnet.net.IpAddress;
import org.aegisnet.pairing.FiveTuple;
import org.aegisnet.pairing.PairingRules;
import org.aegisnet.pairing.PairingTable;
import org.apache.nifi.serialization.record.Record;
import org.junit.jupiter.api.Test;

/** Flows that waited in the queue while the NAR was replaced are read as before. */
class PendingFlowsCodecTest {
    /** The file was written before addresses and varints moved into a module of their own: a flow that waits and one that is remembered. */
    private static byte[] writtenBefore() throws IOException {
        try (InputStream stream = PendingFlowsCodecTest.class.getResourceAsStream("waiting-flows-of-version-1.bin")) {
            return stream.readAllBytes();
        }
    }

    private static List<PendingFlowsCodec.Entry> entries() throws IOException {
        return PendingFlowsCodec.read(
                new ByteArrayInputStream(writtenBefore()), new PairingPlanCache(List.of("exporter", "domain")));
    }

    @Test
    void aFlowThatWaitedIsTheRecordThatCame() throws IOException {
        final PendingFlowsCodec.Waiting waiting =
                assertInstanceOf(PendingFlowsCodec.Waiting.class, entries().getFirst());
        final Record record = waiting.flow().values();

        assertEquals(1_700_000_001_000L, waiting.arrived());
        assertEquals("2001:db8::1", record.getValue("src_ip"));
        assertEquals(50_123, record.getValue("src_port"));
        assertEquals(1_700_000_000_500L, record.getValue("last"));
        assertEquals(-129L, record.getValue("offset"));
        assertEquals(new BigInteger("18446744073709551615"), record.getValue("big"));
        assertEquals("Z\u00fcrich " + "x".repeat(200), record.getValue("note"));
    }

    @Test
    void aFlowThatIsRememberedHasItsEndsAndTimes() throws IOException {
        final PendingFlowsCodec.Remembered remembered =
                assertInstanceOf(PendingFlowsCodec.Remembered.class, entries().getLast());

        assertEquals(Arrays.asList("192.0.2.9", null), remembered.context().values());
        assertEquals(
                new FiveTuple(
                        IpAddress.parse("192.0.2.1").orElseThrow(),
                        IpAddress.parse("198.51.100.2").orElseThrow(),
                        65_535,
                        53,
                        17),
                remembered.half().ends());
        assertEquals(1_700_000_000_100L, remembered.half().first());
        assertEquals(1_700_000_000_200L, remembered.half().last());
        assertEquals(1_700_000_001_500L, remembered.arrived());
    }

    @Test
    void theSameFlowsAreWrittenAsTheSameBytes() throws IOException {
        final PairingTable<PendingFlow> table =
                new PairingTable<>(new PairingRules(60_000, 60_000, 1000), context -> true);
        final PairingCounts counts = new PairingCounts();
        new PairingBatch(
                        table,
                        new PairingPlanCache(List.of("exporter", "domain")),
                        new PairingOutput((relationship, left) -> {}, Optional.empty(), counts),
                        counts)
                .restore(entries(), 1_700_000_002_000L);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PendingFlowsCodec.write(table, bytes);

        assertArrayEquals(writtenBefore(), bytes.toByteArray());
    }
}
