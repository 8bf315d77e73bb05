package org.aegisnet.netflow.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.aegisnet.netflow.sequence.SequenceTracker.Verdict;
import org.junit.jupiter.api.Test;

class SequenceTrackerTest {
    @Test
    void netFlowV5CountsFlowsAndFindsWhatIsMissing() {
        SequenceTracker tracker = new SequenceTracker(5);
        assertEquals(Verdict.UNKNOWN, tracker.observe(datagram(100, 30)));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(130, 25)));
        assertEquals(Verdict.GAP, tracker.observe(datagram(185, 30)));
        assertEquals(30, tracker.missing());
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(215, 30)));
    }

    @Test
    void netFlowV9CountsDatagrams() {
        SequenceTracker tracker = new SequenceTracker(9);
        tracker.observe(datagram(7, 20));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(8, 30)));
        assertEquals(Verdict.GAP, tracker.observe(datagram(11, 30)));
        assertEquals(2, tracker.missing());
    }

    @Test
    void numbersWrap() {
        SequenceTracker tracker = new SequenceTracker(5);
        tracker.observe(datagram(0xffff_fff0L, 30));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(14, 30)));
    }

    @Test
    void aLateDatagramIsNotAGapAndDoesNotChangeCounts() {
        SequenceTracker tracker = new SequenceTracker(9);
        tracker.observe(datagram(7, 1));
        assertEquals(Verdict.GAP, tracker.observe(datagram(9, 1)));
        assertEquals(Verdict.LATE, tracker.observe(datagram(8, 1)));
        assertEquals(0, tracker.missing());
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(10, 1)));
    }

    @Test
    void aNumberFarAwayIsARestart() {
        SequenceTracker tracker = new SequenceTracker(9);
        tracker.observe(datagram(5_000_000, 1));
        assertEquals(Verdict.RESTART, tracker.observe(datagram(1, 1)));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(2, 1)));
    }

    @Test
    void anUptimeThatFellBackIsARestartAndOneThatWrappedIsNot() {
        SequenceTracker tracker = new SequenceTracker(9);
        tracker.observe(new SequencedDatagram(500, 3_600_000, 1, 1, true));
        assertEquals(Verdict.RESTART, tracker.observe(new SequencedDatagram(1, 20, 1, 1, true)));
        SequenceTracker wrapping = new SequenceTracker(9);
        wrapping.observe(new SequencedDatagram(500, 0xffff_ff00L, 1, 1, true));
        assertEquals(Verdict.IN_SEQUENCE, wrapping.observe(new SequencedDatagram(501, 20, 1, 1, true)));
    }

    @Test
    void gapsThatCannotBeCountedAreNotGuessed() {
        SequenceTracker tracker = new SequenceTracker(10);
        tracker.observe(datagram(100, 10));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(new SequencedDatagram(110, 0, 3, 3, false)));
        assertEquals(Verdict.UNKNOWN, tracker.observe(datagram(150, 7)));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(157, 9)));
    }

    @Test
    void anExporterThatCountsItsOwnFlowsInIsFoundOut() {
        SequenceTracker tracker = new SequenceTracker(10);
        tracker.observe(new SequencedDatagram(24, 0, 25, 24, true));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(56, 32)));
        assertEquals(Verdict.IN_SEQUENCE, tracker.observe(datagram(87, 31)));
        assertEquals(Verdict.GAP, tracker.observe(datagram(150, 31)));
        assertEquals(32, tracker.missing());
    }

    private static SequencedDatagram datagram(long sequence, int flows) {
        return new SequencedDatagram(sequence, 0, flows, flows, true);
    }
}
