package org.aegisnet.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/**
 * Measures what observing and judging a flow costs, and what is held afterwards: {@code java -cp target/classes:target/test-classes
 * org.aegisnet.patterns.CostPerFlow}. Two kinds of made-up traffic: an office of 500 hosts, and forged sources that each come once.
 */
final class CostPerFlow {
    private static final int FLOWS = 400_000;
    private static final int ROUNDS = 5;
    private static final int BATCH = 1000;

    private CostPerFlow() {}

    /** Prints the best of some rounds. */
    public static void main(final String[] arguments) {
        measure("office", 500, 2000);
        measure("forged sources", 10_000_000, 20);
    }

    private static void measure(final String name, final int sources, final int destinations) {
        final Random random = new Random(1);
        final List<Flow> flows = new ArrayList<>(FLOWS);
        for (int flow = 0; flow < FLOWS; flow++) {
            final long time = Traffic.NOON + flow;
            flows.add(new Flow(
                    new IpAddress(0, 0xffff_0a00_0000L + random.nextInt(sources)),
                    new IpAddress(0, 0xffff_cb00_7100L + random.nextInt(destinations)),
                    50_000,
                    random.nextInt(4) == 0 ? 53 : 443,
                    IpProtocol.TCP,
                    time,
                    time,
                    1000,
                    random.nextInt(12) + 1,
                    random.nextInt(12),
                    Flow.UNKNOWN));
        }
        long best = Long.MAX_VALUE;
        PatternDetector detector = Traffic.detector(PatternSettings.defaults());
        for (int round = 0; round < ROUNDS; round++) {
            detector = Traffic.detector(PatternSettings.defaults());
            final long start = System.nanoTime();
            for (int from = 0; from < FLOWS; from += BATCH) {
                final List<Flow> batch = flows.subList(from, from + BATCH);
                batch.forEach(detector::observe);
                batch.forEach(detector::judge);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("%s: %d ns a flow; %s%n", name, best / FLOWS, detector.counts());
    }
}
