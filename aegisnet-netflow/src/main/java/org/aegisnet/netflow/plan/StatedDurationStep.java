package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * A duration the exporter states itself (161, 162), for records that lack one of the two times; the missing time follows from the other.
 */
final class StatedDurationStep implements ColumnStep {
    private final int field;
    private final long nanosPerUnit;

    StatedDurationStep(int field, long nanosPerUnit) {
        this.field = field;
        this.nanosPerUnit = nanosPerUnit;
    }

    @Override
    public long apply(RecordBlock run) {
        int length = run.length(field);
        if (length == 0 || length > Integer.BYTES) {
            return 0;
        }
        FlowBatch batch = run.batch();
        int at = run.offset(field);
        int end = run.row() + run.count();
        for (int row = run.row(); row < end; row++, at += run.stride()) {
            if (!batch.isPresent(FlowColumn.DURATION, row)) {
                long nanos = BigEndian.unsigned(run.buffer(), at, length) * nanosPerUnit;
                batch.decimals(FlowColumn.DURATION)[row] = nanos / 1e9;
                batch.markPresent(FlowColumn.DURATION, row);
                completeTimes(batch, row, nanos);
            }
        }
        return 0;
    }

    private static void completeTimes(FlowBatch batch, int row, long nanos) {
        if (!batch.has(FlowColumn.FIRST) || !batch.has(FlowColumn.LAST)) {
            return;
        }
        boolean first = batch.isPresent(FlowColumn.FIRST, row);
        boolean last = batch.isPresent(FlowColumn.LAST, row);
        if (first && !last) {
            batch.numbers(FlowColumn.LAST)[row] = batch.getLong(FlowColumn.FIRST, row) + nanos;
            batch.markPresent(FlowColumn.LAST, row);
        } else if (last && !first) {
            batch.numbers(FlowColumn.FIRST)[row] = batch.getLong(FlowColumn.LAST, row) - nanos;
            batch.markPresent(FlowColumn.FIRST, row);
        }
    }
}
