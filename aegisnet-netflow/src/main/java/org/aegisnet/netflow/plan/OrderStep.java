package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;

/** Last packets that some exporters put a few milliseconds before the first: the flow is one packet, and both times are the first. */
final class OrderStep implements ColumnStep {
    private static final long MAX_NANOS_ASTRAY = 1_000_000_000L;

    @Override
    public long apply(RecordBlock run) {
        FlowBatch batch = run.batch();
        if (!batch.has(FlowColumn.FIRST) || !batch.has(FlowColumn.LAST)) {
            return 0;
        }
        long[] first = batch.numbers(FlowColumn.FIRST);
        long[] last = batch.numbers(FlowColumn.LAST);
        for (int row = run.row(); row < run.row() + run.count(); row++) {
            boolean both = batch.isPresent(FlowColumn.FIRST, row) && batch.isPresent(FlowColumn.LAST, row);
            if (both && last[row] < first[row] && first[row] - last[row] <= MAX_NANOS_ASTRAY) {
                last[row] = first[row];
            }
        }
        return 0;
    }
}
