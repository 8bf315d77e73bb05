package org.aegisnet.pairing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/**
 * Measurement of the cost of a half: a program, run by hand. Arguments: number of waiting halves (default 1,000,000), number of rounds
 * (default 10).
 *
 * <p>{@code java -Xmx4g -cp aegisnet-netflow/target/classes:aegisnet-netflow/target/test-classes
 * org.aegisnet.pairing.PairingMeasurement}
 */
final class PairingMeasurement {
    private static final FlowContext CONTEXT = new FlowContext(List.of("192.0.2.1", "0", "1"));

    private static final class Counted implements PairingSink<Object> {
        private long left;

        @Override
        public void paired(final Uniflow<Object> initiator, final Uniflow<Object> responder) {
            left += 2;
        }

        @Override
        public void oneSided(final Uniflow<Object> half, final UnpairedReason cause) {
            left++;
        }

        @Override
        public void repeated(final Uniflow<Object> half) {
            left++;
        }
    }

    private PairingMeasurement() {}

    public static void main(final String[] arguments) throws IOException {
        final int flows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        final int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        for (int round = 0; round < rounds; round++) {
            measure(flows);
        }
    }

    private static void measure(final int flows) throws IOException {
        final Object payload = new Object();
        final long before = usedBytes();
        final PairingTable<Object> table =
                new PairingTable<>(new PairingRules(30_000, 2_000, 2 * flows), context -> false);
        final Counted counted = new Counted();
        final long start = cpuNanos();
        for (int flow = 0; flow < flows; flow++) {
            table.offer(CONTEXT, half(flow, true, payload), counted);
        }
        final long filled = cpuNanos();
        final long bytes = usedBytes() - before;
        final long matching = cpuNanos();
        for (int flow = 0; flow < flows; flow++) {
            if (flow % 10 != 0) {
                table.offer(CONTEXT, half(flow, false, payload), counted);
            }
        }
        final long matched = cpuNanos();
        table.advance(100_000, counted);
        final long done = cpuNanos();
        System.out.printf(
                "%d flows: %.0f ns a half that waits, %.0f ns a half that meets, %.0f ns a half that times out, %.1f bytes a waiting half; %d left%n",
                flows,
                (filled - start) / (double) flows,
                (matched - matching) / (flows * 0.9),
                (done - matched) / (flows * 0.1),
                bytes / (double) flows,
                counted.left);
    }

    private static Uniflow<Object> half(final int flow, final boolean forward, final Object payload) {
        final IpAddress client = new IpAddress(0, 0xffff_0a00_0000L + flow % 65_521);
        final IpAddress server = new IpAddress(0, 0xffff_c000_0200L + flow % 251);
        final int port = 1024 + flow / 17 % 60_000;
        final FiveTuple ends = forward
                ? new FiveTuple(client, server, port, 443, IpProtocol.TCP)
                : new FiveTuple(server, client, 443, port, IpProtocol.TCP);
        return new Uniflow<>(ends, flow, flow + 10L, UniflowDetails.NONE, 0, payload);
    }

    /** Time of this thread's own, so that other work on the machine does not count; garbage collection does not either. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        for (int collection = 0; collection < 3; collection++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
