package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.INGRESS_INTERFACE;
import static org.aegisnet.netflow.element.InformationElements.INTERFACE_NAME;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;
import org.junit.jupiter.api.Test;

/** Tests that the state of a decoder is bounded for any sender and data, and that evictions are counted. Uses the default settings. */
class StateLimitsTest {
    private static final byte[] FOUR_BYTES = {0, 0, 0, 9};
    private static final long MEGABYTE = 1 << 20;
    private static final Exporter ONE = new Exporter("192.0.2.1");

    private final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
    private final FlowBatch batch = decoder.newBatch(16);
    private final CountingSink sink = new CountingSink();
    private int sent;

    /** Sink that keeps nothing, so that any growth is the decoder's. */
    private static final class CountingSink implements DecodeSink {
        private long unparsed;
        private long options;

        @Override
        public void options(DataRecord record) {
            options++;
        }

        @Override
        public void unparsed(UndecodedDatagram bytes) {
            unparsed++;
        }
    }

    private static Exporter exporter(int number) {
        return new Exporter("10.%d.%d.%d".formatted(number >> 16, number >> 8 & 0xff, number & 0xff));
    }

    private void send(DatagramBuilder datagram, Exporter exporter, long millis) {
        sent++;
        decoder.decode(new Datagram(exporter, millis, datagram.bytes()), batch, sink);
        batch.clear();
    }

    private static long usedMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MEGABYTE;
    }

    /** A template of many fields that no other has. */
    private static int[] fields(int count) {
        int[] fields = new int[2 * count];
        for (int field = 0; field < count; field++) {
            fields[2 * field] = 1 + field % 400;
            fields[2 * field + 1] = 4;
        }
        return fields;
    }

    @Test
    void manyExportersAreForgottenInTheOrderInWhichTheyWereHeard() {
        for (int exporter = 0; exporter < 20_000; exporter++) {
            send(DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4), exporter(exporter), 0);
        }

        assertEquals(1_000, decoder.exporters());
        assertEquals(19_000, decoder.counters().get(Counter.EXPORTERS_EVICTED));
        assertEquals(1, decoded(exporter(19_999)));
        assertEquals(0, decoded(exporter(0)));
    }

    private int decoded(Exporter exporter) {
        return decoder.decode(
                new Datagram(
                        exporter,
                        1,
                        DatagramBuilder.ipfix().set(256, FOUR_BYTES).bytes()),
                batch,
                sink);
    }

    @Test
    void manyTemplatesOfOneExporterAreBounded() {
        for (int domain = 0; domain < 50; domain++) {
            for (int id = 256; id < 356; id++) {
                send(DatagramBuilder.ipfix().domain(domain).template(id, OCTET_DELTA_COUNT, 4), ONE, 0);
            }
        }

        assertEquals(1_000, decoder.templates());
        assertEquals(4_000, decoder.counters().get(Counter.TEMPLATES_EVICTED));
    }

    @Test
    void theLargestTemplatesOfManyExportersDoNotFillTheHeap() {
        int[] fields = fields(300);
        long before = usedMegabytes();
        for (int exporter = 0; exporter < 400; exporter++) {
            for (int id = 256; id < 306; id++) {
                send(DatagramBuilder.ipfix().template(id, fields), exporter(exporter), 0);
            }
        }
        long grown = usedMegabytes() - before;

        assertTrue(grown < 128, grown + " MB for " + decoder.templates() + " templates of 300 fields");
        assertEquals(sent, decoder.templates() + decoder.counters().get(Counter.TEMPLATES_EVICTED));
        assertTrue(decoder.counters().get(Counter.EXPORTERS_EVICTED) > 0);
    }

    @Test
    void manyLongNamesOfManyExportersDoNotFillTheHeap() {
        int names = 20;
        byte[] name = new byte[1_000];
        Arrays.fill(name, (byte) 'n');
        long before = usedMegabytes();
        for (int exporter = 0; exporter < 900; exporter++) {
            for (int domain = 0; domain < 5; domain++) {
                DatagramBuilder.Bytes records = new DatagramBuilder.Bytes();
                for (int index = 0; index < names; index++) {
                    records.u32(index).raw(name);
                }
                send(
                        DatagramBuilder.netFlowV9()
                                .domain(domain)
                                .optionsTemplate(256, 1, INGRESS_INTERFACE, 4, INTERFACE_NAME, name.length)
                                .set(256, records.toBytes()),
                        exporter(exporter),
                        0);
            }
        }
        long grown = usedMegabytes() - before;

        assertEquals((long) sent * names, sink.options);
        assertTrue(grown < 128, grown + " MB for the names of " + decoder.exporters() + " exporters");
        assertTrue(decoder.counters().get(Counter.EXPORTERS_EVICTED) > 0);
    }

    @Test
    void dataThatWaitsForTemplatesIsBoundedInNumberAndBytesAndWhatHasNoRoomIsHandedOut() {
        for (int number = 0; number < 10_000; number++) {
            send(DatagramBuilder.ipfix().set(256, FOUR_BYTES), exporter(number % 3_000), 0);
        }
        assertTrue(decoder.heldSets() <= 1_000, decoder.heldSets() + " wait");
        assertEquals(sent, decoder.heldSets() + sink.unparsed);
        assertEquals(sink.unparsed, decoder.counters().get(Counter.SETS_GIVEN_UP));
        assertEquals(sent, decoder.counters().get(Counter.SETS_WITHOUT_TEMPLATE));

        long unparsed = sink.unparsed + decoder.heldSets();
        for (int number = 0; number < 1_000; number++) {
            send(
                    DatagramBuilder.ipfix().set(256, new byte[60_000]),
                    ONE,
                    Duration.ofMinutes(5).toMillis());
        }
        assertTrue(decoder.heldSets() <= 4 * MEGABYTE / 60_000, decoder.heldSets() + " wait");
        assertEquals(unparsed + 1_000, decoder.heldSets() + sink.unparsed);
    }

    @Test
    void manyObservationDomainsOfManyExportersDoNotFillTheHeap() {
        long before = usedMegabytes();
        for (int exporter = 0; exporter < 1_000; exporter++) {
            for (int domain = 0; domain < 200; domain++) {
                send(DatagramBuilder.ipfix().domain(domain), exporter(exporter), 0);
            }
        }
        long grown = usedMegabytes() - before;

        assertTrue(grown < 128, grown + " MB for 64 domains of each of " + decoder.exporters() + " exporters");
    }
}
