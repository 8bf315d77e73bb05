package org.aegisnet.processors.netflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessSession;

/**
 * What one trigger takes out of the queue: the FlowFile of waiting flows, wherever in the queue it stands, and FlowFiles of new flows up to a
 * limit. More than one FlowFile of waiting flows is there only where somebody has moved one.
 */
final class WaitingFlowFiles {
    /** Marks a FlowFile of waiting flows, with a value that changes whenever its content does. */
    static final String STATE = "pairing.waiting.state";

    /** How many flows wait in it, for people who look into the queue. */
    static final String COUNT = "pairing.waiting.count";

    static final Set<String> MARKS = Set.of(STATE, COUNT);

    static final String MIME_TYPE = "application/x-aegisnet-waiting-flows";

    private final List<FlowFile> waiting = new ArrayList<>();
    private final List<FlowFile> fresh = new ArrayList<>();

    private WaitingFlowFiles() {}

    /**
     * @param most how many FlowFiles of new flows are taken at most
     * @param mostBytes once they hold so many bytes together, no further one is taken
     */
    static WaitingFlowFiles take(final ProcessSession session, final int most, final long mostBytes) {
        final WaitingFlowFiles taken = new WaitingFlowFiles();
        // NiFi asks one incoming connection at a time.
        List<FlowFile> next = session.get(taken.filter(most, mostBytes));
        while (!next.isEmpty()) {
            for (final FlowFile flowFile : next) {
                (isWaiting(flowFile) ? taken.waiting : taken.fresh).add(flowFile);
            }
            next = session.get(taken.filter(most, mostBytes));
        }
        return taken;
    }

    private FlowFileFilter filter(final int most, final long mostBytes) {
        return new FlowFileFilter() {
            private int count = fresh.size();
            private long bytes = fresh.stream().mapToLong(FlowFile::getSize).sum();

            @Override
            public FlowFileFilterResult filter(final FlowFile flowFile) {
                if (isWaiting(flowFile)) {
                    return FlowFileFilterResult.ACCEPT_AND_CONTINUE;
                }
                if (count >= most || bytes >= mostBytes) {
                    return FlowFileFilterResult.REJECT_AND_CONTINUE;
                }
                count++;
                bytes += flowFile.getSize();
                return FlowFileFilterResult.ACCEPT_AND_CONTINUE;
            }
        };
    }

    private static boolean isWaiting(final FlowFile flowFile) {
        return flowFile.getAttribute(STATE) != null;
    }

    /** The FlowFiles of waiting flows. */
    List<FlowFile> waiting() {
        return waiting;
    }

    /** The FlowFiles of new flows. */
    List<FlowFile> fresh() {
        return fresh;
    }
}
