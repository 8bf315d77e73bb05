package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_IPV4_ADDRESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.Fixtures;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;
import org.junit.jupiter.api.Test;

/**
 * Tests with datagrams of real exporters whose bytes are changed, cut, joined and swapped, in the order of a fixed seed. No exception occurs,
 * nothing grows beyond its bounds, and the next good datagram is decoded. {@code -Pslow} takes ten million instead of 200,000, in a small heap.
 */
class MutatedDatagramsTest {
    private static final int ROUNDS = Integer.getInteger("netflow.mutations", 200_000);
    private static final int EXPORTERS = 16;
    private static final int TEMPLATES = 64;
    private static final int HELD_BYTES = 1 << 18;
    private static final Exporter GOOD = new Exporter("198.51.100.1");
    private static final int[] TELLING_BYTES = {0, 1, 2, 3, 4, 5, 9, 10, 0x7f, 0x80, 0xfe, 0xff};

    private final Random random = new Random(20261121);
    private final List<byte[]> originals = originals();

    @Test
    void noMutationHurtsTheDecoder() {
        DecoderSettings settings = DecoderSettings.defaults()
                .withExtras(true)
                .withRecords(true)
                .withTemplates(EXPORTERS, TEMPLATES, Duration.ofMinutes(30))
                .withHeld(256, HELD_BYTES, Duration.ofSeconds(5));
        FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), settings);
        FlowBatch batch = decoder.newBatch(256);
        ReadingSink sink = new ReadingSink();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutate();
            Exporter exporter = new Exporter("192.0.2." + random.nextInt(EXPORTERS));
            int lead = random.nextInt(3);
            byte[] buffer = new byte[lead + mutated.length];
            System.arraycopy(mutated, 0, buffer, lead, mutated.length);
            int number = round;
            try {
                decoder.decode(new Datagram(exporter, round, buffer, lead, mutated.length), batch, sink);
            } catch (RuntimeException | StackOverflowError thrown) {
                throw new AssertionError(
                        "round " + number + ": " + HexFormat.of().formatHex(mutated), thrown);
            }
            if (round % 64 == 0) {
                assertGoodDatagramIsDecoded(decoder, round);
                assertTrue(decoder.exporters() <= EXPORTERS);
                assertTrue(decoder.templates() <= EXPORTERS * TEMPLATES);
                assertTrue(decoder.heldSets() <= 256);
            }
            if (batch.size() > 10_000) {
                batch.clear();
            }
        }
        DecodeCounters counters = decoder.counters();
        assertTrue(counters.get(Counter.FLOWS) > ROUNDS, counters.snapshot().toString());
        assertTrue(
                counters.get(Counter.MALFORMED) > ROUNDS / 20,
                counters.snapshot().toString());
        assertTrue(counters.get(Counter.SETS_GIVEN_UP) > 0, counters.snapshot().toString());
        assertTrue(counters.get(Counter.SETS_REPLAYED) > 0, counters.snapshot().toString());
    }

    private static void assertGoodDatagramIsDecoded(FlowDecoder decoder, int round) {
        FlowBatch batch = decoder.newBatch(1);
        Datagram good = DatagramBuilder.ipfix()
                .sequence(round)
                .template(256, SOURCE_IPV4_ADDRESS, 4, OCTET_DELTA_COUNT, 4)
                .set(256, new byte[] {(byte) 192, 0, 2, 9, 0, 0, 1, 0})
                .from(GOOD, round);
        assertEquals(1, decoder.decode(good, batch, new CollectingSink()));
        assertEquals("192.0.2.9", batch.getText(FlowColumn.SRC_IP, 0));
        assertEquals(256, batch.getLong(FlowColumn.BYTES_IN, 0));
    }

    private byte[] mutate() {
        byte[] bytes = pick().clone();
        if (random.nextInt(10) == 0) {
            return bytes;
        }
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            bytes = mutateOnce(bytes);
        }
        return bytes;
    }

    private byte[] mutateOnce(byte[] bytes) {
        if (bytes.length == 0) {
            return pick().clone();
        }
        int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 64));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
            case 2 -> {
                if (at + 1 < bytes.length) {
                    bytes[at] = (byte) TELLING_BYTES[random.nextInt(TELLING_BYTES.length)];
                    bytes[at + 1] = (byte) random.nextInt(256);
                }
            }
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
            }
            case 5 -> {
                return join(Arrays.copyOf(bytes, at), pick());
            }
            case 6 -> {
                byte[] other = pick();
                int from = random.nextInt(other.length);
                int length = Math.min(random.nextInt(64), Math.min(other.length - from, bytes.length - at));
                System.arraycopy(other, from, bytes, at, length);
            }
            default -> {
                int length = Math.min(random.nextInt(32), bytes.length - at);
                for (int index = at; index < at + length; index++) {
                    bytes[index] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    private byte[] pick() {
        return originals.get(random.nextInt(originals.size()));
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, Math.min(65_535, one.length + other.length));
        System.arraycopy(other, 0, joined, one.length, joined.length - one.length);
        return joined;
    }

    private static List<byte[]> originals() {
        List<byte[]> originals = new ArrayList<>();
        for (String name : Fixtures.CASES) {
            Fixtures.ofCase(name).forEach(datagram -> originals.add(datagram.buffer()));
        }
        for (String name : Fixtures.CAPTURES) {
            Fixtures.ofCapture(name).forEach(datagram -> originals.add(datagram.buffer()));
        }
        return originals;
    }

    /** Sink that reads every field of every record, as users of records do, and keeps nothing. */
    private static final class ReadingSink implements DecodeSink {
        @Override
        public void options(DataRecord record) {
            record.copy().values();
        }

        @Override
        public void flow(DataRecord record) {
            record.values();
        }

        @Override
        public void unparsed(UndecodedDatagram unparsed) {
            unparsed.problem().message();
        }
    }
}
