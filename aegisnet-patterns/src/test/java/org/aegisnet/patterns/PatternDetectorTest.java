package org.aegisnet.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.net.IpProtocol;
import org.junit.jupiter.api.Test;

/** Tests of each pattern at its threshold, below it, and in traffic that is similar but is not the pattern. */
class PatternDetectorTest {
    private static final String CLIENT = "192.168.1.7";
    private static final String SERVER = "192.168.1.5";
    private static final String OUTSIDE = "203.0.113.9";
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;

    private final PatternSettings settings = PatternSettings.defaults();
    private PatternDetector detector = Traffic.detector(settings);

    private List<PatternMatch> last(final List<Flow> flows) {
        flows.forEach(detector::observe);
        return detector.judge(flows.getLast());
    }

    private static List<Flow> scan(final int ports, final long between) {
        final List<Flow> flows = new ArrayList<>();
        for (int port = 1; port <= ports; port++) {
            flows.add(Traffic.probe(CLIENT, SERVER, port, Traffic.NOON + port * between));
        }
        return flows;
    }

    private static void assertOnly(
            final FlowPattern pattern, final String technique, final List<PatternMatch> matches) {
        assertEquals(
                List.of(pattern), matches.stream().map(PatternMatch::pattern).toList());
        assertEquals(technique, matches.getFirst().technique().id());
    }

    @Test
    void portScanAtItsThresholdInWords() {
        final List<PatternMatch> matches = last(scan(20, 100));
        assertOnly(FlowPattern.PORT_SCAN, "T1046", matches);
        assertEquals(0.5, matches.getFirst().confidence());
        assertEquals(
                "192.168.1.7 tried 20 ports of 192.168.1.5 within 60 s; fewer than 20 are allowed",
                matches.getFirst().reason());
        assertEquals("TA0007", matches.getFirst().technique().tacticId());
    }

    @Test
    void onePortLessIsNotAScan() {
        assertEquals(List.of(), last(scan(19, 100)));
    }

    @Test
    void confidenceGrowsWithTheNumberOfPorts() {
        assertEquals(0.75, last(scan(40, 100)).getFirst().confidence());
    }

    @Test
    void manyPortsAreAnEstimateAndSaidToBeOne() {
        final String reason = last(scan(5000, 1)).getFirst().reason();
        assertTrue(reason.contains(" about "), reason);
    }

    @Test
    void portsTriedLongerAgoThanTheWindowDoNotCount() {
        assertEquals(List.of(), last(scan(100, 5 * SECOND)));
    }

    @Test
    void theFirstFlowOfAScanIsKnownForOneWhenItIsJudgedAfterTheRest() {
        final List<Flow> flows = scan(20, 100);
        flows.forEach(detector::observe);
        assertFalse(detector.judge(flows.getFirst()).isEmpty());
    }

    @Test
    void connectionsWithDataAreNotProbes() {
        final List<Flow> flows = new ArrayList<>();
        for (int port = 1; port <= 60; port++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 8000 + port, Traffic.NOON + port, 900L * port * port));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void theAnswersOfAScannedHostAreNotAScan() {
        final List<Flow> flows = new ArrayList<>();
        for (int port = 1; port <= 60; port++) {
            flows.add(new Flow(
                    Traffic.address(SERVER),
                    Traffic.address(CLIENT),
                    port,
                    50_000 + port,
                    IpProtocol.TCP,
                    Traffic.NOON,
                    Traffic.NOON,
                    40,
                    1,
                    Flow.UNKNOWN,
                    Traffic.RST_ACK));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void oneWayFlowsOfAScanAreOne() {
        final List<Flow> flows = new ArrayList<>();
        for (int port = 1; port <= 20; port++) {
            flows.add(new Flow(
                    Traffic.address(CLIENT),
                    Traffic.address(SERVER),
                    1024,
                    40_000 + port,
                    IpProtocol.TCP,
                    Traffic.NOON,
                    Traffic.NOON,
                    60,
                    1,
                    Flow.UNKNOWN,
                    Traffic.SYN));
        }
        assertOnly(FlowPattern.PORT_SCAN, "T1046", last(flows));
    }

    @Test
    void hostSweepInWords() {
        final List<Flow> flows = new ArrayList<>();
        for (int host = 1; host <= 20; host++) {
            flows.add(Traffic.probe(CLIENT, "10.0.0." + host, 445, Traffic.NOON + host));
        }
        final List<PatternMatch> matches = last(flows);
        assertOnly(FlowPattern.HOST_SWEEP, "T1046", matches);
        assertEquals(
                "192.168.1.7 tried TCP port 445 on 20 hosts within 60 s; fewer than 20 are allowed",
                matches.getFirst().reason());
    }

    @Test
    void pingSweepIsDiscoveryOfHosts() {
        final List<Flow> flows = new ArrayList<>();
        for (int host = 1; host <= 20; host++) {
            flows.add(new Flow(
                    Traffic.address(CLIENT),
                    Traffic.address("10.0.0." + host),
                    Flow.UNKNOWN,
                    8,
                    IpProtocol.ICMP,
                    Traffic.NOON,
                    Traffic.NOON,
                    84,
                    1,
                    1,
                    Flow.UNKNOWN));
        }
        assertOnly(FlowPattern.HOST_SWEEP, "T1018", last(flows));
    }

    @Test
    void aResolverThatIsAnsweredDoesNotSweep() {
        final List<Flow> flows = new ArrayList<>();
        for (int host = 1; host <= 100; host++) {
            flows.add(Traffic.datagrams(CLIENT, "203.0.113." + host, 53, Traffic.NOON + host, 1, 1));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void bruteForceInWords() {
        final List<Flow> flows = new ArrayList<>();
        for (int attempt = 0; attempt < 20; attempt++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 22, Traffic.NOON + attempt * SECOND, 2000 + attempt));
        }
        final List<PatternMatch> matches = last(flows);
        assertOnly(FlowPattern.BRUTE_FORCE, "T1110", matches);
        assertEquals(
                "192.168.1.7 made 20 short connections of like size to TCP port 22 of 192.168.1.5 within 60 s; fewer than 20 are allowed",
                matches.getFirst().reason());
    }

    @Test
    void connectionsOfUnlikeSizeAreNotBruteForce() {
        final List<Flow> flows = new ArrayList<>();
        for (int attempt = 0; attempt < 30; attempt++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 22, Traffic.NOON + attempt * SECOND, 100L << attempt % 12));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void manyConnectionsToAServiceWithoutLoginAreNotBruteForce() {
        final List<Flow> flows = new ArrayList<>();
        for (int attempt = 0; attempt < 60; attempt++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 80, Traffic.NOON + attempt * SECOND, 2000));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void longConnectionsAreNotAttemptsToLogIn() {
        final List<Flow> flows = new ArrayList<>();
        for (int attempt = 0; attempt < 30; attempt++) {
            final Flow flow = Traffic.connection(CLIENT, SERVER, 22, Traffic.NOON, 2000);
            flows.add(new Flow(
                    flow.source(),
                    flow.destination(),
                    50_000,
                    22,
                    IpProtocol.TCP,
                    Traffic.NOON - 2 * MINUTE,
                    Traffic.NOON,
                    2000,
                    12,
                    10,
                    Flow.UNKNOWN));
        }
        assertEquals(List.of(), last(flows));
    }

    private void fewFlowsFor(final int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            detector.observe(
                    Traffic.connection(CLIENT, OUTSIDE, 443, Traffic.NOON - (minutes - minute) * MINUTE, 1000));
        }
    }

    @Test
    void exfiltrationOfMoreThanAnybodyMaySend() {
        fewFlowsFor(10);
        final List<PatternMatch> matches =
                last(List.of(Traffic.connection(CLIENT, OUTSIDE, 443, Traffic.NOON, 600_000_000)));
        assertOnly(FlowPattern.EXFILTRATION, "T1048", matches);
        assertEquals(
                "192.168.1.7 sent 600.0 MB to 203.0.113.9 within 600 s; 500.0 MB is too much for any external destination",
                matches.getFirst().reason());
    }

    @Test
    void aSourceThatHasOnlyJustComeIsNotAccusedForOneFlow() {
        assertEquals(List.of(), last(List.of(Traffic.connection(CLIENT, OUTSIDE, 443, Traffic.NOON, 600_000_000))));
    }

    @Test
    void exfiltrationOfFarMoreThanIsUsual() {
        fewFlowsFor(70);
        final List<PatternMatch> matches =
                last(List.of(Traffic.connection(CLIENT, OUTSIDE, 443, Traffic.NOON, 30_000_000)));
        assertEquals(FlowPattern.EXFILTRATION, matches.getFirst().pattern());
        assertTrue(
                matches.getFirst().reason().endsWith("0.0 MB is its usual maximum to one external destination"),
                matches.getFirst().reason());
    }

    @Test
    void aSourceThatUsuallySendsMuchMaySendAsMuchAgain() {
        detector = Traffic.detector(settings.with(Set.of(FlowPattern.EXFILTRATION)));
        for (int minute = 0; minute < 80; minute++) {
            detector.observe(
                    Traffic.connection(CLIENT, OUTSIDE, 443, Traffic.NOON - (80 - minute) * MINUTE, 4_000_000));
        }
        assertEquals(List.of(), last(List.of(Traffic.connection(CLIENT, OUTSIDE, 443, Traffic.NOON, 30_000_000))));
    }

    @Test
    void dataSentWithinIsNotAnExfiltration() {
        fewFlowsFor(10);
        assertEquals(List.of(), last(List.of(Traffic.connection(CLIENT, SERVER, 443, Traffic.NOON, 900_000_000))));
    }

    @Test
    void exfiltrationToABeaconedHostGoesOverItsC2Channel() {
        for (int beat = 0; beat < 30; beat++) {
            detector.observe(Traffic.connection(CLIENT, OUTSIDE, 8080, Traffic.NOON - (30 - beat) * 20L * SECOND, 200));
        }
        final List<PatternMatch> matches =
                last(List.of(Traffic.connection(CLIENT, OUTSIDE, 8080, Traffic.NOON, 600_000_000)));
        assertEquals("T1041", matches.getFirst().technique().id());
        assertEquals(
                List.of(FlowPattern.EXFILTRATION, FlowPattern.BEACONING),
                matches.stream().map(PatternMatch::pattern).toList());
    }

    @Test
    void beaconingInWords() {
        final List<Flow> flows = new ArrayList<>();
        for (int beat = 0; beat < 12; beat++) {
            flows.add(Traffic.connection(CLIENT, OUTSIDE, 8080, Traffic.NOON + beat * MINUTE, 200));
        }
        final List<PatternMatch> matches = last(flows);
        assertOnly(FlowPattern.BEACONING, "T1071", matches);
        assertEquals(
                "192.168.1.7 asked TCP port 8080 of 203.0.113.9 12 times, every 60 s with 0.0 % jitter; up to 10.0 % is regular",
                matches.getFirst().reason());
        assertEquals(0.75, matches.getFirst().confidence());
    }

    @Test
    void flowsByChanceAreNotBeacons() {
        final java.util.Random random = new java.util.Random(7);
        final List<Flow> flows = new ArrayList<>();
        long time = Traffic.NOON;
        for (int beat = 0; beat < 200; beat++) {
            time += Math.round(-Math.log(1 - random.nextDouble()) * MINUTE);
            flows.add(Traffic.connection(CLIENT, OUTSIDE, 8080, time, 200));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void regularFlowsToTimeServersAreAsTheyShouldBe() {
        final List<Flow> flows = new ArrayList<>();
        for (int beat = 0; beat < 40; beat++) {
            flows.add(Traffic.datagrams(CLIENT, OUTSIDE, 123, Traffic.NOON + beat * MINUTE, 1, 1));
        }
        assertEquals(List.of(), last(flows));
    }

    private void quietFor(final int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            detector.observe(
                    Traffic.connection("192.168.1.200", SERVER, 80, Traffic.NOON - (minutes - minute) * MINUTE, 500));
        }
    }

    @Test
    void floodOfConnectionsToAService() {
        quietFor(10);
        final List<Flow> flows = new ArrayList<>();
        for (int flow = 0; flow < 1000; flow++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 80, Traffic.NOON + flow, 500));
        }
        final List<PatternMatch> matches = last(flows);
        assertOnly(FlowPattern.FLOOD, "T1499", matches);
        assertEquals(
                "TCP port 80 of 192.168.1.5 got 1,000 flows within 60 s, 1,000 of them from 192.168.1.7; fewer than 1,000 are allowed",
                matches.getFirst().reason());
    }

    @Test
    void aClientOfAFloodedServerIsNotPartOfTheFlood() {
        floodOfConnectionsToAService();
        assertEquals(
                List.of(), last(List.of(Traffic.connection("192.168.1.44", SERVER, 80, Traffic.NOON + 1000, 500))));
    }

    @Test
    void aFloodOfForgedSourcesIsOneThoughEachComesOnce() {
        quietFor(10);
        final List<Flow> flows = new ArrayList<>();
        for (int flow = 0; flow < 2000; flow++) {
            flows.add(Traffic.probe("198.51." + flow / 250 + "." + flow % 250, SERVER, 80, Traffic.NOON + flow));
        }
        assertOnly(FlowPattern.FLOOD, "T1499", last(flows));
    }

    @Test
    void untilItIsKnownWhatIsUsualOnlyTenTimesAsMuchIsAFlood() {
        final List<Flow> flows = new ArrayList<>();
        for (int flow = 0; flow < 9999; flow++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 80, Traffic.NOON + flow, 500));
        }
        assertEquals(List.of(), last(flows));
        assertOnly(
                FlowPattern.FLOOD,
                "T1499",
                last(List.of(Traffic.connection(CLIENT, SERVER, 80, Traffic.NOON + 9999, 500))));
    }

    @Test
    void aServerThatIsUsuallyBusyMayBeAsBusyAgain() {
        for (int minute = 10; minute > 0; minute--) {
            for (int flow = 0; flow < 1500; flow++) {
                detector.observe(
                        Traffic.connection(CLIENT, SERVER, 80, Traffic.NOON - minute * MINUTE + flow * 10L, 500));
            }
        }
        final List<Flow> flows = new ArrayList<>();
        for (int flow = 0; flow < 5000; flow++) {
            flows.add(Traffic.connection(CLIENT, SERVER, 80, Traffic.NOON + flow, 500));
        }
        assertEquals(List.of(), last(flows));
    }

    @Test
    void floodOfPacketsThatNobodyAnswers() {
        quietFor(10);
        final List<PatternMatch> matches = last(List.of(
                Traffic.datagrams(OUTSIDE, SERVER, 5000, Traffic.NOON, 50_000, 0),
                Traffic.datagrams(OUTSIDE, SERVER, 5001, Traffic.NOON + 10, 50_000, 0)));
        assertOnly(FlowPattern.FLOOD, "T1498", matches);
        assertEquals(
                "192.168.1.5 got 100,000 packets of UDP within 60 s and answered 0; fewer than 60,000 are allowed",
                matches.getFirst().reason());
    }

    @Test
    void aCallThatIsAnsweredIsNotAFlood() {
        quietFor(10);
        assertEquals(
                List.of(),
                last(List.of(
                        Traffic.datagrams(OUTSIDE, SERVER, 5000, Traffic.NOON, 50_000, 50_000),
                        Traffic.datagrams(OUTSIDE, SERVER, 5001, Traffic.NOON + 10, 50_000, 50_000))));
    }

    @Test
    void trustedSourcesAreNeitherCountedNorLabelled() {
        detector = Traffic.detector(settings.with(new PatternSettings.Scope(
                settings.scope().internal(), IpNetworks.parse(CLIENT), Set.of(22), Set.of())));
        final List<Flow> flows = scan(50, 100);
        assertEquals(Admission.TRUSTED, detector.observe(flows.getFirst()));
        assertEquals(List.of(), last(flows));
        assertEquals(0, detector.counts().sources());
    }

    @Test
    void patternsThatAreNotLookedForAreNotFound() {
        for (final FlowPattern left : FlowPattern.values()) {
            detector = Traffic.detector(settings.with(Set.of(left)));
            final List<PatternMatch> matches = last(scan(3000, 1));
            assertTrue(matches.stream().allMatch(match -> match.pattern() == left), left.label());
        }
    }

    @Test
    void lateFlowsAreCountedAsLateAndNotOtherwise() {
        detector.observe(Traffic.probe(CLIENT, SERVER, 1, Traffic.NOON));
        assertEquals(Admission.COUNTED, detector.observe(Traffic.probe(CLIENT, SERVER, 2, Traffic.NOON - 5 * MINUTE)));
        assertEquals(Admission.LATE, detector.observe(Traffic.probe(CLIENT, SERVER, 3, Traffic.NOON - 5 * MINUTE - 1)));
        assertEquals(2, detector.counts().counted());
        assertEquals(1, detector.counts().late());
    }

    @Test
    void flowsFromTheFutureDoNotPutTheClockForward() {
        detector.observe(Traffic.probe(CLIENT, SERVER, 1, Traffic.NOON));
        assertEquals(
                Admission.IN_THE_FUTURE,
                detector.observe(Traffic.probe(CLIENT, SERVER, 2, Traffic.NOON + 400L * 24 * 60 * MINUTE)));
        assertEquals(Traffic.NOON, detector.latest().orElseThrow());
        assertEquals(1, detector.counts().inTheFuture());
    }

    @Test
    void anOlderFileBehindANewerOneIsJudgedByItselfAndSetsTheClockBack() {
        for (int second = 0; second < 20; second++) {
            detector.observe(Traffic.probe(CLIENT, SERVER, 1, Traffic.NOON + second));
        }
        final long yesterday = Traffic.NOON - 24 * 60 * MINUTE;
        for (int flow = 1; flow <= 1000; flow++) {
            assertEquals(
                    flow < 8 ? Admission.LATE : Admission.COUNTED,
                    detector.observe(Traffic.probe(CLIENT, SERVER, flow, yesterday + flow)),
                    "flow " + flow);
            detector.judge(Traffic.probe(CLIENT, SERVER, flow, yesterday + flow));
            assertEquals(flow < 801 ? 0 : 1, detector.counts().clockMoves(), "flow " + flow);
        }
        assertTrue(detector.latest().orElseThrow() <= yesterday + 1000);
        assertFalse(detector.judge(Traffic.probe(CLIENT, SERVER, 1000, yesterday + 1000))
                .isEmpty());
    }

    @Test
    void aNewerFlowAmongThoseOfAnOldFileDoesNotMakeThemLate() {
        detector.observe(Traffic.probe(CLIENT, SERVER, 1, Traffic.NOON));
        for (int flow = 0; flow < 5000; flow++) {
            final Flow old = Traffic.probe(CLIENT, SERVER, 7, Traffic.NOON - 60 * MINUTE);
            assertEquals(flow < 1 ? Admission.LATE : Admission.COUNTED, detector.observe(detector.placed(old)));
            if (flow % 900 == 899) {
                detector.observe(Traffic.probe(CLIENT, SERVER, 1, Traffic.NOON));
            }
        }
    }
}
