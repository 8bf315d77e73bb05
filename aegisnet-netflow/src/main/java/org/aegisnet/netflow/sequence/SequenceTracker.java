package org.aegisnet.netflow.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tracker of the sequence numbers of one observation domain, which counts the missing units. The result is for a counter only. Exporters count
 * differently from the RFCs, so a gap never changes the treatment of a datagram. The tracker finds the exporter's convention from its datagrams.
 * If a datagram fits another convention that has fitted as often, but not the current one, the tracker changes the convention.
 *
 * <p>Sequence numbers are unsigned 32 bits and wrap. Not safe for more than one thread.
 */
public final class SequenceTracker {
    /** A step further than this, in either direction, is a restart and not a loss. */
    private static final int MAX_GAP = 1 << 20;

    /** A datagram that comes late was exported earlier; one that is exported later with a number so far back is of another run. */
    private static final int FARTHEST_LATE = 100;

    private static final int UPTIME_SLACK_MILLIS = 10_000;

    private final List<Candidate> candidates = new ArrayList<>();
    private Candidate current;
    private Optional<SequencedDatagram> last = Optional.empty();
    private int missing;

    /** Result of the comparison of a datagram's number with the expected one. */
    public enum Verdict {
        /** The first datagram, or one next to another whose records could not be counted: nothing to compare with. */
        UNKNOWN,
        /** As expected. */
        IN_SEQUENCE,
        /** Some are missing before this one, see {@link SequenceTracker#missing}. */
        GAP,
        /** Older than expected: came late or twice. */
        LATE,
        /** The exporter restarted its sequence. */
        RESTART
    }

    /**
     * A tracker that has seen nothing.
     *
     * @param version 5, 9 or 10 (IPFIX)
     */
    public SequenceTracker(int version) {
        for (SequenceConvention convention : SequenceConvention.of(version)) {
            candidates.add(new Candidate(convention));
        }
        this.current = candidates.get(0);
    }

    /** Compares a datagram's number with what was expected after the one before it. */
    public Verdict observe(SequencedDatagram now) {
        missing = 0;
        if (last.isEmpty()) {
            last = Optional.of(now);
            return Verdict.UNKNOWN;
        }
        SequencedDatagram before = last.get();
        int step = (int) now.sequence() - (int) before.sequence();
        boolean uptimeFellBack = (int) now.uptimeMillis() - (int) before.uptimeMillis() < -UPTIME_SLACK_MILLIS;
        boolean farBack = step < -FARTHEST_LATE && now.exportSeconds() > before.exportSeconds();
        if ((uptimeFellBack && step < 0) || farBack || Math.abs((long) step) > MAX_GAP) {
            last = Optional.of(now);
            return Verdict.RESTART;
        }
        for (Candidate candidate : candidates) {
            candidate.compare(before, now, step);
        }
        if (!current.fitsNow) {
            current = best();
        }
        Verdict verdict = current.verdict(before, now, step);
        if (verdict == Verdict.GAP) {
            missing = step - current.convention.step(before, now);
        }
        if (verdict != Verdict.LATE) {
            last = Optional.of(now);
        }
        return verdict;
    }

    /** Returns the number of units, as the exporter counts them, that were missing before the datagram observed last. */
    public int missing() {
        return missing;
    }

    /** The one that fits now and has fitted at least as often as the current one; else the current one. */
    private Candidate best() {
        Candidate best = current;
        for (Candidate candidate : candidates) {
            if (candidate.fitsNow && candidate.fits > current.fits && candidate.fits > best.fits) {
                best = candidate;
            }
        }
        return best;
    }

    /** A way to count, and how often it has fitted. */
    private static final class Candidate {
        private final SequenceConvention convention;
        private long fits;
        private boolean fitsNow;

        private Candidate(SequenceConvention convention) {
            this.convention = convention;
        }

        void compare(SequencedDatagram before, SequencedDatagram now, int step) {
            fitsNow = convention.isKnown(before, now) && step == convention.step(before, now);
            if (fitsNow) {
                fits++;
            }
        }

        Verdict verdict(SequencedDatagram before, SequencedDatagram now, int step) {
            if (!convention.isKnown(before, now)) {
                return Verdict.UNKNOWN;
            }
            if (fitsNow) {
                return Verdict.IN_SEQUENCE;
            }
            return step > convention.step(before, now) ? Verdict.GAP : Verdict.LATE;
        }
    }
}
