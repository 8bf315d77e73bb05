package org.aegisnet.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;
import org.junit.jupiter.api.Test;

/** Tests of properties that hold for any traffic, on random traffic from a fixed seed. */
class PatternPropertiesTest {
    private static final long MINUTE = 60_000;
    private static final PatternSettings SETTINGS = PatternSettings.defaults()
            .with(new PatternSettings.Thresholds(8, 8, 8, 2, 5000, 3, 3_000_000, 300_000, 6, 0.2));

    /** A few hosts that scan, sweep, log in, upload and beat, all within the time in which no flow is late. */
    static List<Flow> traffic(final Random random, final int flows, final long from, final long span) {
        final List<Flow> traffic = new ArrayList<>();
        for (int flow = 0; flow < flows; flow++) {
            final String source = "192.168.1." + (1 + random.nextInt(3));
            final String inside = "192.168.2." + (1 + random.nextInt(2));
            final String anywhere = "192.168.3." + (1 + random.nextInt(40));
            final String outside = "203.0.113." + (1 + random.nextInt(2));
            final long time = from + random.nextLong(span);
            traffic.add(
                    switch (random.nextInt(6)) {
                        case 0 -> Traffic.probe(source, inside, 1 + random.nextInt(40), time);
                        case 1 -> Traffic.probe(source, anywhere, 445, time);
                        case 2 -> Traffic.connection(source, inside, 22, time, 1500 + random.nextInt(500));
                        case 3 -> Traffic.connection(source, outside, 443, time, random.nextInt(200_000));
                        case 4 -> Traffic.connection(source, outside, 8080, from + time % span / 10_000 * 10_000, 200);
                        default -> Traffic.datagrams(outside, source, 53, time, random.nextInt(300), random.nextInt(9));
                    });
        }
        return traffic;
    }

    private static Map<Flow, List<PatternMatch>> judged(final PatternDetector detector, final List<Flow> flows) {
        final Map<Flow, List<PatternMatch>> judged = new HashMap<>();
        flows.forEach(flow -> judged.put(flow, detector.judge(flow)));
        return judged;
    }

    @Test
    void theOrderOfFlowsThatAreNotLateDoesNotMatter() {
        final Random random = new Random(1);
        final Set<FlowPattern> found = EnumSet.noneOf(FlowPattern.class);
        long normal = 0;
        for (int round = 0; round < 25; round++) {
            final List<Flow> flows = traffic(random, 100 + random.nextInt(700), Traffic.NOON, 4 * MINUTE);
            final PatternDetector inOrder = Traffic.detector(SETTINGS);
            final PatternDetector shuffled = Traffic.detector(SETTINGS);
            // The state of the time before the first flow depends on which flow that is.
            final Flow first = Traffic.probe("192.168.1.250", "192.168.1.251", 9, Traffic.NOON);
            for (int host = 1; host <= 6; host++) {
                final Flow early = Traffic.connection("192.168.1." + host, "192.168.1.251", 80, Traffic.NOON, 10);
                inOrder.observe(early);
                shuffled.observe(early);
            }
            inOrder.observe(first);
            shuffled.observe(first);
            flows.forEach(flow -> assertEquals(Admission.COUNTED, inOrder.observe(flow)));
            final List<Flow> otherOrder = new ArrayList<>(flows);
            Collections.shuffle(otherOrder, random);
            otherOrder.forEach(flow -> assertEquals(Admission.COUNTED, shuffled.observe(flow)));
            final Map<Flow, List<PatternMatch>> expected = judged(inOrder, flows);
            assertEquals(expected, judged(shuffled, flows));
            expected.values().forEach(matches -> matches.forEach(match -> found.add(match.pattern())));
            normal += expected.values().stream().filter(List::isEmpty).count();
        }
        assertEquals(EnumSet.allOf(FlowPattern.class), found);
        assertTrue(normal > 300, "Too few flows of no pattern: " + normal);
    }

    @Test
    void aDetectorRestoredFromASnapshotGoesOnAsTheOneThatWasNotInterrupted() throws SnapshotRejectedException {
        final Random random = new Random(2);
        for (int round = 0; round < 8; round++) {
            final PatternDetector uninterrupted = Traffic.detector(SETTINGS);
            PatternDetector restarted = Traffic.detector(SETTINGS);
            for (int minute = 0; minute < 12; minute++) {
                final List<Flow> flows = traffic(random, 300, Traffic.NOON + minute * MINUTE, MINUTE);
                for (final Flow flow : flows) {
                    assertEquals(uninterrupted.observe(flow), restarted.observe(flow));
                }
                assertEquals(judged(uninterrupted, flows), judged(restarted, flows));
                final Snapshot snapshot = restarted.snapshot(10_000_000);
                assertEquals(0, snapshot.sourcesLeftOut() + snapshot.targetsLeftOut());
                restarted = PatternDetector.restore(
                        SETTINGS, () -> Traffic.NOON + 365L * 24 * 60 * MINUTE, snapshot.bytes());
                assertEquals(snapshot.sources(), restarted.counts().sources());
            }
        }
    }

    @Test
    void aSnapshotWithAnyDamageIsRejected() {
        final PatternDetector detector = Traffic.detector(SETTINGS);
        final Random random = new Random(3);
        traffic(random, 500, Traffic.NOON, MINUTE).forEach(detector::observe);
        final byte[] sound = detector.snapshot(1_000_000).bytes();
        for (int round = 0; round < 500; round++) {
            final byte[] damaged = random.nextInt(4) == 0
                    ? java.util.Arrays.copyOf(sound, random.nextInt(sound.length))
                    : sound.clone();
            if (damaged.length == sound.length) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThrows(
                    SnapshotRejectedException.class,
                    () -> PatternDetector.restore(SETTINGS, () -> Long.MAX_VALUE / 2, damaged));
        }
    }

    @Test
    void aSnapshotOfOtherWindowsIsRefusedInWords() {
        final byte[] bytes = Traffic.detector(SETTINGS).snapshot(10_000).bytes();
        final PatternSettings longer =
                SETTINGS.with(new PatternSettings.Times(2 * MINUTE, 10 * MINUTE, 5 * MINUTE, MINUTE, 5000));
        final SnapshotRejectedException refusal = assertThrows(
                SnapshotRejectedException.class, () -> PatternDetector.restore(longer, () -> Traffic.NOON, bytes));
        assertEquals(
                "The state is of other windows or another lateness than are set now, and its counts cannot be taken over",
                refusal.getMessage());
    }

    @Test
    void aSnapshotKeepsToItsSizeAndLeavesOutWhatIsSeenLeast() throws SnapshotRejectedException {
        final PatternDetector detector = Traffic.detector(SETTINGS);
        for (int source = 0; source < 20_000; source++) {
            detector.observe(Traffic.probe(
                    "10.1." + source / 200 + "." + source % 200, "192.168.1.1", source, Traffic.NOON + source));
        }
        for (int port = 0; port < 30; port++) {
            detector.observe(Traffic.probe("192.168.9.9", "192.168.1.1", port, Traffic.NOON + 30_000));
        }
        for (final int most : new int[] {20_000, 100_000, 700_000}) {
            final Snapshot snapshot = detector.snapshot(most);
            assertTrue(snapshot.bytes().length <= most, () -> snapshot.bytes().length + " of " + most);
            final PatternDetector restored =
                    PatternDetector.restore(SETTINGS, () -> Traffic.NOON + MINUTE, snapshot.bytes());
            assertEquals(snapshot.sources(), restored.counts().sources());
            assertEquals(20_001, snapshot.sources() + snapshot.sourcesLeftOut());
            final Flow next = Traffic.probe("192.168.9.9", "192.168.1.1", 30, Traffic.NOON + 30_001);
            restored.observe(next);
            assertFalse(restored.judge(next).isEmpty());
        }
    }

    @Test
    void aMillionSourcesTakeNoMoreThanTheirShare() {
        final PatternSettings.Capacity capacity = new PatternSettings.Capacity(50_000, 32_000_000);
        final PatternDetector detector = Traffic.detector(SETTINGS.with(capacity));
        final Random random = new Random(4);
        for (int flow = 0; flow < 30; flow++) {
            detector.observe(Traffic.probe("192.168.9.9", "192.168.1.1", flow % 4, Traffic.NOON));
        }
        for (int source = 0; source < 1_000_000; source++) {
            final IpAddress forged = new IpAddress(0, 0xffff_0000_0000L | (random.nextInt() & 0xffff_ffffL));
            final Flow flow = Traffic.probe("192.168.1.2", "192.168.1.1", 80, Traffic.NOON + source / 100);
            detector.observe(new Flow(
                    forged,
                    new IpAddress(0, flow.destination().low() + source % 40_000),
                    flow.sourcePort(),
                    source % 5,
                    IpProtocol.TCP,
                    flow.startMillis(),
                    flow.endMillis(),
                    60,
                    1,
                    0,
                    Flow.UNKNOWN));
        }
        final DetectorCounters counts = detector.counts();
        assertEquals(1_000_030, counts.counted());
        assertTrue(counts.sources() <= capacity.sources(), counts.toString());
        assertTrue(counts.targets() <= capacity.sources(), counts.toString());
        assertTrue(counts.bytes() <= capacity.bytes() + capacity.bytes() / 4 + 1000, counts.toString());
        assertTrue(counts.evictedSources() > 900_000, counts.toString());
        assertTrue(counts.evictedTargets() > 0, counts.toString());
        // Forged sources come once; one that came again has not been driven out by them.
        for (int port = 4; port < 8; port++) {
            detector.observe(Traffic.probe("192.168.9.9", "192.168.1.1", port, Traffic.NOON + 10_000));
        }
        final Flow last = Traffic.probe("192.168.9.9", "192.168.1.1", 7, Traffic.NOON + 10_000);
        assertEquals(
                List.of(FlowPattern.PORT_SCAN),
                detector.judge(last).stream()
                        .map(PatternMatch::pattern)
                        .filter(pattern -> pattern == FlowPattern.PORT_SCAN)
                        .toList());
    }

    @Test
    void oneSourceThatDoesEverythingTakesABoundedShare() {
        final PatternDetector detector = Traffic.detector(SETTINGS);
        final Random random = new Random(5);
        for (int flow = 0; flow < 300_000; flow++) {
            detector.observe(new Flow(
                    Traffic.address("192.168.1.2"),
                    new IpAddress(0, 0xffff_0000_0000L | (random.nextInt() & 0xffff_ffffL)),
                    50_000,
                    random.nextInt(65_536),
                    IpProtocol.TCP,
                    Traffic.NOON + flow,
                    Traffic.NOON + flow,
                    1000,
                    1,
                    0,
                    Flow.UNKNOWN));
        }
        assertEquals(1, detector.counts().sources());
        assertTrue(
                detector.counts().bytes() < 4 * 256 * 1024 + 16_000_000 + 10_000,
                detector.counts().toString());
    }
}
