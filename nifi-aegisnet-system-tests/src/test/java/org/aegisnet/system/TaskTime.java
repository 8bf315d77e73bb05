package org.aegisnet.system;

import java.time.Duration;
import org.aegisnet.runtime.ImportedFlow;

/**
 * How long a processor's tasks took, looked at while it works: NiFi tells it of the last five minutes only, and what comes after one large FlowFile may
 * take longer. Right for work that ends within five minutes of its first task's end. For one thread.
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
