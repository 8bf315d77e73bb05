package org.aegisnet.processors.queue;

import java.util.ArrayList;
import java.util.List;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessSession;

/**
 * Batch of FlowFiles that one trigger takes out of the queue, if the processor keeps its waiting data in that queue. It holds the FlowFile of
 * waiting data, from any position in the queue, and new FlowFiles up to a limit. More than one FlowFile of waiting data is present only if somebody
 * has moved one.
 *
 * @param kept the FlowFiles of waiting data
 * @param fresh the new FlowFiles
 */
public record QueuedBatch(List<FlowFile> kept, List<FlowFile> fresh) {
    /**
     * Takes FlowFiles out of the queue.
     *
     * @param mark the attribute that only FlowFiles of waiting data have
     * @param most the largest number of new FlowFiles to take
     * @param mostBytes if the new FlowFiles together hold this many bytes, no further one is taken
     */
    static QueuedBatch take(final ProcessSession session, final String mark, final int most, final long mostBytes) {
        final QueuedBatch taken = new QueuedBatch(new ArrayList<>(), new ArrayList<>());
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

    /** Tells whether the queue had nothing to take. */
    public boolean isEmpty() {
        return kept.isEmpty() && fresh.isEmpty();
    }
}
