package org.aegisnet.netflow;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.DecodeSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;

/**
 * Measures how many flows a second one thread decodes, beside a bare loop that only reads every eighth byte of the same buffers. Not a
 * test: {@code java -cp target/classes:target/test-classes org.aegisnet.netflow.DecodeSpeed}.
 */
public final class DecodeSpeed {
    private static final Set<FlowColumn> MODEL = EnumSet.of(
            FlowColumn.BYTES_IN,
            FlowColumn.PACKETS_FWD,
            FlowColumn.DURATION,
            FlowColumn.SRC_PORT,
            FlowColumn.DST_PORT,
            FlowColumn.PROTOCOL,
            FlowColumn.TCP_FLAGS_FWD);

    /** The thread's own time: other work on the machine does not count. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final int DATAGRAMS = 2_000;
    private static final int ROUNDS = 150;
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");

    private DecodeSpeed() {}

    /** Prints a line a version and set of columns. */
    public static void main(String[] arguments) {
        for (String version : List.of("v5", "v9", "ipfix")) {
            for (boolean all : List.of(false, true)) {
                measure(version, all ? FlowColumn.all() : MODEL, all ? "all columns" : "model's columns");
            }
        }
    }

    private static void measure(String version, Set<FlowColumn> columns, String label) {
        List<Datagram> datagrams = datagrams(version);
        FlowDecoder decoder = new FlowDecoder(
                ElementRegistry.load(), DecoderSettings.defaults().withColumns(columns));
        FlowBatch batch = decoder.newBatch(4_096);
        double bestDecode = Double.MAX_VALUE;
        double bestBare = Double.MAX_VALUE;
        long flows = 0;
        long bytes = 0;
        long unused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            flows = 0;
            for (Datagram datagram : datagrams) {
                flows += decoder.decode(datagram, batch, NOTHING);
                if (batch.size() >= 4_000) {
                    batch.clear();
                }
            }
            batch.clear();
            long decoded = CLOCK.getCurrentThreadCpuTime();
            bytes = 0;
            for (Datagram datagram : datagrams) {
                bytes += datagram.length();
                for (int at = 0; at + Long.BYTES <= datagram.length(); at += Long.BYTES) {
                    unused ^= BigEndian.bits64(datagram.buffer(), at);
                }
            }
            long read = CLOCK.getCurrentThreadCpuTime();
            bestDecode = Math.min(bestDecode, (decoded - start) / 1e9);
            bestBare = Math.min(bestBare, (read - decoded) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "%-6s %-16s %6.1f M flows/s, %5.0f MB/s; the bare loop reads %6.0f MB/s, %4.1f times as fast (%x)%n",
                version,
                label,
                flows / bestDecode / 1e6,
                bytes / bestDecode / 1e6,
                bytes / bestBare / 1e6,
                bestDecode / bestBare,
                unused & 1);
    }

    /** Datagrams of 30 flows each, of softflowd's layout, with values that differ. */
    private static List<Datagram> datagrams(String version) {
        List<Datagram> datagrams = new ArrayList<>();
        for (int number = 0; number < DATAGRAMS; number++) {
            byte[] bytes = version.equals("v5") ? netFlowV5(number) : templated(version, number);
            datagrams.add(new Datagram(EXPORTER, 1_700_000_000_000L + number, bytes));
        }
        return datagrams;
    }

    private static byte[] netFlowV5(int number) {
        DatagramBuilder.Bytes datagram = new DatagramBuilder.Bytes();
        datagram.u16(5)
                .u16(30)
                .u32(3_600_000)
                .u32(1_700_000_000L)
                .u32(0)
                .u32(30L * number)
                .u32(0);
        for (int flow = 0; flow < 30; flow++) {
            int seed = number * 30 + flow;
            datagram.u32(seed).u32(~seed).u32(0).u32(7).u32(seed & 0xff).u32(seed * 3L & 0xffffff);
            datagram.u32(3_500_000 + (seed & 0xfff)).u32(3_550_000 + (seed & 0xfff));
            datagram.u16(seed)
                    .u16(443)
                    .u8(0)
                    .u8(27)
                    .u8(6)
                    .u8(0)
                    .u32(0)
                    .u8(24)
                    .u8(24)
                    .u16(0);
        }
        return datagram.toBytes();
    }

    private static byte[] templated(String version, int number) {
        int[] fields = {
            8, 4, 12, 4, 22, 4, 21, 4, 1, 4, 2, 4, 10, 4, 14, 4, 61, 1, 136, 1, 7, 2, 11, 2, 4, 1, 6, 1, 60, 1, 5, 1
        };
        DatagramBuilder builder = version.equals("v9") ? DatagramBuilder.netFlowV9() : DatagramBuilder.ipfix();
        builder.sequence(version.equals("v9") ? number : 30L * number);
        if (number % 500 == 0) {
            builder.template(1024, fields);
        }
        DatagramBuilder.Bytes records = new DatagramBuilder.Bytes();
        for (int flow = 0; flow < 30; flow++) {
            int seed = number * 30 + flow;
            records.u32(seed).u32(~seed).u32(3_500_000 + (seed & 0xfff)).u32(3_550_000 + (seed & 0xfff));
            records.u32(seed * 3L & 0xffffff)
                    .u32(seed & 0xff)
                    .u32(1)
                    .u32(2)
                    .u8(0)
                    .u8(3)
                    .u16(seed)
                    .u16(443);
            records.u8(6).u8(27).u8(4).u8(0);
        }
        return builder.set(1024, records.toBytes()).bytes();
    }

    private static final DecodeSink NOTHING = new DecodeSink() {
        @Override
        public void options(DataRecord record) {}

        @Override
        public void unparsed(UndecodedDatagram unparsed) {
            throw new IllegalStateException(unparsed.problem().message());
        }
    };
}
