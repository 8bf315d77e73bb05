package org.aegisnet.netflow.snapshot;

import static org.aegisnet.netflow.element.InformationElements.DESTINATION_IPV4_ADDRESS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.OBSERVATION_DOMAIN_ID;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_INTERVAL;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_IPV4_ADDRESS;
import static org.aegisnet.netflow.element.InformationElements.SOURCE_IPV6_ADDRESS;
import static org.aegisnet.netflow.element.InformationElements.SYSTEM_INIT_TIME_MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.CollectingSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;

/** A decoder that starts with the snapshot of another goes on where that one stopped. */
class SnapshotTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();
    private static final Exporter ONE = new Exporter("192.0.2.1");
    private static final Exporter OTHER = new Exporter("2001:db8::1");
    private static final long NOW = 1_700_000_000_000L;
    private static final long BOOT = NOW - 50_000;
    private static final byte[] FLOW =
            new Bytes().u32(0xc0000202L).u32(1_000).u32(10_000).u32(20_000).toBytes();

    private final CollectingSink sink = new CollectingSink();

    @Test
    void templatesBootTimeAndSamplingAreThereAfterARestart() throws SnapshotException {
        byte[] snapshot = decoderThatHasLearnt().snapshot();

        FlowDecoder restarted = decoder();
        restarted.restore(snapshot, exporter -> true);
        FlowBatch batch = restarted.newBatch(1);
        restarted.decode(DatagramBuilder.ipfix().set(256, FLOW).from(ONE, NOW), batch, sink);

        assertEquals(1, batch.size());
        assertEquals(1_000, batch.getLong(FlowColumn.BYTES_IN, 0));
        assertEquals(BOOT + 10_000, batch.getEpochMillis(FlowColumn.FIRST, 0));
        assertEquals(100, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertEquals(2, restarted.exporters());
    }

    @Test
    void aScopeOfNetFlowV9IsStillOne() throws SnapshotException {
        FlowDecoder before = decoder();
        before.decode(
                DatagramBuilder.netFlowV9()
                        .optionsTemplate(300, 1, 1, 4, SAMPLING_INTERVAL, 4)
                        .from(ONE, NOW),
                before.newBatch(1),
                sink);
        FlowDecoder restarted = decoder();
        restarted.restore(before.snapshot(), exporter -> true);
        restarted.decode(
                DatagramBuilder.netFlowV9()
                        .set(300, new Bytes().u32(0).u32(64).toBytes())
                        .from(ONE, NOW),
                restarted.newBatch(1),
                sink);
        assertEquals("scopeSystem", sink.options().get(0).field(0).element().name());
        assertTrue(sink.options().get(0).field(0).scope());
    }

    @Test
    void onlyTheExportersOfThisDecoderAreTakenOver() throws SnapshotException {
        FlowDecoder restarted = decoder();
        restarted.restore(decoderThatHasLearnt().snapshot(), OTHER::equals);
        assertEquals(1, restarted.exporters());
        restarted.decode(DatagramBuilder.ipfix().set(256, FLOW).from(ONE, NOW), restarted.newBatch(1), sink);
        assertEquals(1, restarted.heldSets());
    }

    @Test
    void templatesThatHaveGrownTooOldMeanwhileAreNotUsed() throws SnapshotException {
        FlowDecoder restarted = decoder();
        restarted.restore(decoderThatHasLearnt().snapshot(), exporter -> true);
        long muchLater = NOW + restarted.settings().templateLifetime().toMillis() + 1;
        int flows = restarted.decode(
                DatagramBuilder.ipfix().set(256, FLOW).from(ONE, muchLater), restarted.newBatch(1), sink);
        assertEquals(0, flows);
    }

    @Test
    void changesGrowWithNewsAndNotWithRepetition() {
        FlowDecoder decoder = decoder();
        long nothing = decoder.changes();
        decoder.decode(
                DatagramBuilder.ipfix().template(256, SOURCE_IPV4_ADDRESS, 4).from(ONE, NOW),
                decoder.newBatch(1),
                sink);
        long afterTemplate = decoder.changes();
        assertTrue(afterTemplate > nothing);
        decoder.decode(
                DatagramBuilder.ipfix().template(256, SOURCE_IPV4_ADDRESS, 4).from(ONE, NOW),
                decoder.newBatch(1),
                sink);
        assertEquals(afterTemplate, decoder.changes());
        decoder.decode(
                DatagramBuilder.ipfix()
                        .template(256, DESTINATION_IPV4_ADDRESS, 4)
                        .from(ONE, NOW),
                decoder.newBatch(1),
                sink);
        assertTrue(decoder.changes() > afterTemplate);
    }

    @Test
    void aSnapshotIsSmall() {
        assertTrue(decoderThatHasLearnt().snapshot().length < 250);
    }

    @Test
    void anotherFormatIsRefusedByItsNumber() {
        byte[] snapshot = decoderThatHasLearnt().snapshot();
        snapshot[4] = 99;
        SnapshotException refusal =
                assertThrows(SnapshotException.class, () -> decoder().restore(snapshot, exporter -> true));
        assertTrue(refusal.getMessage().contains("format 99"), refusal.getMessage());
    }

    @Test
    void everyDamagedByteIsFoundAndNothingIsTakenOver() {
        byte[] good = decoderThatHasLearnt().snapshot();
        for (int at = 0; at < good.length; at++) {
            byte[] damaged = good.clone();
            damaged[at] ^= 0x10;
            FlowDecoder decoder = decoder();
            assertThrows(SnapshotException.class, () -> decoder.restore(damaged, exporter -> true), "byte " + at);
            assertEquals(0, decoder.exporters());
        }
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThrows(SnapshotException.class, () -> decoder().restore(cut, exporter -> true), "length " + length);
        }
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(20261121);
        for (int round = 0; round < 2_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThrows(SnapshotException.class, () -> decoder().restore(noise, exporter -> true));
        }
    }

    @Test
    void nothingKnownIsASnapshotToo() throws SnapshotException {
        FlowDecoder decoder = decoder();
        decoder.restore(decoder().snapshot(), exporter -> true);
        assertFalse(decoder.exporters() > 0);
    }

    private FlowDecoder decoderThatHasLearnt() {
        FlowDecoder decoder = decoder();
        decoder.decode(
                DatagramBuilder.ipfix()
                        .template(
                                256,
                                SOURCE_IPV4_ADDRESS,
                                4,
                                OCTET_DELTA_COUNT,
                                4,
                                FLOW_START_SYS_UP_TIME,
                                4,
                                FLOW_END_SYS_UP_TIME,
                                4)
                        .optionsTemplate(
                                300,
                                1,
                                OBSERVATION_DOMAIN_ID,
                                4,
                                SYSTEM_INIT_TIME_MILLISECONDS,
                                8,
                                SAMPLING_INTERVAL,
                                4)
                        .set(300, new Bytes().u32(7).u64(BOOT).u32(100).toBytes())
                        .from(ONE, NOW),
                decoder.newBatch(1),
                sink);
        decoder.decode(
                DatagramBuilder.netFlowV9()
                        .template(256, SOURCE_IPV6_ADDRESS, 16)
                        .from(OTHER, NOW),
                decoder.newBatch(1),
                sink);
        return decoder;
    }

    private static FlowDecoder decoder() {
        return new FlowDecoder(REGISTRY, DecoderSettings.defaults());
    }

    /** Bytes as format 2 has them: a template, the rates of a domain, a sampler and an interface. */
    private static byte[] formatTwo() throws IOException {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        try (DataOutputStream stream = new DataOutputStream(contents)) {
            stream.writeInt(1);
            stream.writeUTF("192.0.2.1");
            stream.writeBoolean(false);
            stream.writeInt(1);
            stream.write(new byte[] {9, 0, 0, 0, 7, 1, 0, 0});
            stream.writeLong(0);
            stream.write(new byte[] {0, 0, 2, 0, 0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 0, 0, 0, 10, 0, 2, 0});
            stream.writeInt(1);
            stream.write(new byte[] {9, 0, 0, 0, 7, 0});
            stream.writeLong(0);
            stream.writeInt(2);
            for (long number : new long[] {-1, 64, 3, 100}) {
                stream.writeLong(number);
            }
            stream.writeInt(1);
            stream.writeLong(5);
            stream.writeLong(10);
            stream.writeBoolean(false);
        }
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
            stream.write(contents.toByteArray());
        }
        CRC32 checksum = new CRC32();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, contents.size()));
        checksum.update(deflated.toByteArray());
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        try (DataOutputStream stream = new DataOutputStream(snapshot)) {
            stream.writeInt(0x414e4654);
            stream.writeByte(2);
            stream.writeInt(contents.size());
            stream.writeInt((int) checksum.getValue());
            stream.write(deflated.toByteArray());
        }
        return snapshot.toByteArray();
    }

    @Test
    void theFormatOfEarlierVersionsIsStillRead() throws Exception {
        FlowDecoder restarted = decoder();
        restarted.restore(formatTwo(), exporter -> true);
        FlowBatch flows = restarted.newBatch(4);
        byte[] records = {3, 0, 9, 0, 0, 5, 0, 0, 9};
        restarted.decode(
                DatagramBuilder.netFlowV9().set(256, records).from(new Exporter("192.0.2.1"), 0),
                flows,
                new CollectingSink());

        assertEquals(100, flows.getLong(FlowColumn.SAMPLING_RATE, 0), "the sampler's");
        assertEquals(10, flows.getLong(FlowColumn.SAMPLING_RATE, 1), "the interface's");
        assertEquals(64, flows.getLong(FlowColumn.SAMPLING_RATE, 2), "the domain's");
    }
}
