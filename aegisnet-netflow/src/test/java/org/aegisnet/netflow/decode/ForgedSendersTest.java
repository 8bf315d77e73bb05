package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_INTERVAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;
import org.aegisnet.netflow.snapshot.SnapshotException;
import org.junit.jupiter.api.Test;

/** Senders with forged addresses beside an exporter whose flows have been decoded: it stays known, and the others are counted. */
class ForgedSendersTest {
    private static final byte[] FOUR_BYTES = {0, 0, 0, 9};
    private static final Exporter QUIET = new Exporter("192.0.2.1");
    private static final long START = 1_700_000_000_000L;
    private static final long MINUTE = 60_000;
    private static final int FORGED = 3_000;

    private final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
    private final FlowBatch batch = decoder.newBatch(16);
    private final Evictions sink = new Evictions();

    /** Sink that keeps the evictions. */
    private static final class Evictions implements DecodeSink {
        private final List<Eviction> evictions = new ArrayList<>();
        private final List<UndecodedDatagram> unparsed = new ArrayList<>();

        @Override
        public void options(DataRecord record) {
            // Not asked for here.
        }

        @Override
        public void unparsed(UndecodedDatagram bytes) {
            unparsed.add(bytes);
        }

        @Override
        public void evicted(Eviction eviction) {
            evictions.add(eviction);
        }
    }

    private static Exporter forged(int number) {
        return new Exporter("10.%d.%d.%d".formatted(number >> 16, number >> 8 & 0xff, number & 0xff));
    }

    private int send(DatagramBuilder datagram, Exporter exporter, long millis) {
        batch.clear();
        return decoder.decode(datagram.from(exporter, millis), batch, sink);
    }

    private static DatagramBuilder template() {
        return DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4);
    }

    private static DatagramBuilder data() {
        return DatagramBuilder.netFlowV9().set(256, FOUR_BYTES);
    }

    private void hearQuietExporter(long millis) {
        send(template(), QUIET, millis);
        assertEquals(1, send(data(), QUIET, millis));
    }

    @Test
    void anExporterWhoseFlowsWereDecodedStaysBesideForgedTemplates() {
        hearQuietExporter(START);
        for (int number = 0; number < FORGED; number++) {
            send(template(), forged(number), START + 1_000);
        }

        assertEquals(1, send(data(), QUIET, START + 2_000));
        assertEquals(1_000, decoder.exporters());
        assertEquals(FORGED + 1 - 1_000, decoder.counters().get(Counter.EXPORTERS_EVICTED));
        assertEquals(new Eviction(Counter.EXPORTERS_EVICTED, forged(0), false), sink.evictions.getFirst());
    }

    @Test
    void anExporterWhoseFlowsWereDecodedStaysBesideForgedTemplatesAndData() {
        hearQuietExporter(START);
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < FORGED; number++) {
                send(template(), forged(number), START + 1_000);
                send(data(), forged(number), START + 1_000);
            }
        }

        assertEquals(1, send(data(), QUIET, START + 2_000));
        assertEquals(1_000, decoder.exporters());
        assertTrue(sink.evictions.stream()
                .noneMatch(eviction -> eviction.exporter().equals(QUIET)));
    }

    @Test
    void silenceIsForgivenForAsLongAsDataCameBefore() {
        send(template(), QUIET, START);
        for (int minute = 0; minute <= 120; minute++) {
            send(template(), QUIET, START + minute * MINUTE);
            send(data(), QUIET, START + minute * MINUTE);
        }
        long heard = START + 120 * MINUTE;
        for (int minute = 1; minute < 119; minute++) {
            for (int number = 0; number < 1_200; number++) {
                send(template(), forged(number), heard + minute * MINUTE);
                send(data(), forged(number), heard + minute * MINUTE);
            }
        }
        send(template(), QUIET, heard + 119 * MINUTE);

        assertEquals(1, send(data(), QUIET, heard + 119 * MINUTE));
        assertEquals(0, decoder.counters().get(Counter.TEMPLATES_REPLACED));
        assertTrue(sink.evictions.stream()
                .noneMatch(eviction -> eviction.exporter().equals(QUIET)));
    }

    @Test
    void placesWonInSecondsAreLostAfterHalfAnHourOfSilence() {
        for (int number = 0; number < 1_000; number++) {
            send(template(), forged(number), START);
            send(data(), forged(number), START);
        }
        long later = START + 31 * MINUTE;
        hearQuietExporter(later);
        for (int number = 1_000; number < 2_000; number++) {
            send(template(), forged(number), later);
        }

        assertEquals(1, send(data(), QUIET, later));
    }

    @Test
    void forgedExportersWithTheLargestTemplatesDoNotPushOutAKnownOne() {
        int[] fields = new int[600];
        for (int field = 0; field < 300; field++) {
            fields[2 * field] = 1 + field;
            fields[2 * field + 1] = 4;
        }
        byte[] record = new byte[1_200];
        hearQuietExporter(START);
        for (int number = 0; number < 100; number++) {
            for (int id = 256; id < 306; id++) {
                send(DatagramBuilder.netFlowV9().template(id, fields).set(id, record), forged(number), START + 1_000);
            }
        }

        assertEquals(1, send(data(), QUIET, START + 2_000));
        assertTrue(decoder.counters().get(Counter.EXPORTERS_EVICTED) > 0);
        assertTrue(sink.evictions.stream()
                .noneMatch(eviction -> eviction.exporter().equals(QUIET)));
    }

    @Test
    void oneExporterCannotHaveAllTheRoom() {
        hearQuietExporter(START);
        Exporter greedy = forged(1);
        int[] fields = new int[1_000];
        for (int field = 0; field < 500; field++) {
            fields[2 * field] = 1 + field;
            fields[2 * field + 1] = 4;
        }
        for (int id = 256; id < 1_256; id++) {
            send(DatagramBuilder.netFlowV9().template(id, fields), greedy, START);
        }

        assertTrue(decoder.templates() < 400, decoder.templates() + " templates");
        assertTrue(decoder.counters().get(Counter.TEMPLATES_EVICTED) > 600);
        assertEquals(0, decoder.counters().get(Counter.EXPORTERS_EVICTED));
    }

    @Test
    void forgedDomainsOfAKnownAddressDoNotPushOutTheRealOne() {
        send(
                template()
                        .optionsTemplate(300, 1, 1, 4, SAMPLING_INTERVAL, 4)
                        .set(300, new DatagramBuilder.Bytes().u32(0).u32(100).toBytes()),
                QUIET,
                START);
        send(data(), QUIET, START);
        for (int domain = 100; domain < 1_100; domain++) {
            send(template().domain(domain).set(256, FOUR_BYTES), QUIET, START + 1_000);
            send(DatagramBuilder.netFlowV9().domain(domain).template(257, PACKET_DELTA_COUNT, 4), QUIET, START + 1_000);
        }

        assertEquals(1, send(data(), QUIET, START + 2_000));
        assertEquals(100, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertEquals(1_001 - 64, decoder.counters().get(Counter.DOMAINS_EVICTED));
        assertTrue(sink.evictions.contains(new Eviction(Counter.DOMAINS_EVICTED, QUIET, true)));
    }

    @Test
    void forgedTemplatesOfAKnownDomainDoNotPushOutTheOneInUse() {
        hearQuietExporter(START);
        for (int id = 257; id < 5_000; id++) {
            send(DatagramBuilder.netFlowV9().template(id, PACKET_DELTA_COUNT, 4), QUIET, START + 1_000);
        }

        assertEquals(1, send(data(), QUIET, START + 2_000));
        assertEquals(1_000, decoder.templates());
        assertTrue(sink.evictions.contains(new Eviction(Counter.TEMPLATES_EVICTED, QUIET, true)));
    }

    @Test
    void dataOfAKnownExporterGoesOnWaitingBesideForgedData() {
        hearQuietExporter(START);
        send(DatagramBuilder.netFlowV9().set(300, FOUR_BYTES), QUIET, START + 1_000);
        for (int number = 0; number < FORGED; number++) {
            send(data(), forged(number), START + 1_000);
        }

        assertEquals(1, send(DatagramBuilder.netFlowV9().template(300, OCTET_DELTA_COUNT, 4), QUIET, START + 2_000));
        assertTrue(sink.unparsed.stream().noneMatch(UndecodedDatagram::isFromKnownExporter));
    }

    @Test
    void dataOfOneKnownExporterDoesNotPushOutAnothers() {
        hearQuietExporter(START);
        Exporter loud = new Exporter("192.0.2.2");
        send(template().set(256, FOUR_BYTES), loud, START);
        send(DatagramBuilder.netFlowV9().set(300, FOUR_BYTES), QUIET, START + 1_000);
        for (int number = 0; number < FORGED; number++) {
            send(DatagramBuilder.netFlowV9().set(301, FOUR_BYTES), loud, START + 1_000);
        }

        assertEquals(1, send(DatagramBuilder.netFlowV9().template(300, OCTET_DELTA_COUNT, 4), QUIET, START + 2_000));
        assertTrue(sink.unparsed.stream().allMatch(UndecodedDatagram::isFromKnownExporter));
    }

    @Test
    void theStandingSurvivesARestart() throws SnapshotException {
        hearQuietExporter(START);
        for (int number = 0; number < 900; number++) {
            send(template(), forged(number), START + 1_000);
        }
        FlowDecoder restarted = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
        restarted.restore(decoder.snapshot(), exporter -> true);
        for (int number = 0; number < FORGED; number++) {
            restarted.decode(template().set(256, FOUR_BYTES).from(forged(number), START + 2_000), batch, sink);
        }
        for (int id = 257; id < 2_000; id++) {
            restarted.decode(
                    DatagramBuilder.netFlowV9()
                            .template(id, PACKET_DELTA_COUNT, 4)
                            .from(QUIET, START + 2_000),
                    batch,
                    sink);
        }

        batch.clear();
        assertEquals(1, restarted.decode(data().from(QUIET, START + 3_000), batch, sink));
    }

    /** Written by commit cb92b3f. */
    @Test
    void aSnapshotWithoutStandingsIsStillRead() throws SnapshotException {
        byte[] snapshot = Base64.getDecoder()
                .decode(
                        "QU5GVAEAAACglOHQRXjaY2BgYGTgNLQ00jPQM9IzZGBgYOICEuyMQIKBsfv80wwGBhYQm4EDSgPVQxliMIYokAHRpcMI18UMlpr"
                                + "KwAI2imEB0AAwUILoYoRZA1T+ZMkGkMh/KICoY0gBEQCbXBUd");
        decoder.restore(snapshot, exporter -> true);
        byte[] flow = new DatagramBuilder.Bytes()
                .u32(0xc0000202L)
                .u32(1_000)
                .u32(10_000)
                .u32(20_000)
                .toBytes();

        assertEquals(1, send(DatagramBuilder.ipfix().set(256, flow), QUIET, START));
        assertEquals(1_000, batch.getLong(FlowColumn.BYTES_IN, 0));
        assertEquals(100, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertEquals(START - 40_000, batch.getEpochMillis(FlowColumn.FIRST, 0));
    }

    @Test
    void timesOfCapturesAreNotTimesOfTheClock() {
        hearQuietExporter(0);
        for (int number = 0; number < FORGED; number++) {
            decoder.decode(
                    new Datagram(
                            forged(number), 0, template().set(256, FOUR_BYTES).bytes()),
                    batch,
                    sink);
        }

        assertEquals(1, send(data(), QUIET, Duration.ofMinutes(20).toMillis()));
    }
}
