package org.aegisnet.netflow.decode;

import java.util.Optional;
import org.aegisnet.netflow.datagram.ExportHeader;

/**
 * Watch for restarts of an exporter, by uptime and sequence number together, or in IPFIX by export time and sequence number. After a restart the templates from before it are doubtful: the exporter
 * may use their numbers for other fields. If the run from before goes on, the datagram was forged or belated, and the templates are good again.
 *
 * <p>Not safe for more than one thread.
 */
final class RestartWatch {
    private static final int UPTIME_SLACK_MILLIS = 10_000;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    private static final int MAX_STEP = 1 << 20;
    private static final int FARTHEST_LATE = 100;

    private Optional<Seen> last = Optional.empty();
    private Optional<Seen> beforeRestart = Optional.empty();

    private record Seen(ExportHeader header, long receivedMillis) {}

    /** Conclusion that a datagram allows about a restart of the exporter. */
    enum Verdict {
        /** Nothing new. */
        GOES_ON,
        /** The exporter has restarted. */
        BEGAN_ANEW,
        /** The exporter has not restarted, although an earlier datagram said so. */
        NEVER_BEGAN_ANEW
    }

    /**
     * Looks at the header of the next datagram.
     *
     * @param receivedMillis when it was received, milliseconds since 1970
     */
    Verdict observe(final ExportHeader header, final long receivedMillis) {
        Seen now = new Seen(header, receivedMillis);
        if (beforeRestart.isPresent() && follows(beforeRestart.get(), now)) {
            beforeRestart = Optional.empty();
            last = Optional.of(now);
            return Verdict.NEVER_BEGAN_ANEW;
        }
        boolean anew = last.isPresent() && isAnew(last.get(), now);
        if (anew) {
            beforeRestart = last;
        }
        last = Optional.of(now);
        return anew ? Verdict.BEGAN_ANEW : Verdict.GOES_ON;
    }

    private static boolean isAnew(final Seen before, final Seen now) {
        if (now.header().version() == ExportHeader.IPFIX) {
            return isAnewWithoutUptime(before, now);
        }
        boolean fell = uptimeStep(before, now) < -UPTIME_SLACK_MILLIS && sequenceStep(before, now) < 0;
        return fell && now.header().systemUptimeMillis() <= elapsedMillis(before, now) + UPTIME_SLACK_MILLIS;
    }

    /** A datagram that comes late was exported earlier. One that is exported later with a number from before is of another run. */
    private static boolean isAnewWithoutUptime(final Seen before, final Seen now) {
        int step = sequenceStep(before, now);
        boolean farBack = step < -FARTHEST_LATE || (step < 0 && now.header().sequence() == 0);
        return farBack && now.header().exportNanos() > before.header().exportNanos();
    }

    /** A datagram that comes late has an uptime from before; one after a restart has less uptime than time has passed. */
    private static long elapsedMillis(final Seen before, final Seen now) {
        long exported = (now.header().exportNanos() - before.header().exportNanos()) / NANOS_PER_MILLISECOND;
        return Math.max(exported, now.receivedMillis() - before.receivedMillis());
    }

    private static boolean follows(final Seen before, final Seen now) {
        int step = sequenceStep(before, now);
        if (now.header().version() == ExportHeader.IPFIX
                && now.header().exportNanos() < before.header().exportNanos()) {
            return false;
        }
        return uptimeStep(before, now) >= -UPTIME_SLACK_MILLIS && step >= 0 && step < MAX_STEP;
    }

    private static int uptimeStep(final Seen before, final Seen now) {
        return (int) now.header().systemUptimeMillis() - (int) before.header().systemUptimeMillis();
    }

    private static int sequenceStep(final Seen before, final Seen now) {
        return (int) now.header().sequence() - (int) before.header().sequence();
    }
}
