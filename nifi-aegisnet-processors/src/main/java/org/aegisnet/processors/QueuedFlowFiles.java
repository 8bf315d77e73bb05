package org.aegisnet.processors;

import java.util.ArrayList;
import java.util.List;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessSession;

/**
 * What one trigger takes out of the queue of a processor that keeps what waits in it: the FlowFile of what waits, wherever in the queue it stands,
 * and new FlowFiles up to a limit. More than one FlowFile of what waits is there only where somebody has moved one.
 *
 * @param kept the FlowFiles of what waits
 * @param fresh the new FlowFiles
 */
public record QueuedFlowFiles(List<FlowFile> kept, List<FlowFile> fresh) {

    /**
     * Takes FlowFiles out of the queue.
     *
     * @param mark the attribute that only FlowFiles of what waits have
     * @param most how many new FlowFiles are taken at most
     * @param mostBytes once the new ones hold so many bytes together, no further one is taken
     */
    public static QueuedFlowFiles take(
            final ProcessSession session, final String mark, final int most, final long mostBytes) {
        final QueuedFlowFiles taken = new QueuedFlowFiles(new ArrayList<>(), new ArrayList<>());
        // NiFi asks one incoming connection at a time.
        List<FlowFile> next = session.get(taken.filter(mark, most, mostBytes));
        while (!next.isEmpty()) {
            for (final FlowFile flowFile : next) {
                (isKept(flowFile, mark) ? taken.kept : taken.fresh).add(flowFile);
            }
            next = session.get(taken.filter(mark, most, mostBytes));
        }
        return taken;
    }

    private FlowFileFilter filter(final String mark, final int most, final long mostBytes) {
        return new FlowFileFilter() {
            private int count = fresh.size();
            private long bytes = fresh.stream().mapToLong(FlowFile::getSize).sum();

            @Override
            public FlowFileFilterResult filter(final FlowFile flowFile) {
                if (isKept(flowFile, mark)) {
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

    private static boolean isKept(final FlowFile flowFile, final String mark) {
        return flowFile.getAttribute(mark) != null;
    }

    /** Whether there was nothing to take. */
    public boolean isEmpty() {
        return kept.isEmpty() && fresh.isEmpty();
    }
}
