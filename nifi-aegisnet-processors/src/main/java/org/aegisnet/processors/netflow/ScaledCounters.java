package org.aegisnet.processors.netflow;

import java.util.List;
import org.aegisnet.netflow.column.FlowColumn;

/** The counters of a flow that sampling makes smaller, and what they would have been without it. Stateless. */
final class ScaledCounters {
    static final List<FlowColumn> ALL = List.of(
            FlowColumn.BYTES_IN,
            FlowColumn.BYTES_OUT,
            FlowColumn.PACKETS,
            FlowColumn.PACKETS_FWD,
            FlowColumn.PACKETS_REV);

    private ScaledCounters() {}

    /** The counter times the rate; the largest number there is if the product is larger. */
    static long scaled(final long counter, final long rate) {
        if (rate <= 1) {
            return counter;
        }
        final long high = Math.multiplyHigh(counter, rate);
        final long low = counter * rate;
        return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }
}
