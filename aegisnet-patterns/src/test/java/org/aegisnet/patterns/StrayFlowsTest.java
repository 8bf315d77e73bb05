package org.aegisnet.patterns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Flows whose times are wrong, mixed into others: what is found in the others stays. */
class StrayFlowsTest {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final String SCANNER = "192.0.2.7";
    private static final String TARGET = "192.168.1.5";

    /** Low, so that all patterns are found in little traffic. */
    private static final PatternSettings SETTINGS = PatternSettings.defaults()
            .with(new PatternSettings.Thresholds(8, 8, 8, 2, 5000, 3, 3_000_000, 300_000, 6, 0.2));

    private final List<Flow> late = new ArrayList<>();

    /** Returns the patterns found in the flows if stray flows are inserted before some positions; judged a batch of 100 at a time. */
    private List<List<FlowPattern>> found(final List<Flow> flows, final IntFunction<List<Flow>> straysBefore) {
        final PatternDetector detector = Traffic.detector(SETTINGS);
        final List<List<FlowPattern>> found = new ArrayList<>();
        late.clear();
        final List<Flow> batch = new ArrayList<>();
        for (int position = 0; position < flows.size(); position++) {
            final List<Flow> strays = straysBefore.apply(position);
            strays.forEach(stray -> detector.observe(detector.placed(stray)));
            if (strays.size() > 1) {
                // As many as these come with a FlowFile of their own.
                judge(detector, batch, found);
                strays.forEach(detector::judge);
            }
            final Flow placed = detector.placed(flows.get(position));
            if (detector.observe(placed) != Admission.COUNTED) {
                late.add(placed);
            }
            batch.add(placed);
            if (batch.size() == 100 || position == flows.size() - 1) {
                judge(detector, batch, found);
            }
        }
        return found;
    }

    private static void judge(
            final PatternDetector detector, final List<Flow> batch, final List<List<FlowPattern>> found) {
        batch.forEach(flow -> found.add(
                detector.judge(flow).stream().map(PatternMatch::pattern).toList()));
        batch.clear();
    }

    private static List<Flow> hour(final Random random, final int flows) {
        final List<Flow> hour = new ArrayList<>(PatternPropertiesTest.traffic(random, flows, Traffic.NOON, HOUR));
        for (int port = 1; port <= 200; port++) {
            hour.add(Traffic.probe(SCANNER, TARGET, port, Traffic.NOON + 30 * MINUTE + port * SECOND));
        }
        hour.sort(Comparator.comparingLong(Flow::startMillis));
        return hour;
    }

    private static Flow moved(final Flow flow, final long millis) {
        return new Flow(
                flow.source(),
                flow.destination(),
                flow.sourcePort(),
                flow.destinationPort(),
                flow.protocol(),
                millis,
                millis + flow.endMillis() - flow.startMillis(),
                flow.bytesForward(),
                flow.packetsForward(),
                flow.packetsReverse(),
                flow.tcpFlags());
    }

    private void assertSame(final List<Flow> flows, final IntFunction<List<Flow>> straysBefore) {
        final List<List<FlowPattern>> alone = found(flows, position -> List.of());
        assertTrue(alone.stream().filter(List::isEmpty).count() > 100, "hardly a normal flow");
        assertTrue(alone.stream()
                        .filter(found -> found.contains(FlowPattern.PORT_SCAN))
                        .count()
                >= 180);
        assertEquals(alone, found(flows, straysBefore));
        assertEquals(List.of(), late);
    }

    @Test
    void oneFlowTwentyThreeHoursAheadHidesNoScan() {
        final List<Flow> flows = hour(new Random(1), 2000);
        final Flow stray = moved(flows.getFirst(), Traffic.NOON + 23 * HOUR);
        assertSame(flows, position -> position == 5 ? List.of(stray) : List.of());
    }

    @Test
    void oneFlowAheadInEveryNineHundredHidesNoScan() {
        final List<Flow> flows = hour(new Random(2), 4000);
        assertSame(
                flows,
                position -> position % 890 == 17
                        ? List.of(moved(flows.get(position), Traffic.NOON + 23 * HOUR))
                        : List.of());
    }

    @Test
    void flowsOfTheScannerItselfAtAnyTimeHideNoScan() {
        final Random random = new Random(3);
        final List<Flow> flows = hour(random, 2000);
        assertSame(flows, position -> {
            final long away = (random.nextBoolean() ? 1 : -1) * (2 * HOUR + random.nextLong(20 * HOUR));
            return position > 20 && position % 20 == 0
                    ? List.of(Traffic.probe(SCANNER, TARGET, position, Traffic.NOON + away))
                    : List.of();
        });
    }

    @Test
    void fivePercentOfAnyTimeChangeNothingInTheRest() {
        for (int seed = 10; seed < 20; seed++) {
            final Random random = new Random(seed);
            final List<Flow> flows = hour(random, 1500);
            assertSame(flows, position -> {
                if (position < 20 || random.nextInt(20) > 0) {
                    return List.of();
                }
                // Near the present a flow cannot be told from a true one, so it is of other hosts; far from it, of the
                // same.
                final Flow other = flows.get(random.nextInt(flows.size()));
                return switch (random.nextInt(4)) {
                    case 0 -> List.of(moved(other, Traffic.NOON + 2 * HOUR + random.nextLong(20 * HOUR)));
                    case 1 -> List.of(moved(other, Traffic.NOON - 2 * HOUR - random.nextLong(1000 * HOUR)));
                    case 2 -> List.of(Traffic.probe("198.18.0.1", "198.18.1.1", 80, random.nextLong(2 * Traffic.NOON)));
                    default ->
                        List.of(Traffic.probe(
                                "198.18.0." + random.nextInt(200),
                                "198.18.1.1",
                                80,
                                flows.get(position).startMillis() + random.nextLong(20 * MINUTE) - 10 * MINUTE));
                };
            });
        }
    }

    @Test
    void manyInARowOfOneTimeOrOfManyChangeNothingInTheRest() {
        final Random random = new Random(4);
        final List<Flow> flows = hour(random, 2000);
        final List<Flow> ofOneTime = new ArrayList<>();
        final List<Flow> ofMany = new ArrayList<>();
        for (int stray = 0; stray < 50; stray++) {
            ofOneTime.add(moved(flows.get(stray), Traffic.NOON + 23 * HOUR + stray));
            ofMany.add(moved(flows.get(stray), Traffic.NOON + 2 * HOUR + random.nextLong(20 * HOUR)));
        }
        assertSame(flows, position -> position == 1000 ? ofOneTime : position == 1100 ? ofMany : List.of());
    }

    @Test
    void aDripThatGoesOnFromItselfDragsNothing() {
        final List<Flow> flows = hour(new Random(5), 4000);
        assertSame(
                flows,
                position -> position > 0 && position % 20 == 0
                        ? List.of(Traffic.probe(
                                "198.18.0." + position / 20 % 250,
                                "198.18.1.1",
                                80,
                                Traffic.NOON + position / 20 * 4L * MINUTE))
                        : List.of());
    }

    @Test
    void aDripJustWithinWhatIsAllowedDragsNothing() {
        final List<Flow> flows = hour(new Random(6), 4000);
        assertSame(
                flows,
                position -> position > 0 && position % 20 == 0
                        ? List.of(Traffic.probe(
                                "198.18.0." + position / 20 % 250,
                                "198.18.1.1",
                                80,
                                flows.get(position).startMillis() + 290 * SECOND))
                        : List.of());
    }

    @Test
    void oneSourceThatSendsHalfOfAllFlowsDragsNothing() {
        final List<Flow> flows = hour(new Random(7), 2000);
        // The first flow of all says from when on it is known what is usual.
        assertSame(
                flows,
                position -> position == 0
                        ? List.of()
                        : List.of(Traffic.probe(
                                "198.18.0.1",
                                "198.18.1.1",
                                80,
                                flows.get(position).startMillis() + 290 * SECOND)));
    }

    @Test
    void wrongFlowsAtTheVeryBeginningCostAFewFlowsAndNoScan() {
        final List<Flow> flows = hour(new Random(8), 2000);
        final List<Flow> strays = new ArrayList<>();
        for (int stray = 0; stray < 50; stray++) {
            strays.add(moved(flows.get(stray), Traffic.NOON + 23 * HOUR + stray));
        }
        final List<List<FlowPattern>> found = found(flows, position -> position == 0 ? strays : List.of());
        assertTrue(late.size() < OtherTime.AGREEING, late::toString);
        assertTrue(found.stream()
                        .filter(patterns -> patterns.contains(FlowPattern.PORT_SCAN))
                        .count()
                >= 180);
    }

    @Test
    void aThousandWrongFlowsInARowCostNothingThatOthersAreJudgedBy() {
        final List<Flow> flows = hour(new Random(9), 2000);
        final List<Flow> strays = new ArrayList<>();
        for (int stray = 0; stray < 1500; stray++) {
            strays.add(Traffic.probe("198.18.0." + stray % 250, "198.18.1.1", 80, Traffic.NOON + 23 * HOUR + stray));
        }
        assertSame(flows, position -> position == 1200 ? strays : List.of());
    }

    @Test
    void afterANightMostFlowsAreOfTheMorningAndMoveTheClock() {
        final PatternDetector detector = Traffic.detector(PatternSettings.defaults());
        final List<Flow> evening = hour(new Random(11), 2000);
        evening.forEach(detector::observe);
        final long shift = 9 * HOUR;
        final List<Flow> morning = evening.stream()
                .map(flow -> moved(flow, flow.startMillis() + shift))
                .toList();
        for (final Flow flow : morning) {
            assertEquals(Admission.COUNTED, detector.observe(flow));
            detector.judge(flow);
        }
        assertEquals(1, detector.counts().clockMoves());
        assertEquals(0, detector.counts().stray());
        assertTrue(detector.latest().orElseThrow() > Traffic.NOON + shift);
    }

    @Test
    void aScanInTheFirstFlowsAfterANightIsFound() {
        final PatternDetector detector = Traffic.detector(PatternSettings.defaults());
        hour(new Random(11), 500).forEach(detector::observe);
        Flow last = Traffic.probe(SCANNER, TARGET, 1, Traffic.NOON + 9 * HOUR);
        for (int port = 1; port <= 20; port++) {
            last = Traffic.probe(SCANNER, TARGET, port, Traffic.NOON + 9 * HOUR + port);
            assertEquals(Admission.COUNTED, detector.observe(last));
        }
        assertEquals(
                List.of(FlowPattern.PORT_SCAN),
                detector.judge(last).stream().map(PatternMatch::pattern).toList());
    }

    @Test
    void hourlyFlowsAreStillABeacon() {
        final PatternDetector detector = Traffic.detector(PatternSettings.defaults());
        Flow last = Traffic.connection("192.168.1.7", "203.0.113.9", 8080, Traffic.NOON, 200);
        for (int beat = 0; beat < 12; beat++) {
            last = Traffic.connection("192.168.1.7", "203.0.113.9", 8080, Traffic.NOON + beat * HOUR, 200);
            assertEquals(Admission.COUNTED, detector.observe(last));
        }
        assertEquals(
                List.of(FlowPattern.BEACONING),
                detector.judge(last).stream().map(PatternMatch::pattern).toList());
    }

    @Test
    void strayFlowsAreCounted() {
        final PatternDetector detector = Traffic.detector(PatternSettings.defaults());
        final List<Flow> flows = hour(new Random(12), 500);
        for (final Flow flow : flows) {
            detector.observe(flow);
        }
        detector.observe(moved(flows.getFirst(), Traffic.NOON + 23 * HOUR));
        assertEquals(0, detector.counts().stray());
        detector.observe(flows.getLast());
        assertEquals(1, detector.counts().stray());
        assertEquals(1, detector.counts().apart());
    }

    @Test
    void aStateThatWasSavedWhileTheClockWasWrongHeals() throws SnapshotRejectedException {
        final PatternDetector wrong = Traffic.detector(PatternSettings.defaults());
        final List<Flow> flows = hour(new Random(13), 500);
        flows.forEach(flow -> wrong.observe(moved(flow, flow.startMillis() + 48 * HOUR)));
        final PatternDetector healed = PatternDetector.restore(
                PatternSettings.defaults(),
                () -> Traffic.NOON,
                wrong.snapshot(1_000_000).bytes());
        for (final Flow flow : flows) {
            assertEquals(Admission.COUNTED, healed.observe(healed.placed(flow)));
        }
        assertFalse(healed.judge(Traffic.probe(SCANNER, TARGET, 200, Traffic.NOON + 30 * MINUTE + 200 * SECOND))
                .isEmpty());
    }

    @Test
    void flowsOfAnotherTimeSurviveARestart() throws SnapshotRejectedException {
        final PatternDetector detector = Traffic.detector(PatternSettings.defaults());
        hour(new Random(14), 500).forEach(detector::observe);
        for (int port = 1; port < 20; port++) {
            detector.observe(Traffic.probe("192.0.2.8", TARGET, port, Traffic.NOON + 9 * HOUR + port));
        }
        final PatternDetector restarted = PatternDetector.restore(
                PatternSettings.defaults(),
                () -> Traffic.NOON + 9 * HOUR,
                detector.snapshot(1_000_000).bytes());
        final Flow last = Traffic.probe("192.0.2.8", TARGET, 20, Traffic.NOON + 9 * HOUR + 20);
        restarted.observe(last);
        assertEquals(
                List.of(FlowPattern.PORT_SCAN),
                restarted.judge(last).stream().map(PatternMatch::pattern).toList());
    }

    @Test
    void aStateOfTheFirstVersionIsRead() throws IOException, SnapshotRejectedException {
        final byte[] bytes;
        try (InputStream stream = StrayFlowsTest.class.getResourceAsStream("snapshot-of-version-1.bin")) {
            bytes = stream.readAllBytes();
        }
        final PatternDetector restored = PatternDetector.restore(PatternSettings.defaults(), () -> Traffic.NOON, bytes);
        assertEquals(Traffic.NOON + 19, restored.latest().orElseThrow());
        final Flow last = Traffic.probe("192.0.2.8", TARGET, 20, Traffic.NOON + 20);
        restored.observe(last);
        assertEquals(
                List.of(FlowPattern.PORT_SCAN),
                restored.judge(last).stream().map(PatternMatch::pattern).toList());
    }

    /** The bytes were written before addresses and varints moved into a module of their own; they hold a scan of IPv4 and one of IPv6. */
    @Test
    void aStateOfTheSecondVersionIsReadAndWrittenAsBefore() throws IOException, SnapshotRejectedException {
        final byte[] bytes;
        try (InputStream stream = StrayFlowsTest.class.getResourceAsStream("snapshot-of-version-2.bin")) {
            bytes = stream.readAllBytes();
        }
        final PatternDetector restored = PatternDetector.restore(PatternSettings.defaults(), () -> Traffic.NOON, bytes);
        assertArrayEquals(bytes, restored.snapshot(1_000_000).bytes());
        final List<Flow> last = List.of(
                Traffic.probe("192.0.2.8", "198.51.100.4", 20, Traffic.NOON + 20),
                Traffic.probe("2001:db8::8", "2001:db8:1::4", 20, Traffic.NOON + 20));
        for (final Flow flow : last) {
            restored.observe(flow);
            assertEquals(
                    List.of(FlowPattern.PORT_SCAN),
                    restored.judge(flow).stream().map(PatternMatch::pattern).toList());
        }
    }
}
