package org.aegisnet.netflow.decode;

import java.util.Optional;
import org.aegisnet.netflow.datagram.ExportHeader;

/**
 * Watch for restarts of an exporter, by uptime and sequence number together. After a restart the templates from before it are doubtful: the exporter
 * may use their numbers for other fields. If the run from before goes on, the datagram was forged or belated, and the templates are good again.
 *
 * <p>For the versions with an uptime in their header. Not safe for more than one thread.
 */
final class RestartWatch {
    private static final int UPTIME_SLACK_MILLIS = 10_000;
    private static final int LARGEST_STEP = 1 << 20;

    private Optional<ExportHeader> last = Optional.empty();
    private Optional<ExportHeader> beforeRestart = Optional.empty();

    /** What a datagram says. */
    enum Verdict {
        /** Nothing new. */
        GOES_ON,
        /** The exporter has begun anew. */
        BEGAN_ANEW,
        /** The exporter has not begun anew, although a datagram said so. */
        NEVER_BEGAN_ANEW
    }

    /** Looks at the header of the next datagram. */
    Verdict observe(final ExportHeader header) {
        if (beforeRestart.isPresent() && follows(beforeRestart.get(), header)) {
            beforeRestart = Optional.empty();
            last = Optional.of(header);
            return Verdict.NEVER_BEGAN_ANEW;
        }
        boolean anew = last.isPresent() && isAnew(last.get(), header);
        if (anew) {
            beforeRestart = last;
        }
        last = Optional.of(header);
        return anew ? Verdict.BEGAN_ANEW : Verdict.GOES_ON;
    }

    private static boolean isAnew(final ExportHeader before, final ExportHeader now) {
        return uptimeStep(before, now) < -UPTIME_SLACK_MILLIS && sequenceStep(before, now) < 0;
    }

    private static boolean follows(final ExportHeader before, final ExportHeader now) {
        int step = sequenceStep(before, now);
        return uptimeStep(before, now) >= -UPTIME_SLACK_MILLIS && step >= 0 && step < LARGEST_STEP;
    }

    private static int uptimeStep(final ExportHeader before, final ExportHeader now) {
        return (int) now.systemUptimeMillis() - (int) before.systemUptimeMillis();
    }

    private static int sequenceStep(final ExportHeader before, final ExportHeader now) {
        return (int) now.sequence() - (int) before.sequence();
    }
}
