package org.aegisnet.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Sized;
import org.junit.jupiter.api.Test;

/** Few who come again and again among crowds that come once. */
class ForgedCrowdTest {
    private static final String SCANNER = "192.0.2.7";
    private static final String TARGET = "192.168.1.5";

    private static Flow forged(final Random random, final long time) {
        return new Flow(
                new IpAddress(0, 0xffff_0000_0000L | (random.nextInt() & 0xffff_ffffL)),
                Traffic.address(TARGET),
                50_000,
                80,
                IpProtocol.TCP,
                time,
                time,
                60,
                1,
                0,
                Flow.UNKNOWN);
    }

    @Test
    void aScannerAmongAHundredThousandForgedSourcesAProbeIsFound() {
        final PatternSettings defaults = PatternSettings.defaults();
        // Eight ports instead of twenty, so that the crowds take less time.
        final PatternDetector detector = Traffic.detector(defaults.with(
                        Set.of(FlowPattern.PORT_SCAN, FlowPattern.HOST_SWEEP))
                .with(new PatternSettings.Thresholds(8, 20, 20, 1000, 60_000, 10, 500_000_000, 20_000_000, 12, 0.1)));
        final Random random = new Random(1);
        int found = 0;
        for (int probe = 1; probe <= 13; probe++) {
            final long time = Traffic.NOON + probe * 2000L;
            for (int crowd = 0; crowd < 100_000; crowd++) {
                detector.observe(forged(random, time));
            }
            final Flow flow = Traffic.probe(SCANNER, TARGET, probe, time);
            detector.observe(flow);
            if (detector.judge(flow).stream().anyMatch(match -> match.pattern() == FlowPattern.PORT_SCAN)) {
                found++;
            }
        }
        assertTrue(found >= 1, () -> detector.counts().toString());
        final PatternSettings.Capacity capacity = defaults.capacity();
        assertTrue(
                detector.counts().bytes() <= capacity.bytes() + capacity.bytes() / 4,
                () -> detector.counts().toString());
        assertTrue(
                detector.counts().evictedSources() > 1_200_000,
                () -> detector.counts().toString());
    }

    /** A value that remembers how often its key came. */
    private static final class Visits implements Sized {
        private int count;

        @Override
        public long bytes() {
            return 900;
        }
    }

    @Test
    void aSourceThatReturnsAfterEveryCrowdOfTwiceTheTableStays() {
        final BoundedTable<Long, Visits> table = new BoundedTable<>(1000, 100_000_000);
        long next = 0;
        for (int round = 0; round < 40; round++) {
            for (int crowd = 0; crowd < 2000; crowd++) {
                next++;
                table.update(next, Visits::new, visits -> visits.count++);
            }
            table.update(-1L, Visits::new, visits -> visits.count++);
        }
        // Three visits until it is known that it comes again and again, and one more if counters were just halved.
        assertTrue(
                table.find(-1L).orElseThrow().count >= 36,
                () -> "visits " + table.find(-1L).orElseThrow().count);
        assertEquals(1000, table.size());
    }

    @Test
    void aSourceThatComesTwiceIsNotRegularYet() {
        final BoundedTable<Long, Visits> table = new BoundedTable<>(100, 100_000_000);
        for (long key = 0; key < 400; key++) {
            table.update(key, Visits::new, visits -> {});
        }
        table.update(0L, Visits::new, visits -> {});
        assertTrue(table.find(0L).isPresent());
        assertEquals(List.of(false), List.of(table.isSeenAgain(0L)));
    }

    @Test
    void millionsOfKeysTakeNoMoreThanTheirShare() {
        final BoundedTable<Long, Visits> table = new BoundedTable<>(20_000, 10_000_000);
        for (long key = 0; key < 2_000_000; key++) {
            table.update(key, Visits::new, visits -> {});
            if (key % 100_000 == 0) {
                assertTrue(table.bytes() <= 10_000_200, () -> "bytes " + table.bytes());
            }
        }
        assertTrue(table.size() > 5000 && table.size() <= 20_000, () -> "size " + table.size());
    }
}
