package org.aegisnet.netflow.sequence;

/**
 * Follows the sequence numbers of one observation domain and counts what is missing. For a counter only: exporters count differently from
 * what the RFCs say, so a gap is never a reason to treat a datagram otherwise.
 *
 * <p>Sequence numbers are unsigned 32 bits and wrap. Not safe for more than one thread.
 */
public final class SequenceTracker {
    /** A step further than this, in either direction, is a restart and not a loss. */
    private static final int LARGEST_GAP = 1 << 20;

    private static final int UPTIME_SLACK_MILLIS = 10_000;

    private boolean started;
    private boolean expectationKnown;
    private int expected;
    private int lastUptime;

    /** What the number of a datagram says. */
    public enum Verdict {
        /** The first datagram, or the first after one whose records could not be counted: nothing to compare with. */
        UNKNOWN,
        /** As expected. */
        IN_SEQUENCE,
        /** Some are missing before this one, see {@link SequenceTracker#missing}. */
        GAP,
        /** Older than expected: came late or twice. */
        LATE,
        /** The exporter began anew. */
        RESTART
    }

    private int missing;

    /**
     * Compares a datagram's number with what was expected.
     *
     * @param sequence as in its header
     * @param uptimeMillis the exporter's uptime modulo 2^32; always 0 where the version has none
     */
    public Verdict observe(long sequence, long uptimeMillis) {
        missing = 0;
        int uptime = (int) uptimeMillis;
        boolean uptimeFellBack = started && uptime - lastUptime < -UPTIME_SLACK_MILLIS;
        started = true;
        if (!uptimeFellBack && !expectationKnown) {
            lastUptime = uptime;
            return Verdict.UNKNOWN;
        }
        int difference = (int) sequence - expected;
        if (uptimeFellBack || difference > LARGEST_GAP || difference < -LARGEST_GAP) {
            lastUptime = uptime;
            return Verdict.RESTART;
        }
        if (difference < 0) {
            return Verdict.LATE;
        }
        lastUptime = uptime;
        missing = difference;
        return difference == 0 ? Verdict.IN_SEQUENCE : Verdict.GAP;
    }

    /** How many units (v5: flows, v9: datagrams, IPFIX: data records) were missing before the datagram observed last. */
    public int missing() {
        return missing;
    }

    /**
     * Says what the next number should be.
     *
     * @param sequence of the datagram observed last
     * @param units how many it counted: flows (v5), 1 (v9), data records (IPFIX)
     */
    public void expectAfter(long sequence, int units) {
        expected = (int) sequence + units;
        expectationKnown = true;
    }

    /** Says that the next number cannot be foretold, because records of unknown layout could not be counted. */
    public void expectUnknown() {
        expectationKnown = false;
    }
}
