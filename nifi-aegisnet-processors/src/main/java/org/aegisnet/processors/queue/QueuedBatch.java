package org.aegisnet.processors.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
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
    private static final String RECORD_COUNT = "record.count";

    private static final Set<String> OF_ONE_FLOW_FILE = Set.of(
            CoreAttributes.UUID.key(),
            CoreAttributes.FILENAME.key(),
            CoreAttributes.PATH.key(),
            CoreAttributes.MIME_TYPE.key(),
            RECORD_COUNT);

    /**
     * Takes FlowFiles out of the queue.
     *
     * @param mark the attribute that only FlowFiles of waiting data have
     * @param most the largest number of new FlowFiles to take
     * @param mostBytes if the new FlowFiles together hold this many bytes, no further one is taken
     */
    public static QueuedBatch take(
            final ProcessSession session, final String mark, final int most, final long mostBytes) {
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

    /**
     * The attributes that FlowFiles have in common, without those that every FlowFile has for itself.
     *
     * @param flowFiles at least one
     * @param marks attributes of the waiting data
     */
    public static Map<String, String> common(final List<FlowFile> flowFiles, final Set<String> marks) {
        final Map<String, String> common =
                new LinkedHashMap<>(flowFiles.getFirst().getAttributes());
        for (final FlowFile flowFile : flowFiles) {
            common.entrySet().removeIf(entry -> !entry.getValue().equals(flowFile.getAttribute(entry.getKey())));
        }
        common.keySet().removeAll(OF_ONE_FLOW_FILE);
        common.keySet().removeAll(marks);
        return common;
    }

    /**
     * The FlowFile that will hold the waiting data: the newest, because it is the last to expire if the user has set an expiration. The others are
     * removed. A new FlowFile could not go into the queue, because NiFi puts back only FlowFiles that came from the queue.
     *
     * @param flowFiles in the order in which they were taken, at least one
     * @param attributes what it keeps and gets, besides those that every FlowFile has for itself
     */
    public static FlowFile carrier(
            final ProcessSession session, final List<FlowFile> flowFiles, final Map<String, String> attributes) {
        session.remove(flowFiles.subList(0, flowFiles.size() - 1));
        final FlowFile newest = flowFiles.getLast();
        final Set<String> others = new LinkedHashSet<>(newest.getAttributes().keySet());
        others.removeAll(attributes.keySet());
        others.removeAll(OF_ONE_FLOW_FILE);
        others.add(RECORD_COUNT);
        return session.putAllAttributes(session.removeAllAttributes(newest, others), attributes);
    }

    /** Tells whether the queue had nothing to take. */
    public boolean isEmpty() {
        return kept.isEmpty() && fresh.isEmpty();
    }
}
