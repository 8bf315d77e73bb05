package org.aegisnet.processors.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessSession;

/**
 * What one trigger takes out of the queue: the FlowFile of open windows, wherever in the queue it stands, and FlowFiles of alerts up to a limit. More
 * than one FlowFile of open windows is there only where somebody has moved one.
 *
 * @param windows the FlowFiles of open windows
 * @param fresh the FlowFiles of alerts
 */
record QueuedFlowFiles(List<FlowFile> windows, List<FlowFile> fresh) {
    /** Marks a FlowFile of open windows; says when the next of them ends, in milliseconds since 1970. */
    static final String NEXT_END = "alert.windows.next.end";

    /** How many windows are in it, for people who look into the queue. */
    static final String COUNT = "alert.windows.count";

    static final Set<String> MARKS = Set.of(NEXT_END, COUNT);

    static QueuedFlowFiles take(final ProcessSession session, final int most) {
        final QueuedFlowFiles taken = new QueuedFlowFiles(new ArrayList<>(), new ArrayList<>());
        // NiFi asks one incoming connection at a time.
        List<FlowFile> next = session.get(taken.filter(most));
        while (!next.isEmpty()) {
            for (final FlowFile flowFile : next) {
                (holdsWindows(flowFile) ? taken.windows : taken.fresh).add(flowFile);
            }
            next = session.get(taken.filter(most));
        }
        return taken;
    }

    private FlowFileFilter filter(final int most) {
        return new FlowFileFilter() {
            private int count = fresh.size();

            @Override
            public FlowFileFilterResult filter(final FlowFile flowFile) {
                if (holdsWindows(flowFile)) {
                    return FlowFileFilterResult.ACCEPT_AND_CONTINUE;
                }
                if (count >= most) {
                    return FlowFileFilterResult.REJECT_AND_CONTINUE;
                }
                count++;
                return FlowFileFilterResult.ACCEPT_AND_CONTINUE;
            }
        };
    }

    private static boolean holdsWindows(final FlowFile flowFile) {
        return flowFile.getAttribute(NEXT_END) != null;
    }

    boolean isEmpty() {
        return windows.isEmpty() && fresh.isEmpty();
    }

    /** The one FlowFile that there is, where it holds windows and none of them ends yet; it need not be read then. */
    Optional<FlowFile> resting(final long now) {
        if (!fresh.isEmpty() || windows.size() != 1) {
            return Optional.empty();
        }
        final FlowFile only = windows.getFirst();
        try {
            return Long.parseLong(only.getAttribute(NEXT_END)) > now ? Optional.of(only) : Optional.empty();
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }
}
