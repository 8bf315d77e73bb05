package org.aegisnet.processors.netflow;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.DecodeSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;

/**
 * A measurement of the flows a second that one thread decodes into NiFi's records, with all columns. A program, run by hand as the module's README
 * says.
 */
public final class RecordSpeed {
    private static final int DATAGRAMS = 1_000;
    private static final int FLOWS = 30;
    private static final int ROUNDS = 100;
    private static final int BATCH = 10_000;

    /** The thread's own time: other work on the machine does not count. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final DecodeSink NOTHING = new DecodeSink() {
        @Override
        public void options(final DataRecord record) {}

        @Override
        public void unparsed(final UndecodedDatagram bytes) {
            throw new IllegalStateException(bytes.problem().message());
        }
    };

    private RecordSpeed() {}

    /** Prints one line. */
    public static void main(final String... arguments) {
        final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
        final FlowRecords records = new FlowRecords(false, false);
        final FlowBatch batch = decoder.newBatch(BATCH);
        final List<Datagram> datagrams = new ArrayList<>();
        for (int number = 0; number < DATAGRAMS; number++) {
            datagrams.add(new Datagram(
                    new Exporter("192.0.2.1"), 1_700_000_000_000L + number, Datagrams.v5(number * FLOWS, FLOWS)));
        }
        double best = Double.MAX_VALUE;
        long fields = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final long start = CLOCK.getCurrentThreadCpuTime();
            fields = 0;
            for (final Datagram datagram : datagrams) {
                decoder.decode(datagram, batch, NOTHING);
                if (batch.size() >= BATCH) {
                    fields += make(records, batch);
                }
            }
            fields += make(records, batch);
            best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "%.2f M flows/s to records of %d fields with a value%n",
                DATAGRAMS * FLOWS / best / 1e6,
                fields / (DATAGRAMS * FLOWS));
    }

    private static long make(final FlowRecords records, final FlowBatch batch) {
        long fields = 0;
        for (int row = 0; row < batch.size(); row++) {
            fields += records.record(batch, row).toMap().size();
        }
        batch.clear();
        return fields;
    }
}
