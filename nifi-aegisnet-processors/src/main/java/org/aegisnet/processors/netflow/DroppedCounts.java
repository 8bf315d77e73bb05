package org.aegisnet.processors.netflow;

import java.util.Optional;
import org.aegisnet.netflow.decode.UndecodedDatagram;

/** Count of what could not be decoded and was not handed out either, since it was last told. Safe for all threads. */
final class DroppedCounts {
    private final ReceiveCounts counts;
    private long overRate;
    private long overQueue;
    private Optional<String> last = Optional.empty();

    /** @param counts where each datagram or set is counted as well */
    DroppedCounts(final ReceiveCounts counts) {
        this.counts = counts;
    }

    /** One that is more than the rate allows. */
    synchronized void addOverRate(final UndecodedDatagram unparsed) {
        overRate++;
        count(unparsed);
    }

    /** One for which the connection has no room. */
    synchronized void addOverQueue(final UndecodedDatagram unparsed) {
        overQueue++;
        count(unparsed);
    }

    private void count(final UndecodedDatagram unparsed) {
        counts.add(ReceiveCounter.UNPARSED_DROPPED, 1);
        last = Optional.of(unparsed.problem().message());
    }

    /** Tells whether nothing has been dropped since the last report. */
    synchronized boolean isEmpty() {
        return last.isEmpty();
    }

    /** Returns the report as a sentence, empty if nothing was dropped, and resets the count. */
    synchronized Optional<String> take() {
        final Optional<String> told = last.map(message ->
                "Datagrams or sets that cannot be decoded were dropped. In %d cases more came than Unparsed Rate allows; in %d cases the connection of unparsed was full. The last of them: %s"
                        .formatted(overRate, overQueue, message));
        overRate = 0;
        overQueue = 0;
        last = Optional.empty();
        return told;
    }
}
