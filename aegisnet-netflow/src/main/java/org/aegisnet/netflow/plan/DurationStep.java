package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;

/** Decoding step of the seconds between first and last, if both are known. The column is absent if last is before first. */
final class DurationStep implements ColumnStep {
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public long apply(RecordBlock run) {
        FlowBatch batch = run.batch();
        long[] first = batch.numbers(FlowColumn.FIRST);
        long[] last = batch.numbers(FlowColumn.LAST);
        double[] durations = batch.decimals(FlowColumn.DURATION);
        int end = run.row() + run.count();
        for (int row = run.row(); row < end; row++) {
            if (batch.isPresent(FlowColumn.FIRST, row)
                    && batch.isPresent(FlowColumn.LAST, row)
                    && last[row] >= first[row]) {
                durations[row] = (last[row] - first[row]) / NANOS_PER_SECOND;
                batch.markPresent(FlowColumn.DURATION, row);
            }
        }
        return 0;
    }
}
