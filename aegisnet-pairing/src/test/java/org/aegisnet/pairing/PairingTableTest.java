package org.aegisnet.pairing;

import static org.aegisnet.pairing.Halves.OTHER_ROUTER;
import static org.aegisnet.pairing.Halves.ROUTER;
import static org.aegisnet.pairing.Halves.half;
import static org.aegisnet.pairing.Halves.icmp;
import static org.aegisnet.pairing.Halves.seen;
import static org.aegisnet.pairing.Halves.tcp;
import static org.aegisnet.pairing.Halves.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.aegisnet.net.IpProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairingTableTest {
    private static final int SYN = 0x02;
    private static final int RST_ACK = 0x14;
    private static final int ESTABLISHED = 0x1b;
    private static final long DAY = 86_400_000L;

    private final Recorder recorder = new Recorder();
    private PairingTable<String> table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), context -> false);

    @Test
    void halvesOfAConversationMeet() throws IOException {
        offer(udp("question", "a:40000>b:53", 1000, 1000), udp("answer", "b:53>a:40000", 1040, 1040));

        assertEquals(List.of("question+answer"), recorder.left());
        assertEquals(0, table.waiting());
        assertEquals(0, table.size());
        assertEquals(OptionalLong.empty(), table.nextDue());
    }

    @ParameterizedTest
    @CsvSource({"b:53>a:40001", "b:54>a:40000", "c:53>a:40000", "b:53>c:40000", "a:40000>b:53", "b:40000>a:53"})
    void otherEndsAreAnotherConversation(final String path) throws IOException {
        offer(udp("question", "a:40000>b:53", 1000, 1000), udp("other", path, 1040, 1040));

        assertEquals(List.of(), recorder.left());
        assertEquals(2, table.waiting());
    }

    @Test
    void anotherProtocolIsAnotherConversation() throws IOException {
        offer(udp("question", "a:40000>b:53", 1000, 1000), tcp("answer", "b:53>a:40000", 1040, 1040, ESTABLISHED));

        assertEquals(List.of(), recorder.left());
    }

    @Test
    void anotherExporterIsAnotherConversation() throws IOException {
        table.offer(ROUTER, udp("question", "a:40000>b:53", 1000, 1000), recorder);
        table.offer(OTHER_ROUTER, udp("answer", "b:53>a:40000", 1040, 1040), recorder);
        table.offer(ROUTER, udp("own answer", "b:53>a:40000", 1050, 1050), recorder);

        assertEquals(List.of("question+own answer"), recorder.left());
        assertEquals(1, table.waiting());
    }

    @Test
    void manyExportersOfTheSameConversationAreToldApart() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 10_000), context -> false);
        for (int exporter = 0; exporter < 3_000; exporter++) {
            final boolean question = exporter % 2 == 0;
            table.offer(
                    new FlowContext(List.of("exporter" + exporter)),
                    question ? udp("question", "a:40000>b:53", 1000, 1000) : udp("answer", "b:53>a:40000", 1000, 1000),
                    recorder);
        }

        assertEquals(List.of(), recorder.left());
        assertEquals(3_000, table.waiting());
    }

    @Test
    void aFieldThatAnExporterOmitsIsAValueToo() throws IOException {
        table.offer(new FlowContext(Arrays.asList("r", null)), udp("question", "a:40000>b:53", 1000, 1000), recorder);
        table.offer(new FlowContext(Arrays.asList("r", "7")), udp("vlan", "b:53>a:40000", 1000, 1000), recorder);
        table.offer(new FlowContext(Arrays.asList("r", null)), udp("answer", "b:53>a:40000", 1000, 1000), recorder);

        assertEquals(List.of("question+answer"), recorder.left());
    }

    @Test
    void icmpMeetsWithoutPorts() throws IOException {
        offer(icmp("reply", "b:0>a:0", 1000, 5000, 0), icmp("request", "a:0>b:2048", 1000, 5000, 8));

        assertEquals(List.of("request+reply"), recorder.left());
    }

    @ParameterizedTest
    @CsvSource({
        "3000, 4000, true",
        "4000, 4001, true",
        "4001, 4002, false",
        "0, 0, true",
        "-1000, -1000, true",
        "-1001, -1001, false",
    })
    void halvesThatDoNotOverlapMeetWithinTheTolerance(final long first, final long last, final boolean meet)
            throws IOException {
        offer(udp("one", "a:40000>b:53", 1000, 2000), udp("other", "b:53>a:40000", first, last));

        assertEquals(meet ? 1 : 0, recorder.left().size());
    }

    @Test
    void aFlowToItselfHasNoOtherHalf() throws IOException {
        offer(udp("one", "a:500>a:500", 1000, 2000), udp("other", "a:500>a:500", 1000, 2000));

        assertEquals(2, table.waiting());
    }

    @Test
    void theSideWithTheSynBegan() throws IOException {
        offer(tcp("refusal", "b:50000>a:80", 1000, 1000, RST_ACK), tcp("attempt", "a:80>b:50000", 1001, 1001, SYN));

        assertEquals(List.of("attempt+refusal"), recorder.left());
    }

    @Test
    void aSynBesidesAnAckDoesNotTell() throws IOException {
        offer(
                tcp("server", "b:80>a:50000", 1001, 9000, ESTABLISHED),
                tcp("client", "a:50000>b:80", 1000, 9000, ESTABLISHED));

        assertEquals(List.of("client+server"), recorder.left());
    }

    @Test
    void twoSynsDoNotTell() throws IOException {
        offer(tcp("later", "b:80>a:50000", 1001, 1001, SYN), tcp("earlier", "a:50000>b:80", 1000, 1000, SYN));

        assertEquals(List.of("earlier+later"), recorder.left());
    }

    @Test
    void theEarlierStartTellsBeforeThePort() throws IOException {
        offer(udp("answer", "b:50000>a:53", 1001, 1001), udp("question", "a:53>b:50000", 1000, 1000));

        assertEquals(List.of("question+answer"), recorder.left());
    }

    @Test
    void theHigherPortTellsIfBothStartTogether() throws IOException {
        offer(udp("server", "b:53>a:50000", 1000, 1001), udp("client", "a:50000>b:53", 1000, 1000));
        offer(udp("client2", "a:50001>b:53", 1000, 1001), udp("server2", "b:53>a:50001", 1000, 1000));

        assertEquals(List.of("client+server", "client2+server2"), recorder.left());
    }

    @Test
    void theFirstHalfToComeBeganIfNoOtherSignTells() throws IOException {
        offer(udp("first", "b:123>a:123", 1000, 1001), udp("second", "a:123>b:123", 1000, 1001));

        assertEquals(List.of("first+second"), recorder.left());
    }

    @Test
    void tcpFlagsThatAreNotKnownDoNotTell() throws IOException {
        offer(tcp("server", "b:80>a:50000", 1000, 1000, -1), tcp("client", "a:50000>b:80", 1000, 1000, -1));

        assertEquals(List.of("client+server"), recorder.left());
    }

    @Test
    void ofSeveralTheOneThatSharesMostTimeIsTheOtherHalf() throws IOException {
        offer(
                udp("short", "a:40000>b:53", 0, 100),
                udp("best", "a:40000>b:53", 50, 900),
                udp("late", "a:40000>b:53", 800, 2000),
                udp("answer", "b:53>a:40000", 60, 950));

        assertEquals(List.of("best+answer"), recorder.left());
    }

    @Test
    void ofEqualsTheOldestIsTheOtherHalf() throws IOException {
        offer(
                udp("question1", "a:40000>b:53", 1000, 1000),
                udp("question2", "a:40000>b:53", 1000, 1000),
                udp("answer1", "b:53>a:40000", 1000, 1000),
                udp("answer2", "b:53>a:40000", 1000, 1000));

        assertEquals(List.of("question1+answer1", "question2+answer2"), recorder.left());
    }

    @ParameterizedTest
    @CsvSource({"f1 r1 f2 r2 f3 r3", "f1 f2 f3 r1 r2 r3", "f1 f2 f3 r3 r2 r1", "r1 r2 f1 f2 f3 r3", "r1 f2 f1 r3 f3 r2"
    })
    void piecesOfALongConversationMeetTheirOwnOtherHalves(final String order) throws IOException {
        for (final String name : order.split(" ", -1)) {
            final int piece = Character.digit(name.charAt(1), 10);
            final long lag = name.startsWith("f") ? 0 : 40;
            offer(half(
                    name,
                    name.startsWith("f") ? "a:50000>b:443" : "b:443>a:50000",
                    IpProtocol.TCP,
                    piece * 60_000L + lag,
                    piece * 60_000L + 59_990 + lag,
                    new UniflowDetails(0x10, -1, -1),
                    0));
        }

        assertEquals(
                List.of("f1+r1", "f2+r2", "f3+r3"),
                recorder.left().stream().sorted().toList());
    }

    @Test
    void aLostPieceDoesNotShiftTheOthers() throws IOException {
        offer(
                udp("f1", "a:50000>b:443", 0, 60_000),
                udp("r2", "b:443>a:50000", 60_010, 120_010),
                udp("f2", "a:50000>b:443", 60_000, 120_000));

        assertEquals(List.of("f2+r2"), recorder.left());
        assertEquals(1, table.waiting());
    }

    @Test
    void aHalfThatWaitsTooLongLeavesOneSided() throws IOException {
        offer(udp("early", "a:1>b:2", 1000, 1000), udp("late", "a:3>b:4", 1000, 1001));

        assertEquals(OptionalLong.of(31_000), table.nextDue());
        table.advance(30_999, recorder);
        assertEquals(List.of(), recorder.left());
        table.advance(31_000, recorder);
        assertEquals(List.of("early TIMEOUT"), recorder.left());
        table.advance(31_001, recorder);
        assertEquals(List.of("early TIMEOUT", "late TIMEOUT"), recorder.left());
        assertEquals(0, table.size());
    }

    @Test
    void aHalfThatComesAfterTheTimeoutFindsNobody() throws IOException {
        offer(udp("early", "a:1>b:2", 1000, 1000));
        table.advance(40_000, recorder);
        offer(half("late", "b:2>a:1", IpProtocol.UDP, 1000, 1000, UniflowDetails.NONE, 40_000));

        assertEquals(List.of("early TIMEOUT"), recorder.left());
        assertEquals(1, table.waiting());
    }

    @Test
    void whenTheTableIsFullTheOldestLeaves() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 2), context -> false);
        offer(
                udp("one", "a:1>b:2", 1000, 1000),
                udp("two", "a:3>b:4", 1000, 1000),
                udp("three", "a:5>b:6", 1000, 1000),
                udp("two back", "b:4>a:3", 1000, 1000));

        assertEquals(List.of("one TABLE_FULL", "two back+two"), recorder.left());
        assertEquals(1, table.waiting());
    }

    @Test
    void anOldCaptureAgesByItsOwnTime() throws IOException {
        final long now = 1000 * DAY;
        for (int second = 0; second < 3600; second++) {
            final long then = second * 1000L;
            offer(half("scan" + second, "a:" + second + ">b:1", IpProtocol.UDP, then, then, UniflowDetails.NONE, now));
            table.advance(now, recorder);
        }

        assertEquals(30, table.waiting());
        assertEquals("scan0 TIMEOUT", recorder.left().getFirst());
        table.advance(now + 30_000, recorder);
        assertEquals(0, table.waiting());
    }

    @Test
    void aBurstOfAnOldCaptureDoesNotAgeByItself() throws IOException {
        final long now = 1000 * DAY;
        offer(half("idle", "a:1>b:2", IpProtocol.UDP, 0, 0, UniflowDetails.NONE, now));
        for (int flow = 0; flow < 500; flow++) {
            offer(half("busy", "c:" + flow + ">d:1", IpProtocol.UDP, 0, 600_000, UniflowDetails.NONE, now));
        }
        offer(half("back", "b:2>a:1", IpProtocol.UDP, 10, 10, UniflowDetails.NONE, now));

        assertEquals(List.of("idle+back"), recorder.left());
    }

    @Test
    void liveFlowsAgeByTheClockOnly() throws IOException {
        final long now = 1000 * DAY;
        offer(half("idle", "a:1>b:2", IpProtocol.UDP, now - 3_600_000, now - 3_600_000, UniflowDetails.NONE, now));
        table.advance(now, recorder);
        offer(half("busy", "c:1>d:2", IpProtocol.UDP, now, now, UniflowDetails.NONE, now));
        table.advance(now + 29_999, recorder);

        assertEquals(List.of(), recorder.left());
    }

    @Test
    void oneExportersTimeDoesNotAgeAnothersFlows() throws IOException {
        final long now = 1000 * DAY;
        table.offer(ROUTER, half("old", "a:1>b:2", IpProtocol.UDP, 0, 0, UniflowDetails.NONE, now), recorder);
        table.advance(now, recorder);
        table.offer(OTHER_ROUTER, half("new", "a:1>b:2", IpProtocol.UDP, DAY, DAY, UniflowDetails.NONE, now), recorder);
        table.advance(now, recorder);

        assertEquals(List.of(), recorder.left());
    }

    @Test
    void aFlowFromTheFutureDoesNotStopTheTimeOfAnOldCapture() throws IOException {
        final long now = 1000 * DAY;
        offer(half("future", "e:1>f:2", IpProtocol.UDP, 2 * now, 2 * now, UniflowDetails.NONE, now));
        offer(half("old", "a:1>b:2", IpProtocol.UDP, 0, 0, UniflowDetails.NONE, now));
        table.advance(now, recorder);
        offer(half("newer", "c:1>d:2", IpProtocol.UDP, 60_000, 60_000, UniflowDetails.NONE, now));
        table.advance(now, recorder);

        assertEquals(List.of("future TIMEOUT", "old TIMEOUT"), recorder.left());
    }

    @Test
    void aFlowReportedOnItsWayInAndOutIsKeptOnce() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), ROUTER::equals);
        offer(
                seen("in", "a:1>b:2", 1000, 5000, 0),
                seen("out", "a:1>b:2", 1001, 5001, 1),
                seen("back in", "b:2>a:1", 1002, 5002, 0),
                seen("back out", "b:2>a:1", 1003, 5003, 1),
                seen("in, late", "a:1>b:2", 1000, 1100, 1));

        assertEquals(List.of("out again", "in+back in", "back out again", "in, late again"), recorder.left());
        assertEquals(0, table.waiting());
        assertEquals(2, table.size());
        table.advance(60_000, recorder);
        assertEquals(4, recorder.left().size());
        assertEquals(0, table.size());
    }

    @Test
    void theSecondReportCountsIfTheFirstWasLost() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), ROUTER::equals);
        offer(seen("out", "a:1>b:2", 1001, 5001, 1), seen("back out", "b:2>a:1", 1003, 5003, 1));

        assertEquals(List.of("out+back out"), recorder.left());
    }

    @Test
    void theOtherHalfIsNotASecondReportThoughItsDirectionDiffers() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), ROUTER::equals);
        offer(seen("in", "a:1>b:2", 1000, 5000, 0), seen("back", "b:2>a:1", 1000, 5000, 1));

        assertEquals(List.of("back+in"), recorder.left());
    }

    @Test
    void aLaterFlowOfTheSameEndsIsNotASecondReport() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), ROUTER::equals);
        offer(
                seen("in", "a:1>b:2", 1000, 1000, 0),
                seen("later", "a:1>b:2", 9000, 9000, 1),
                udp("no direction", "a:1>b:2", 1000, 1000));

        assertEquals(3, table.waiting());
    }

    @Test
    void otherExportersAreNotDeduplicated() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), OTHER_ROUTER::equals);
        offer(seen("in", "a:1>b:2", 1000, 5000, 0), seen("out", "a:1>b:2", 1001, 5001, 1));

        assertEquals(2, table.waiting());
    }

    @Test
    void rememberedHalvesAreKnownInANewTable() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 1000), ROUTER::equals);
        table.remember(ROUTER, seen("in", "a:1>b:2", 1000, 5000, 0), recorder);
        offer(seen("out", "a:1>b:2", 1001, 5001, 1));

        assertEquals(List.of("out again"), recorder.left());
        assertEquals(0, table.waiting());
    }

    @Test
    void rememberedHalvesMakeRoomInSilence() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 2), ROUTER::equals);
        offer(
                seen("in", "a:1>b:2", 1000, 5000, 0),
                seen("back in", "b:2>a:1", 1002, 5002, 0),
                seen("next", "a:3>b:2", 1002, 5002, 0),
                seen("next but one", "a:4>b:2", 1002, 5002, 0));

        assertEquals(List.of("in+back in"), recorder.left());
        assertEquals(2, table.waiting());
        assertEquals(2, table.size());
    }

    @Test
    void showsTheOldestFirst() throws IOException {
        offer(
                udp("one", "a:1>b:2", 1000, 1000),
                udp("two", "a:3>b:4", 1000, 1000),
                udp("three", "a:5>b:6", 1000, 1000),
                udp("two back", "b:4>a:3", 1000, 1000));
        final StringBuilder names = new StringBuilder();
        for (final Uniflow<String> half : table.halves()) {
            names.append(half.payload()).append(' ').append(ROUTER.equals(half.context()));
        }

        assertEquals("one truethree true", names.toString());
    }

    @Test
    void manyFlowsOfOneConversationAreStillFoundAndStillLeave() throws IOException {
        table = new PairingTable<>(new PairingRules(30_000, 2_000, 100_000), context -> false);
        for (int flow = 0; flow < 50_000; flow++) {
            offer(half("flood", "a:1>b:2", IpProtocol.UDP, 0, 0, UniflowDetails.NONE, 0));
        }
        offer(half("back", "b:2>a:1", IpProtocol.UDP, 0, 0, UniflowDetails.NONE, 0));
        assertEquals(List.of("back+flood"), recorder.left());
        table.advance(30_000, recorder);

        assertEquals(50_000, recorder.left().size());
    }

    @Test
    void refusesAFlowThatEndsBeforeItBegins() {
        final IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> udp("x", "a:1>b:2", 2, 1));

        assertTrue(refusal.getMessage().contains("cannot end (1) before it begins (2)"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, -1, 1", "1, 0, 0"})
    void refusesBoundsOutOfRange(final long timeout, final long tolerance, final int capacity) {
        assertThrows(IllegalArgumentException.class, () -> new PairingRules(timeout, tolerance, capacity));
    }

    @SafeVarargs
    private void offer(final Uniflow<String>... halves) throws IOException {
        for (final Uniflow<String> half : halves) {
            table.offer(ROUTER, half, recorder);
        }
    }
}
