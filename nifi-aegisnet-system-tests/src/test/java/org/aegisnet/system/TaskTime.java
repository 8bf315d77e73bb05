package org.aegisnet.system;

import java.time.Duration;
import org.aegisnet.runtime.ImportedFlow;

/**
 * The time of a processor's tasks, sampled while it works. NiFi reports only the last five minutes, and the work after one large FlowFile may take
 * longer. Right for work that ends within five minutes of its first task's end. For one thread.
 */
final class TaskTime {
    private final ImportedFlow flow;
    private final String processor;
    private Duration longest = Duration.ZERO;

    TaskTime(final ImportedFlow flow, final String processor) {
        this.flow = flow;
        this.processor = processor;
    }

    void look() {
        final Duration now = flow.status(processor).taskTime();
        if (now.compareTo(longest) > 0) {
            longest = now;
        }
    }

    /** The longest time that was seen. */
    Duration longest() {
        return longest;
    }
}
